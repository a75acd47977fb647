package org.understory.app.compare;

import java.util.Locale;
import org.understory.app.control.Chip;
import org.understory.app.control.Tone;
import org.understory.model.packages.Advisory.Severity;
import org.understory.model.packages.Layering;
import org.understory.resources.Messages;

/** The words and colours of what happens to packages. */
final class PackageWords {
  private final Messages messages;

  PackageWords(Messages messages) {
    this.messages = messages;
  }

  String word(PackageChange.Kind kind) {
    return messages.get("compare.packages." + kind.key());
  }

  String tip(PackageChange.Kind kind) {
    return messages.get("compare.packages." + kind.key() + ".tip");
  }

  Chip chip(PackageChange.Kind kind) {
    return new Chip(
        word(kind),
        tip(kind),
        switch (kind) {
          case UPGRADED -> Tone.ACCENT;
          case DOWNGRADED -> Tone.WARNING;
          case ADDED -> Tone.SUCCESS;
          case REMOVED -> Tone.DANGER;
        });
  }

  Chip chip(Severity severity) {
    String key = "compare.severity." + severity.name().toLowerCase(Locale.ROOT);
    return new Chip(
        messages.get(key),
        messages.get("compare.severity.tip"),
        switch (severity) {
          case CRITICAL -> Tone.DANGER;
          case IMPORTANT -> Tone.WARNING;
          case MODERATE -> Tone.ACCENT;
          case LOW, NONE -> Tone.NEUTRAL;
        });
  }

  Chip chip(Layering.Mark mark) {
    String key = "compare.mark." + mark.name().toLowerCase(Locale.ROOT);
    return new Chip(messages.get(key), messages.get(key + ".tip"), Tone.NEUTRAL);
  }
}
