package org.understory.app.text;

import static org.understory.model.text.Sanitizer.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.understory.model.flatpak.FlatpakEvent;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.FlatpakPlan.Kind;
import org.understory.model.flatpak.Installation;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.PlanList;
import org.understory.model.flatpak.PlanList.Aim;
import org.understory.model.flatpak.VersionChange;
import org.understory.model.history.Checksum;
import org.understory.model.plan.ApplicationActivity;
import org.understory.model.plan.ApplicationChange;
import org.understory.model.plan.Outcome;
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
    return title(plan.kind(), name(plan.before()), plan.commit());
  }

  private String title(Kind kind, String name, Checksum commit) {
    return switch (kind) {
      case UPDATE -> messages.get("flatpak.title.update", name);
      case GO_TO -> messages.get("flatpak.title.go-to", name, commit.brief());
      case HOLD -> messages.get("flatpak.title.hold", name);
      case RELEASE -> messages.get("flatpak.title.release", name);
    };
  }

  /** What plans that are carried out as one are for. */
  public String title(PlanList list) {
    FlatpakPlan first = list.plans().getFirst();
    return title(
        list.aim(), list.plans().size(), name(first.before()), first.kind(), first.commit());
  }

  /** What was wanted. */
  public String title(ApplicationActivity activity) {
    ApplicationChange first = activity.changes().getFirst();
    return title(
        activity.aim(), activity.changes().size(), line(first.name()), first.kind(), first.after());
  }

  private String title(Aim aim, int count, String name, Kind kind, Checksum commit) {
    return switch (aim) {
      case UPDATE_ALL ->
          count == 1
              ? messages.get("flatpak.title.update", name)
              : messages.get("flatpak.title.all", count);
      case UNDO ->
          count == 1
              ? messages.get("flatpak.title.undo-one", name)
              : messages.get("flatpak.title.undo", count);
      case CHANGE -> title(kind, name, commit);
    };
  }

  /** That a plan came true. */
  public String done(FlatpakPlan plan) {
    return done(plan.kind(), name(plan.before()), plan.commit());
  }

  private String done(Kind kind, String name, Checksum commit) {
    return switch (kind) {
      case UPDATE -> messages.get("flatpak.done.update", name);
      case GO_TO -> messages.get("flatpak.done.go-to", name, commit.brief());
      case HOLD -> messages.get("flatpak.done.hold", name);
      case RELEASE -> messages.get("flatpak.done.release", name);
    };
  }

  /** How it ended, a sentence or more in each. */
  public List<String> results(ApplicationActivity activity) {
    List<String> sentences = new ArrayList<>();
    ApplicationChange first = activity.changes().getFirst();
    boolean one = activity.changes().size() == 1;
    List<String> done = names(activity, each -> isDone(each));
    if (!done.isEmpty()) {
      sentences.add(
          one
              ? done(first.kind(), line(first.name()), first.after())
              : messages.get("flatpak.result.done", joined(done)));
    }
    activity
        .changes()
        .forEach(
            each ->
                each.problem()
                    .map(new ProblemText(messages)::sentence)
                    .map(why -> one ? why : about(line(each.name()), why))
                    .ifPresent(sentences::add));
    List<String> left = names(activity, each -> !isDone(each) && each.problem().isEmpty());
    if (!left.isEmpty()) {
      sentences.add(
          one
              ? messages.get("flatpak.result.stopped-one")
              : messages.get("flatpak.result.stopped", joined(left)));
    }
    return sentences;
  }

  /** Most name it themselves. */
  private String about(String name, String why) {
    return why.contains(name) ? why : messages.get("flatpak.result.failed", name, why);
  }

  private static boolean isDone(ApplicationChange change) {
    return change.outcome() instanceof Outcome.Succeeded
        || (change.changed() && change.problem().isEmpty());
  }

  private static List<String> names(
      ApplicationActivity activity, Predicate<ApplicationChange> which) {
    return activity.changes().stream().filter(which).map(each -> line(each.name())).toList();
  }

  private String joined(List<String> names) {
    return String.join(messages.get("flatpak.names.separator"), names);
  }

  /** What another program did. */
  public String title(FlatpakEvent event) {
    String name = line(event.name());
    return switch (event.what()) {
      case INSTALLED -> messages.get("flatpak.event.installed", name);
      case UPDATED -> messages.get("flatpak.event.updated", name);
      case REMOVED -> messages.get("flatpak.event.removed", name);
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
