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
import org.understory.model.config.ConfigState;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.FileMode;
import org.understory.store.sysroot.Configuration;
import org.understory.store.sysroot.Sysroot;

/** {@code diff --etc}: what a merge of {@code /etc} would do, state by state. */
final class ConfigDiff {
  private final Session session;
  private final boolean all;
  private final String below;
  private final ConfigText words;

  /**
   * Nothing is read yet.
   *
   * @param all whether what nobody changed is listed for people, too
   * @param below only this path and what is in it; {@code /} for all
   */
  ConfigDiff(Session session, boolean all, String below) {
    this.session = session;
    this.all = all;
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
    List<ConfigEntry> entries =
        preview.entries().stream().filter(it -> isBelow(it.path())).toList();
    if (session.json()) {
      json(entries, preview.blockers(), first.deployment().isPresent());
    } else {
      text(entries, preview.blockers(), first.deployment().isPresent());
    }
    preview.problems().forEach(session::report);
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

  private void json(List<ConfigEntry> entries, List<ConfigBlocker> blockers, boolean deployed) {
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
      json.endArray().endObject();
    }
  }

  private static void json(Json json, ConfigEntry entry) {
    json.beginObject()
        .text("path", entry.path())
        .text("state", word(entry.state()))
        .text("yours", word(entry.yours()))
        .text("default", word(entry.theirs()))
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
