package org.understory.app.text;

import static org.understory.model.text.Sanitizer.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.Installation;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.VersionChange;
import org.understory.resources.Messages;

/** Puts applications of Flatpak and their changes into words that are safe to show. */
public final class FlatpakText {
  private final Messages messages;
  private final PermissionText permissions;

  /** Words out of {@code messages}, which hold the bundle {@code common}. */
  public FlatpakText(Messages messages) {
    this.messages = messages;
    this.permissions = new PermissionText(messages);
  }

  /** What people call it. */
  public String name(Installed installed) {
    return line(installed.about().name());
  }

  /** Its version, else the start of its commit. */
  public String version(Installed installed) {
    return installed.about().version().map(text -> line(text)).orElse(installed.commit().brief());
  }

  /** Whose it is. */
  public String place(Installation installation) {
    return switch (installation.id()) {
      case Installation.USER -> messages.get("flatpak.place.user");
      case Installation.SYSTEM -> messages.get("flatpak.place.system");
      default -> line(installation.title().isEmpty() ? installation.id() : installation.title());
    };
  }

  /** What a plan is for. */
  public String title(FlatpakPlan plan) {
    String name = name(plan.before());
    return switch (plan.kind()) {
      case UPDATE -> messages.get("flatpak.title.update", name);
      case GO_TO -> messages.get("flatpak.title.go-to", name, plan.commit().brief());
      case HOLD -> messages.get("flatpak.title.hold", name);
      case RELEASE -> messages.get("flatpak.title.release", name);
    };
  }

  /** That a plan came true. */
  public String done(FlatpakPlan plan) {
    String name = name(plan.before());
    return switch (plan.kind()) {
      case UPDATE -> messages.get("flatpak.done.update", name);
      case GO_TO -> messages.get("flatpak.done.go-to", name, plan.commit().brief());
      case HOLD -> messages.get("flatpak.done.hold", name);
      case RELEASE -> messages.get("flatpak.done.release", name);
    };
  }

  /** What becomes of the version, and of whether it stays there. */
  public List<String> effects(FlatpakPlan plan) {
    List<String> effects = new ArrayList<>();
    if (plan.changesVersion()) {
      effects.add(
          messages.get(
              "flatpak.effect.version", plan.before().commit().brief(), plan.commit().brief()));
    }
    if (plan.held()) {
      effects.add(messages.get("flatpak.effect.held"));
    } else if (plan.before().held()) {
      effects.add(messages.get("flatpak.effect.released"));
    } else if (!plan.newest()) {
      effects.add(messages.get("flatpak.effect.follows"));
    }
    return effects;
  }

  /** What is different in another version, a sentence each; one where nothing is. */
  public List<String> changes(VersionChange change) {
    List<String> lines = new ArrayList<>();
    change.permissions().forEach(each -> lines.add(permissions.sentence(each)));
    Optional<String> after = change.runtimeAfter();
    if (after.isPresent()) {
      lines.add(
          messages.get(
              "flatpak.runtime.changed",
              line(after.get()),
              line(change.runtimeBefore().orElse("-"))));
    }
    if (lines.isEmpty()) {
      lines.add(messages.get("flatpak.same-permissions"));
    }
    return lines;
  }
}
