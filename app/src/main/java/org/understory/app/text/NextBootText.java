package org.understory.app.text;

import java.util.Optional;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Plan;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.model.system.NextBoot;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Says in one sentence what runs now, what starts at the next boot, and why. */
public final class NextBootText {
  private final Messages messages;

  /** Words out of {@code messages}, which hold the bundle {@code common}. */
  public NextBootText(Messages messages) {
    this.messages = messages;
  }

  /** The sentence, safe to show. */
  public String sentence(NextBoot boot) {
    String now = name(boot.running());
    String then = name(boot.next());
    return switch (boot.reason()) {
      case NOTHING_DEPLOYED -> messages.get("next-boot.nothing-deployed");
      case ONCE ->
          messages.get(
              boot.running().isPresent() ? "next-boot.once" : "next-boot.once.not-running",
              now,
              then,
              name(boot.usual()));
      case NOT_RUNNING -> messages.get("next-boot.not-running", then);
      case UNCHANGED -> messages.get("next-boot.unchanged", now);
      case STAGED -> messages.get("next-boot.staged", now, then);
      case STAGED_AND_LOCKED -> messages.get("next-boot.staged-and-locked", now, then);
      case NEWER_FIRST -> messages.get("next-boot.newer-first", now, then);
      case OLDER_FIRST -> messages.get("next-boot.older-first", now, then);
      case OTHER_FIRST -> messages.get("next-boot.other-first", now, then);
    };
  }

  /** What a plan says of the boot after the next one, where that is another. */
  public Optional<String> once(Plan plan) {
    Optional<Deployment> once = plan.after().stream().filter(Deployment::startsOnce).findFirst();
    Optional<Deployment> usual =
        BootList.withoutOnce(plan.after()).stream().filter(Deployment::bootsNext).findFirst();
    return plan.operation() instanceof Operation.StartOnce && once.isPresent()
        ? Optional.of(messages.get("next-boot.once.plan", name(once), name(usual)))
        : Optional.empty();
  }

  /** What people call a deployment: its version, or the start of its checksum. */
  private static String name(Optional<Deployment> deployment) {
    return deployment.map(d -> Sanitizer.line(d.version().orElse(d.checksum().brief()))).orElse("");
  }
}
