package org.understory.app.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.app.control.Times;
import org.understory.app.control.Tone;
import org.understory.app.system.DeploymentCard.Fact;
import org.understory.app.system.DeploymentCard.State;
import org.understory.model.history.Checksum;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Puts deployments into words. */
final class DeploymentCards {
  private final Messages messages;
  private final Times times;

  DeploymentCards(Messages messages, Times times) {
    this.messages = messages;
    this.times = times;
  }

  /** A card for each deployment, in boot order. */
  List<DeploymentCard> of(SystemSnapshot snapshot) {
    Optional<Checksum> running = snapshot.booted().map(Deployment::checksum);
    return snapshot.deployments().stream().map(deployment -> card(deployment, running)).toList();
  }

  private DeploymentCard card(Deployment deployment, Optional<Checksum> running) {
    return new DeploymentCard(
        deployment.id(),
        deployment.index() + 1,
        name(deployment),
        branch(deployment.origin()),
        deployment.timestamp().isPresent()
            ? times.minute(deployment.timestamp().getAsLong())
            : messages.get("system.date.unknown"),
        deployment.timestamp().isPresent() ? times.age(deployment.timestamp().getAsLong()) : "",
        deployment.checksum(),
        states(deployment),
        running.filter(checksum -> !checksum.equals(deployment.checksum())),
        facts(deployment),
        deployment.kernelArguments().arguments().stream().map(Sanitizer::line).toList());
  }

  /** Version, or short checksum where the commit has no version. */
  static String name(Deployment deployment) {
    return deployment
        .version()
        .filter(version -> !version.isBlank())
        .map(Sanitizer::line)
        .orElseGet(() -> deployment.checksum().brief());
  }

  private String branch(Origin origin) {
    return origin
        .refspec()
        .map(Sanitizer::line)
        .orElseGet(() -> messages.get("system.origin.none"));
  }

  private List<State> states(Deployment deployment) {
    List<State> states = new ArrayList<>();
    add(states, deployment.booted(), "running", Tone.SUCCESS);
    add(states, deployment.bootsNext(), "next", Tone.ACCENT);
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

  private void add(List<State> states, boolean holds, String key, Tone tone) {
    if (holds) {
      String word = "system.state." + key;
      states.add(new State(key, messages.get(word), messages.get(word + ".tip"), tone));
    }
  }

  private List<Fact> facts(Deployment deployment) {
    List<Fact> facts = new ArrayList<>();
    facts.add(fact("commit", deployment.checksum().hex()));
    facts.add(fact("stateroot", Sanitizer.line(deployment.stateroot())));
    facts.add(fact("serial", Integer.toString(deployment.serial())));
    Origin origin = deployment.origin();
    facts.add(
        fact(
            switch (origin.source()) {
              case BRANCH -> "origin.branch";
              case LAYERED -> "origin.layered";
              case CONTAINER -> "origin.container";
              case NONE -> "origin";
            },
            branch(origin)));
    origin.overrideCommit().ifPresent(held -> facts.add(fact("override", Sanitizer.line(held))));
    deployment.bootChecksum().ifPresent(boot -> facts.add(fact("boot", Sanitizer.line(boot))));
    return facts;
  }

  private Fact fact(String key, String value) {
    return new Fact(messages.get("system.fact." + key), value);
  }
}
