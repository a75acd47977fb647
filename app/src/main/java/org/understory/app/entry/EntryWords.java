package org.understory.app.entry;

import static org.understory.model.text.Sanitizer.line;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.understory.app.text.SizeText;
import org.understory.model.tree.FileMode;
import org.understory.model.tree.TreeEntry;
import org.understory.resources.Messages;

/** The facts about one entry, as label and text. */
public final class EntryWords {
  /** Bytes of an attribute that are shown. */
  private static final int LONGEST_VALUE = 200;

  private final Messages messages;
  private final SizeText sizes;

  /** In this language. */
  public EntryWords(Messages messages) {
    this.messages = messages;
    this.sizes = new SizeText(messages);
  }

  /**
   * One fact.
   *
   * @param text safe to show
   * @param copy what the clipboard gets; empty if nobody would copy this
   */
  public record Fact(String label, String text, String copy) {}

  /** Everything known about it without its content. */
  public List<Fact> facts(TreeEntry entry) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(messages.get("entry.path"), line(entry.path()), entry.path()));
    entry
        .target()
        .ifPresent(
            target -> facts.add(new Fact(messages.get("entry.target"), line(target), target)));
    if (known(entry)) {
      FileMode mode = new FileMode(entry.mode());
      if (entry.kind() == TreeEntry.Kind.FILE) {
        facts.add(fact("entry.size", sizes.exact(entry.size())));
      }
      facts.add(fact("entry.mode", mode.text() + "  " + mode.octal()));
      facts.add(fact("entry.owner", owner(entry)));
    }
    String checksum = entry.checksum().hex();
    facts.add(new Fact(messages.get("entry.checksum"), checksum, checksum));
    entry
        .xattrs()
        .forEach(
            xattr ->
                facts.add(
                    new Fact(
                        messages.get("entry.xattr"),
                        line(xattr.name()) + " = " + value(xattr.value()),
                        "")));
    return facts;
  }

  /** What kind of thing it is. */
  public String kind(TreeEntry entry) {
    return messages.get(
        switch (entry.kind()) {
          case FILE -> "entry.kind.file";
          case SYMLINK -> "entry.kind.symlink";
          case DIRECTORY -> "entry.kind.directory";
        });
  }

  /** Owner and group by number: their names are a matter of the system that it runs on. */
  public String owner(TreeEntry entry) {
    return entry.uid() + ":" + entry.gid();
  }

  /** Whether the store could read its facts; of a lost file it knows the name and checksum only. */
  public static boolean known(TreeEntry entry) {
    return entry.mode() != 0;
  }

  private Fact fact(String key, String text) {
    return new Fact(messages.get(key), text, "");
  }

  private static String value(List<Byte> value) {
    byte[] bytes = new byte[Math.min(value.size(), LONGEST_VALUE)];
    StringJoiner hex = new StringJoiner(" ");
    boolean readable = true;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = value.get(i);
      hex.add(String.format("%02x", bytes[i]));
      boolean end = i == value.size() - 1 && bytes[i] == 0;
      readable &= end || (bytes[i] >= 0x20 && bytes[i] < 0x7f);
    }
    String more = value.size() > bytes.length ? " \u2026" : "";
    String text = new String(bytes, StandardCharsets.US_ASCII).replace("\0", "");
    return (readable ? line(text) : hex.toString()) + more;
  }
}
