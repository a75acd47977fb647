package org.understory.app.system;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.understory.app.control.Times;
import org.understory.app.deployment.DeploymentWords;
import org.understory.app.system.DeploymentCard.Fact;
import org.understory.app.text.DaemonText;
import org.understory.app.text.ImageText;
import org.understory.model.container.ImageReference;
import org.understory.model.history.Checksum;
import org.understory.model.rpmostree.DaemonReport;
import org.understory.model.rpmostree.DeploymentReport;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.Label;
import org.understory.model.system.NextBoot;
import org.understory.model.system.Origin;
import org.understory.model.system.SoftReboot;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Puts deployments into words. */
final class DeploymentCards {
  private final Messages messages;
  private final Times times;
  private final DeploymentWords words;
  private final ImageText images;

  DeploymentCards(Messages messages, Times times) {
    this.messages = messages;
    this.times = times;
    this.words = new DeploymentWords(messages);
    this.images = new ImageText(messages);
  }

  /**
   * A card for each deployment, in boot order.
   *
   * @param report what the daemon of rpm-ostree tells of them, if there is one
   */
  List<DeploymentCard> of(SystemSnapshot snapshot, Optional<DaemonReport> report) {
    Optional<String> usual = NextBoot.of(snapshot).usual().map(Deployment::id);
    return snapshot.deployments().stream()
        .map(
            each ->
                card(
                    each,
                    snapshot,
                    usual.filter(each.id()::equals).isPresent(),
                    report.flatMap(it -> it.deployment(each.id()))))
        .toList();
  }

  /**
   * @param usual whether it starts where the boot loader is told nothing else
   */
  private DeploymentCard card(
      Deployment deployment,
      SystemSnapshot snapshot,
      boolean usual,
      Optional<DeploymentReport> report) {
    Optional<Checksum> running = snapshot.booted().map(Deployment::checksum);
    return new DeploymentCard(
        deployment.id(),
        deployment.index() + 1,
        DeploymentWords.name(deployment),
        DeploymentWords.label(deployment),
        note(deployment),
        words.branch(deployment.origin()),
        deployment.timestamp().isPresent()
            ? times.minute(deployment.timestamp().getAsLong())
            : messages.get("system.date.unknown"),
        deployment.timestamp().isPresent() ? times.age(deployment.timestamp().getAsLong()) : "",
        deployment.checksum(),
        words.states(deployment),
        running.filter(checksum -> !checksum.equals(deployment.checksum())),
        actions(
            deployment,
            running.filter(commit -> !commit.equals(deployment.checksum())).isPresent(),
            usual,
            report.isPresent()),
        facts(deployment, snapshot, report),
        deployment.kernelArguments().arguments().stream().map(Sanitizer::line).toList());
  }

  private static List<CardAction> actions(
      Deployment deployment, boolean comparable, boolean usual, boolean rpmOstree) {
    boolean staged = deployment.staged();
    Set<CardAction> actions = EnumSet.of(CardAction.BROWSE, CardAction.HISTORY);
    boolean once = deployment.startsOnce();
    add(actions, CardAction.USUAL, once);
    add(actions, CardAction.BOOT_NEXT, !staged && (once || !deployment.bootsNext()));
    add(actions, CardAction.START_ONCE, !staged && !usual && !once);
    add(actions, CardAction.COMPARE, comparable);
    add(actions, CardAction.PIN, !staged && !deployment.pinned());
    add(actions, CardAction.UNPIN, !staged && deployment.pinned());
    add(actions, CardAction.LABEL, !staged);
    add(actions, CardAction.ARGUMENTS, true);
    add(actions, CardAction.HOLD, staged && !deployment.finalizationLocked());
    add(actions, CardAction.RELEASE, staged && deployment.finalizationLocked());
    add(actions, CardAction.FINALIZE, staged && deployment.finalizationLocked() && rpmOstree);
    boolean locked = deployment.booted() && deployment.unlocked() == Unlocked.NONE;
    add(actions, CardAction.UNLOCK, locked);
    add(actions, CardAction.HOTFIX, locked);
    add(actions, CardAction.DISCARD, staged);
    add(actions, CardAction.REMOVE, !staged && !deployment.booted());
    return List.copyOf(actions);
  }

  private static void add(Set<CardAction> actions, CardAction action, boolean offered) {
    if (offered) {
      actions.add(action);
    }
  }

  private static Optional<String> note(Deployment deployment) {
    return deployment
        .label()
        .map(Label::note)
        .map(Sanitizer::block)
        .filter(note -> !note.isBlank());
  }

  private List<Fact> facts(
      Deployment deployment, SystemSnapshot snapshot, Optional<DeploymentReport> report) {
    List<Fact> facts = new ArrayList<>();
    report
        .map(new DaemonText(messages)::facts)
        .ifPresent(told -> told.forEach(it -> facts.add(new Fact(it.name(), it.value()))));
    List<String> layers = deployment.origin().layers();
    if (!layers.isEmpty()) {
      facts.add(
          new Fact(messages.get("daemon.fact.layered"), Sanitizer.line(String.join(", ", layers))));
    }
    facts.add(fact("commit", deployment.checksum().hex()));
    facts.add(fact("stateroot", Sanitizer.line(deployment.stateroot())));
    facts.add(fact("serial", Integer.toString(deployment.serial())));
    Origin origin = deployment.origin();
    facts.add(
        fact(
            switch (origin.source()) {
              case BRANCH -> "origin.branch";
              case LAYERED, LAYERED_HERE -> "origin.layered";
              case CONTAINER -> "origin.container";
              case NONE -> "origin";
            },
            words.branch(origin)));
    origin
        .refspec()
        .filter(it -> origin.source() == Origin.Source.CONTAINER)
        .flatMap(ImageReference::parse)
        .ifPresent(it -> facts.add(fact("signatures", images.signatures(it))));
    origin.overrideCommit().ifPresent(held -> facts.add(fact("override", Sanitizer.line(held))));
    deployment.bootChecksum().ifPresent(boot -> facts.add(fact("boot", Sanitizer.line(boot))));
    if (origin.source() == Origin.Source.CONTAINER) {
      SoftReboot.to(deployment, snapshot)
          .ifPresent(it -> facts.add(fact("soft-reboot", images.softReboot(it))));
    }
    return facts;
  }

  private Fact fact(String key, String value) {
    return new Fact(messages.get("system.fact." + key), value);
  }
}
