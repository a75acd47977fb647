package org.understory.app.system;

import java.util.List;
import java.util.Optional;
import org.understory.app.deployment.DeploymentState;
import org.understory.model.history.Checksum;

/**
 * What the card of one deployment says; every text is safe to show.
 *
 * @param id names the deployment as long as it exists
 * @param place in boot order, from 1
 * @param title version, or short checksum where the commit has no version
 * @param label what a person calls it
 * @param note what else a person wrote about it
 * @param age how long ago its commit was made; empty where that can't be read
 * @param compareWith the running commit, where this one is another
 * @param actions what can be done with it, the likeliest first
 * @param facts what the expandable part lists beside the kernel arguments
 */
record DeploymentCard(
    String id,
    int place,
    String title,
    Optional<String> label,
    Optional<String> note,
    String branch,
    String date,
    String age,
    Checksum checksum,
    List<DeploymentState> states,
    Optional<Checksum> compareWith,
    List<CardAction> actions,
    List<Fact> facts,
    List<String> kernelArguments) {

  /** A name and its value. */
  record Fact(String name, String value) {}

  /** How a checksum is written where there is little room. */
  String shortChecksum() {
    return checksum.brief();
  }
}
