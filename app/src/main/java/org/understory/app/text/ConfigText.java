package org.understory.app.text;

import java.util.Locale;
import java.util.Optional;
import org.understory.model.config.ConfigBlocker;
import org.understory.model.config.ConfigEdit;
import org.understory.model.config.ConfigEntry;
import org.understory.model.config.ConfigItem.Kind;
import org.understory.model.config.ConfigState;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** What a merge of {@code /etc} does, in words. */
public record ConfigText(Messages words) {
  /** The states as people ask for them, what needs them most first. */
  public enum Group {
    CONFLICT,
    LOST,
    UNREADABLE,
    KEPT,
    STALE,
    TAKEN,
    SAME;

    /** Where an entry belongs. */
    public static Group of(ConfigEntry entry) {
      return entry.lost() ? LOST : valueOf(entry.state().name());
    }

    /** As it is named in ids and message keys. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a group is and what becomes of it, in one line. */
  public String title(Group group, int count) {
    return words.get("config.group." + group.key(), count);
  }

  /** Who did what to a path, where its group does not say it already. */
  public Optional<String> remark(ConfigEntry entry) {
    if (entry.yours() == ConfigEdit.UNKNOWN || entry.theirs() == ConfigEdit.UNKNOWN) {
      return Optional.empty();
    }
    if (entry.state() == ConfigState.SAME) {
      return Optional.empty();
    }
    if (entry.yours() == ConfigEdit.NONE) {
      return entry.state() == ConfigState.CONFLICT
          ? Optional.of(words.get("config.folder-stays"))
          : Optional.of(theirs(entry));
    }
    if (entry.theirs() == ConfigEdit.NONE) {
      return Optional.of(yours(entry));
    }
    return Optional.of(words.get("config.both", yours(entry), theirs(entry)));
  }

  private String yours(ConfigEntry entry) {
    return edit("config.yours.", entry.yours(), entry.yoursBecame());
  }

  private String theirs(ConfigEntry entry) {
    return edit("config.theirs.", entry.theirs(), entry.theirsBecame());
  }

  private String edit(String key, ConfigEdit edit, Optional<Kind> became) {
    return became.isPresent()
        ? words.get(key + "became", words.get("config.kind." + key(became.get())))
        : words.get(key + key(edit));
  }

  /** Why the merge will fail. */
  public String sentence(ConfigBlocker blocker) {
    String key = blocker.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return words.get("config.blocked." + key, Sanitizer.line(blocker.path()));
  }

  private static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
