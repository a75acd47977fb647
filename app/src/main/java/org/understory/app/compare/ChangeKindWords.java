package org.understory.app.compare;

import org.understory.app.control.Chip;
import org.understory.app.control.Tone;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeDiff.Summary;
import org.understory.resources.Messages;

/** The word and the colour of each kind of change. */
final class ChangeKindWords {
  private final Messages messages;

  ChangeKindWords(Messages messages) {
    this.messages = messages;
  }

  /** How the style sheet and the messages call it. */
  static String key(Change.Kind kind) {
    return switch (kind) {
      case ADDED -> "added";
      case REMOVED -> "removed";
      case MODIFIED -> "modified";
      case METADATA -> "metadata";
      case RENAMED -> "renamed";
    };
  }

  static int count(Summary summary, Change.Kind kind) {
    return switch (kind) {
      case ADDED -> summary.added();
      case REMOVED -> summary.removed();
      case MODIFIED -> summary.modified();
      case METADATA -> summary.metadata();
      case RENAMED -> summary.renamed();
    };
  }

  /** One letter or sign, for narrow places. */
  static String sign(Change.Kind kind) {
    return switch (kind) {
      case ADDED -> "+";
      case REMOVED -> "\u2212";
      case MODIFIED -> "~";
      case METADATA -> "\u2261";
      case RENAMED -> "\u2192";
    };
  }

  String word(Change.Kind kind) {
    return messages.get("compare.kind." + key(kind));
  }

  String tip(Change.Kind kind) {
    return messages.get("compare.kind." + key(kind) + ".tip");
  }

  Chip chip(Change.Kind kind) {
    return new Chip(word(kind), tip(kind), tone(kind));
  }

  private static Tone tone(Change.Kind kind) {
    return switch (kind) {
      case ADDED -> Tone.SUCCESS;
      case REMOVED -> Tone.DANGER;
      case MODIFIED -> Tone.WARNING;
      case METADATA -> Tone.NEUTRAL;
      case RENAMED -> Tone.ACCENT;
    };
  }
}
