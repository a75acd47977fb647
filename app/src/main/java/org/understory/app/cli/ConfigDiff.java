package org.understory.app.cli;

import static org.understory.model.text.Sanitizer.line;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.understory.app.state.ComparedSide;
import org.understory.app.state.OpenSystem;
import org.understory.app.text.ConfigText;
import org.understory.model.config.ConfigBlocker;
import org.understory.model.config.ConfigEntry;
import org.understory.model.config.ConfigItem;
import org.understory.model.config.ConfigPreview;
import org.understory.model.config.ConfigSides;
import org.understory.model.config.ConfigState;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Outcome.Result.Inspected;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.tree.FileMode;
import org.understory.store.engine.Engine;
import org.understory.store.sysroot.Configuration;
import org.understory.store.sysroot.Sysroot;

/** {@code diff --etc}: what a merge of {@code /etc} would do, state by state. */
final class ConfigDiff {
  private final Session session;
  private final boolean all;
  private final boolean ask;
  private final String below;
  private final ConfigText words;

  /**
   * Nothing is read yet.
   *
   * @param all whether what nobody changed is listed for people, too
   * @param ask whether somebody who may read more is asked of what this user may not
   * @param below only this path and what is in it; {@code /} for all
   */
  ConfigDiff(Session session, boolean all, boolean ask, String below) {
    this.session = session;
    this.all = all;
    this.ask = ask;
    this.below = below;
    this.words = new ConfigText(session.words());
  }

  void run(OpenSystem system, String from, String to) throws StoreException {
    Configuration configuration =
        system
            .sysroot()
            .map(Sysroot::configuration)
            .orElseThrow(
                () ->
                    new StoreException(
                        new Problem.NoDeployments(system.repository().directory().toString())));
    ComparedSide first = ComparedSide.named(from, system);
    ComparedSide second = ComparedSide.named(to, system);
    ConfigPreview preview =
        configuration.preview(
            first.deployment(), first.commit(), second.commit(), new Cancellation());
    if (ask) {
      preview = asked(preview, system, first.deployment(), second.commit());
    }
    List<ConfigEntry> entries = preview.told().stream().filter(it -> isBelow(it.path())).toList();
    Optional<ConfigSides> sides =
        entries.size() == 1 && entries.getFirst().path().equals(below)
            ? sides(configuration, first, second)
            : Optional.empty();
    ConfigSidesText content = new ConfigSidesText(session);
    if (session.json()) {
      json(entries, preview.blockers(), first.deployment().isPresent(), sides, content);
    } else {
      text(entries, preview.blockers(), first.deployment().isPresent());
      sides.ifPresent(it -> content.print(below, it));
    }
    preview.problems().forEach(session::report);
  }

  /** What it says on each side; where that may not be read the rest is told all the same. */
  private Optional<ConfigSides> sides(
      Configuration configuration, ComparedSide from, ComparedSide to) {
    try {
      return Optional.of(
          configuration.sides(
              from.deployment(), from.commit(), to.commit(), below, new Cancellation()));
    } catch (StoreException e) {
      session.report(e.problem());
      return Optional.empty();
    }
  }

  /** With what somebody who may read more says of it: names and kind of change only. */
  private ConfigPreview asked(
      ConfigPreview preview, OpenSystem system, Optional<Deployment> from, Checksum to)
      throws StoreException {
    if (from.isEmpty() || !preview.counts().containsKey(ConfigState.UNREADABLE)) {
      return preview;
    }
    try (PasswordAgent _ = PasswordAgent.of(session)) {
      Engine engine = Change.engine(system, session);
      Plan plan = engine.plan(new Operation.InspectConfig(from.get().id(), to));
      return switch (engine.carryOut(plan, _ -> {}, new Cancellation())) {
        case Outcome.Succeeded(Inspected(var told, boolean complete)) ->
            preview.with(told, complete);
        case Outcome.Succeeded _, Outcome.Cancelled _ -> preview;
        case Outcome.Failed(Problem problem, boolean _) -> throw new StoreException(problem);
        case Outcome.Lost _ -> throw new StoreException(new Problem.WorkerLost());
      };
    }
  }

