package org.understory.app.cli;

import java.util.Locale;
import org.understory.model.text.Sanitizer;
import org.understory.model.tree.FileMode;
import org.understory.model.tree.TreeEntry;

/** Entries of a tree, one a line: mode, owner, size and path; and as JSON. */
final class EntryText {
  private static final int OWNER_WIDTH = 5;
  private static final int SIZE_WIDTH = 10;

  private final Output out;
  private final boolean colours;

  /** Thousands of entries in a row share mode and owner. */
  private int lastMode = -1;

  private int lastUid;
  private int lastGid;
  private String lastStart = "";

  EntryText(Output out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  void line(TreeEntry entry) {
    if (entry.mode() != lastMode || entry.uid() != lastUid || entry.gid() != lastGid) {
      lastMode = entry.mode();
      lastUid = entry.uid();
      lastGid = entry.gid();
      lastStart = new FileMode(lastMode).text() + " " + owner(lastUid) + " " + owner(lastGid) + " ";
    }
    out.print(lastStart)
        .right(entry.kind() == TreeEntry.Kind.FILE ? Long.toString(entry.size()) : "-", SIZE_WIDTH)
        .print(" ")
        .print(ink(entry.kind()).on(Sanitizer.line(entry.path()), colours));
    entry.target().ifPresent(target -> out.print(" -> ").print(Sanitizer.line(target)));
    out.line();
  }

  private static String owner(int id) {
    String number = Integer.toUnsignedString(id);
    return " ".repeat(Math.max(0, OWNER_WIDTH - number.length())) + number;
  }

  private static Ink ink(TreeEntry.Kind kind) {
    return switch (kind) {
      case FILE -> Ink.PLAIN;
      case SYMLINK -> Ink.CYAN;
      case DIRECTORY -> Ink.BLUE;
    };
  }

  static void json(Json json, TreeEntry entry) {
    json.beginObject()
        .text("path", entry.path())
        .text("kind", kind(entry.kind()))
        .text("mode", "0" + Integer.toOctalString(entry.mode()))
        .number("uid", Integer.toUnsignedLong(entry.uid()))
        .number("gid", Integer.toUnsignedLong(entry.gid()))
        .number("size", entry.size())
        .text("checksum", entry.checksum().hex())
        .text("target", entry.target())
        .endObject();
  }

  /** The word for a kind in JSON. */
  static String kind(TreeEntry.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
