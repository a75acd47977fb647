package org.understory.app.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.app.change.PlanCard.Caution;
import org.understory.app.change.PlanCard.Difference;
import org.understory.app.change.PlanCard.Fact;
import org.understory.app.control.Tone;
import org.understory.app.deployment.DeploymentWords;
import org.understory.app.text.NextBootText;
import org.understory.app.text.OperationText;
import org.understory.app.text.SpaceText;
import org.understory.app.text.WarningText;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.UsePackageFiles.Use;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Warning;
import org.understory.model.system.Deployment;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Puts plans into words. */
final class PlanWords {
  private final Messages messages;
  private final OperationText operations;
  private final NextBootText next;
  private final WarningText warnings;
  private final SpaceText space;

  PlanWords(Messages messages) {
    this.messages = messages;
    operations = new OperationText(messages);
    next = new NextBootText(messages);
    warnings = new WarningText(messages);
    space = new SpaceText(messages);
  }

  PlanCard card(Plan plan) {
    BootLines lines = new BootLines(plan, messages);
    List<Caution> cautions =
        plan.warnings().stream()
            .map(each -> new Caution(Seriousness.of(each), warnings.sentence(each, plan.before())))
            .toList();
    return new PlanCard(
        plan,
        operations.title(plan),
        operations.verb(plan.operation()),
        destructive(plan.operation()),
        cautions.stream().anyMatch(each -> each.tone() == Tone.DANGER),
        lines.now(),
        messages.get(plan.waits() ? "change.then.restart" : "change.then"),
        lines.then(),
        note(plan),
        differences(plan),
        cautions,
        facts(plan));
  }

  private static boolean destructive(Operation operation) {
    return operation instanceof Operation.Remove
        || operation instanceof Operation.DiscardStaged
        || operation instanceof Operation.Prune
        || operation instanceof Operation.RemoveRemote;
  }

  private Optional<String> note(Plan plan) {
    if (plan.operation() instanceof Operation.Prune) {
      return Optional.of(messages.get("change.prune.text"));
    }
    if (plan.operation() instanceof Operation.Verify) {
      return Optional.of(messages.get("change.repair.text"));
    }
    Optional<String> once = next.once(plan);
    if (once.isPresent()) {
      return once;
    }
    Optional<String> note = operations.note(plan);
    if (note.isPresent()) {
      return note;
    }
    if (plan.operation() instanceof Operation.AddRemote(var _, String url, boolean verify, _)) {
      return Optional.of(
          messages.get(
              verify ? "change.remote.plan" : "change.remote.plan.unverified",
              Sanitizer.line(url)));
    }
    Optional<Deployment> running = plan.before().booted();
    return plan.waits() && running.isPresent()
        ? Optional.of(messages.get("change.staged", DeploymentWords.name(running.get())))
        : Optional.empty();
  }

  /** What the lists alone don't show: which arguments or packages come and go. */
  private static List<Difference> differences(Plan plan) {
    List<Difference> differences = new ArrayList<>();
    if (plan.operation() instanceof Operation.ChangeLayers(_, var install, var uninstall)) {
      uninstall.forEach(each -> differences.add(new Difference(false, Sanitizer.line(each))));
      install.forEach(each -> differences.add(new Difference(true, Sanitizer.line(each))));
    }
    if (plan.operation() instanceof Operation.ChangeOverrides(_, var remove, var reset)) {
      remove.forEach(each -> differences.add(new Difference(false, Sanitizer.line(each))));
      reset.forEach(each -> differences.add(new Difference(true, Sanitizer.line(each))));
    }
    if (plan.operation() instanceof Operation.UsePackageFiles use) {
      if (use.use() == Use.REPLACE) {
        use.names().forEach(each -> differences.add(new Difference(false, Sanitizer.line(each))));
      }
      use.nevras().forEach(each -> differences.add(new Difference(true, Sanitizer.line(each))));
    }
    if (plan.operation() instanceof Operation.EditKernelArguments(String id, List<String> after)) {
      List<String> removed = new ArrayList<>();
      plan.before().deployments().stream()
          .filter(each -> each.id().equals(id))
          .forEach(each -> removed.addAll(each.kernelArguments().own().arguments()));
      List<String> added = new ArrayList<>(after);
      after.forEach(
          argument -> {
            if (removed.remove(argument)) {
              added.remove(argument);
            }
          });
      removed.forEach(each -> differences.add(new Difference(false, Sanitizer.line(each))));
      added.forEach(each -> differences.add(new Difference(true, Sanitizer.line(each))));
    }
    return differences;
  }

  private List<Fact> facts(Plan plan) {
    List<Fact> facts = new ArrayList<>();
    space.download(plan.space()).ifPresent(text -> facts.add(new Fact(Fact.Kind.DOWNLOAD, text)));
    space.room(plan.space()).forEach(text -> facts.add(new Fact(Fact.Kind.SPACE, text)));
    if (plan.restartNeeded()) {
      facts.add(new Fact(Fact.Kind.RESTART, messages.get("change.restart")));
    }
    facts.add(new Fact(Fact.Kind.UNDO, messages.get(undo(plan))));
    return facts;
  }

  private static String undo(Plan plan) {
    if (plan.undo().isEmpty()) {
      return "change.undo.none";
    }
    boolean loses =
        plan.warnings().stream().anyMatch(each -> each.code() == Warning.Code.STAGED_DISCARDED);
    return loses ? "change.undo.most" : "change.undo.some";
  }
}