  private boolean isBelow(String path) {
    return below.equals("/") || path.equals(below) || path.startsWith(below + "/");
  }

  private void text(List<ConfigEntry> entries, List<ConfigBlocker> blockers, boolean deployed) {
    boolean colours = session.terminal().abilities().colours();
    boolean person = session.terminal().abilities().person();
    Output out = session.out();
    if (person && !deployed) {
      out.line(session.word("config.defaults-only"));
    }
    blockers.forEach(it -> out.line(Ink.RED.on(words.sentence(it), colours)));
    for (ConfigText.Group group : ConfigText.Group.values()) {
      List<ConfigEntry> members =
          entries.stream()
              .filter(it -> ConfigText.Group.of(it) == group)
              .filter(it -> all || it.state() != ConfigState.SAME)
              .toList();
      if (!members.isEmpty() && person) {
        out.line(Ink.BOLD.on(words.title(group, members.size()), colours));
      }
      for (ConfigEntry entry : members) {
        out.print(person ? "  " : group.name().toLowerCase(Locale.ROOT) + " ")
            .line(line(entry.path()) + (person ? Ink.FAINT.on(remark(entry), colours) : ""));
      }
    }
    if (person && !entries.isEmpty() && entries.stream().allMatch(ConfigDiff::isSame) && !all) {
      out.line(session.word("config.nothing"));
    }
  }

  private static boolean isSame(ConfigEntry entry) {
    return entry.state() == ConfigState.SAME;
  }

  private String remark(ConfigEntry entry) {
    return words
        .remark(entry)
        .map(it -> "  " + it + owner(entry))
        .orElseGet(() -> owner(entry).isEmpty() ? "" : " " + owner(entry));
  }

  /** Of what can't be read, what is known all the same. */
  private static String owner(ConfigEntry entry) {
    Optional<ConfigItem> item = entry.item().filter(it -> entry.state() == ConfigState.UNREADABLE);
    return item.map(
            it ->
                " %s %s %s"
                    .formatted(
                        new FileMode(it.mode()).text(),
                        Integer.toUnsignedString(it.uid()),
                        Integer.toUnsignedString(it.gid())))
        .orElse("");
  }

  private void json(
      List<ConfigEntry> entries,
      List<ConfigBlocker> blockers,
      boolean deployed,
      Optional<ConfigSides> sides,
      ConfigSidesText content) {
    try (Json json = new Json(session.out())) {
      json.beginObject().bool("deployed", deployed).name("entries").beginArray();
      entries.forEach(it -> json(json, it));
      json.endArray().name("blockers").beginArray();
      for (ConfigBlocker blocker : blockers) {
        json.beginObject()
            .text("path", blocker.path())
            .text("reason", word(blocker.reason()))
            .endObject();
      }
      json.endArray();
      sides.ifPresent(it -> content.json(json, it));
      json.endObject();
    }
  }

  private static void json(Json json, ConfigEntry entry) {
    json.beginObject()
        .text("path", entry.path())
        .text("state", word(entry.state()))
        .text("yours", word(entry.yours()))
        .text("default", word(entry.theirs()))
        .text("yoursBecame", entry.yoursBecame().map(ConfigDiff::word))
        .text("defaultBecame", entry.theirsBecame().map(ConfigDiff::word))
        .bool("lost", entry.lost());
    entry
        .item()
        .ifPresent(
            it ->
                json.text("mode", "0" + Integer.toOctalString(it.mode()))
                    .number("uid", Integer.toUnsignedLong(it.uid()))
                    .number("gid", Integer.toUnsignedLong(it.gid())));
    json.endObject();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
