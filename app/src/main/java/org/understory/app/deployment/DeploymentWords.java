package org.understory.app.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.app.control.Tone;
import org.understory.model.container.ImageReference;
import org.understory.model.system.Deployment;
import org.understory.model.system.Label;
import org.understory.model.system.Origin;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Puts one deployment into words that are safe to show. */
public final class DeploymentWords {
  private final Messages messages;

  /** In this language. */
  public DeploymentWords(Messages messages) {
    this.messages = messages;
  }

  /** Version, or short checksum where the commit has no version. */
  public static String name(Deployment deployment) {
    return deployment
        .version()
        .filter(version -> !version.isBlank())
        .map(Sanitizer::line)
        .orElseGet(() -> deployment.checksum().brief());
  }

  /** What a person calls it. */
  public static Optional<String> label(Deployment deployment) {
    return deployment.label().map(Label::name).map(Sanitizer::line);
  }

  /** What it follows. */
  public String branch(Origin origin) {
    return origin
        .refspec()
        .map(it -> origin.source() == Origin.Source.CONTAINER ? image(it) : it)
        .map(Sanitizer::line)
        .orElseGet(() -> messages.get("system.origin.none"));
  }

  /** The image alone; who has to sign it is another matter. */
  private static String image(String refspec) {
    return ImageReference.parse(refspec)
        .map(it -> it.onServer() ? it.image() : it.transport() + ":" + it.image())
        .orElse(refspec);
  }

  /** Its states, the most telling first. */
  public List<DeploymentState> states(Deployment deployment) {
    List<DeploymentState> states = new ArrayList<>();
    add(states, deployment.booted(), "running", Tone.SUCCESS);
    add(
        states,
        deployment.bootsNext(),
        deployment.startsOnce() ? "once" : "next",
        deployment.startsOnce() ? Tone.WARNING : Tone.ACCENT);
    add(states, deployment.staged(), "staged", Tone.ACCENT);
    add(states, deployment.finalizationLocked(), "locked", Tone.WARNING);
    switch (deployment.unlocked()) {
      case NONE -> {}
      case DEVELOPMENT -> add(states, true, "development", Tone.WARNING);
      case HOTFIX -> add(states, true, "hotfix", Tone.WARNING);
      case TRANSIENT -> add(states, true, "transient", Tone.WARNING);
    }
    add(states, deployment.rollback(), "rollback", Tone.NEUTRAL);
    add(states, deployment.pinned(), "pinned", Tone.NEUTRAL);
    return states;
  }

  private void add(List<DeploymentState> states, boolean holds, String key, Tone tone) {
    if (holds) {
      states.add(state(key, tone));
    }
  }

  /** A state by its key. */
  public DeploymentState state(String key, Tone tone) {
    String word = "system.state." + key;
    return new DeploymentState(key, messages.get(word), messages.get(word + ".tip"), tone);
  }
}
