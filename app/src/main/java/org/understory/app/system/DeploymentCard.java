package org.understory.app.system;

import java.util.List;
import java.util.Optional;
import org.understory.app.control.Tone;
import org.understory.model.history.Checksum;

/**
 * What the card of one deployment says; every text is safe to show.
 *
 * @param id names the deployment as long as it exists
 * @param place in boot order, from 1
 * @param title version, or short checksum where the commit has no version
 * @param age how long ago its commit was made; empty where that can't be read
 * @param compareWith the running commit, where this one is another
 * @param facts what the expandable part lists beside the kernel arguments
 */
record DeploymentCard(
    String id,
    int place,
    String title,
    String branch,
    String date,
    String age,
    Checksum checksum,
    List<State> states,
    Optional<Checksum> compareWith,
    List<Fact> facts,
    List<String> kernelArguments) {

  /** A state of the deployment in a word, and what that word means. */
  record State(String key, String word, String meaning, Tone tone) {}

  /** A name and its value. */
  record Fact(String name, String value) {}

  /** How a checksum is written where there is little room. */
  String shortChecksum() {
    return checksum.brief();
  }
}
