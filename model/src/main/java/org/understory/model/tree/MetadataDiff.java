package org.understory.model.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.understory.model.tree.MetadataChange.Kind;
import org.understory.model.tree.TreeEntry.Xattr;

/** Compares the properties of an entry, its content aside. */
public final class MetadataDiff {
  private static final String LABEL = "security.selinux";
  private static final int EXECUTE = 0111;

  /** Bytes of an attribute that are told. */
  private static final int LONGEST_VALUE = 200;

  private final String path;
  private final TreeEntry before;
  private final TreeEntry after;
  private final List<MetadataChange> changes = new ArrayList<>();

  private MetadataDiff(String path, TreeEntry before, TreeEntry after) {
    this.path = path;
    this.before = before;
    this.after = after;
  }

  /**
   * What differs, the security-relevant first. Of an entry that is on one side only, it is what
   * gives rights there: set-user-id, set-group-id, capabilities, writable for everybody.
   */
  public static List<MetadataChange> between(
      Optional<TreeEntry> before, Optional<TreeEntry> after) {
    if (before.isPresent() && after.isPresent()) {
      MetadataDiff diff = new MetadataDiff(after.get().path(), before.get(), after.get());
      diff.rights();
      diff.others();
      return List.copyOf(diff.changes);
    }
    Optional<TreeEntry> only = before.or(() -> after);
    if (only.isEmpty()) {
      return List.of();
    }
    TreeEntry it = only.get();
    TreeEntry nothing =
        new TreeEntry(
            it.path(),
            it.kind(),
            0,
            it.uid(),
            it.gid(),
            0,
            it.checksum(),
            Optional.empty(),
            it.target(),
            List.of());
    MetadataDiff diff = new MetadataDiff(it.path(), before.orElse(nothing), after.orElse(nothing));
    diff.rights();
    return List.copyOf(diff.changes);
  }

  private void rights() {
    bit(setuid(before), setuid(after), Kind.SETUID_ADDED, Kind.SETUID_REMOVED);
    bit(setgid(before), setgid(after), Kind.SETGID_ADDED, Kind.SETGID_REMOVED);
    Optional<String> had = capabilities(before);
    Optional<String> has = capabilities(after);
    if (!had.equals(has)) {
      Kind kind = had.isEmpty() ? Kind.CAPABILITIES_ADDED : Kind.CAPABILITIES_CHANGED;
      add(has.isEmpty() ? Kind.CAPABILITIES_REMOVED : kind, had.orElse(""), has.orElse(""));
    }
    bit(open(before), open(after), Kind.WORLD_WRITABLE, Kind.NOT_WORLD_WRITABLE);
    if (present(before) && present(after)) {
      String labelled = label(before);
      String label = label(after);
      if (!labelled.equals(label)) {
        add(Kind.LABEL_CHANGED, labelled, label);
      }
      boolean program =
          after.kind() == TreeEntry.Kind.FILE && ((before.mode() | after.mode()) & EXECUTE) != 0;
      if (program && (before.uid() == 0) != (after.uid() == 0)) {
        add(
            after.uid() == 0 ? Kind.PROGRAM_TO_ROOT : Kind.PROGRAM_FROM_ROOT,
            owner(before),
            owner(after));
      }
    }
  }

  private void others() {
    if (before.kind() != after.kind()) {
      add(Kind.TYPE, name(before.kind()), name(after.kind()));
    }
    boolean told = changes.stream().anyMatch(it -> it.before().equals(mode(before)));
    if (before.kind() == after.kind() && before.mode() != after.mode() && !told) {
      add(Kind.MODE, mode(before), mode(after));
    }
    boolean owned = changes.stream().anyMatch(it -> it.before().equals(owner(before)));
    if (!owner(before).equals(owner(after)) && !owned) {
      add(Kind.OWNER, owner(before), owner(after));
    }
    if (before.target().isPresent() && after.target().isPresent()) {
      if (!before.target().equals(after.target())) {
        add(Kind.TARGET, before.target().get(), after.target().get());
      }
    }
    attributes();
  }

  private void attributes() {
    Map<String, List<Byte>> old = attributes(before);
    Map<String, List<Byte>> fresh = attributes(after);
    Set<String> names = new TreeSet<>(old.keySet());
    names.addAll(fresh.keySet());
    for (String name : names) {
      List<Byte> was = old.get(name);
      List<Byte> is = fresh.get(name);
      if (!Objects.equals(was, is)) {
        Kind kind = was == null ? Kind.ATTRIBUTE_ADDED : Kind.ATTRIBUTE_CHANGED;
        add(is == null ? Kind.ATTRIBUTE_REMOVED : kind, said(name, was), said(name, is));
      }
    }
  }

  private static String said(String name, @Nullable List<Byte> value) {
    return value == null ? "" : name + "=" + text(value);
  }

  /** Those that nothing has been said of yet. */
  private static Map<String, List<Byte>> attributes(TreeEntry entry) {
    Map<String, List<Byte>> attributes = new TreeMap<>();
    for (Xattr xattr : entry.xattrs()) {
      boolean told =
          xattr.name().equals(LABEL)
              || (xattr.name().equals(Capabilities.ATTRIBUTE) && capabilities(entry).isPresent());
      if (!told) {
        attributes.put(xattr.name(), xattr.value());
      }
    }
    return attributes;
  }

  private void bit(boolean was, boolean is, Kind added, Kind removed) {
    if (was != is) {
      add(is ? added : removed, mode(before), mode(after));
    }
  }

  private void add(Kind kind, String was, String is) {
    changes.add(
        new MetadataChange(kind, path, was, is, present(after) ? after.uid() : before.uid()));
  }

  private static boolean present(TreeEntry entry) {
    return entry.mode() != 0;
  }

  private static boolean setuid(TreeEntry entry) {
    return entry.kind() == TreeEntry.Kind.FILE && new FileMode(entry.mode()).setuid();
  }

  /** On a folder it gives nobody a right. */
  private static boolean setgid(TreeEntry entry) {
    return entry.kind() == TreeEntry.Kind.FILE && new FileMode(entry.mode()).setgid();
  }

  /** In a folder with the sticky bit everybody may add, as in /tmp, and nobody take from others. */
  private static boolean open(TreeEntry entry) {
    FileMode mode = new FileMode(entry.mode());
    return switch (entry.kind()) {
      case FILE -> mode.worldWritable();
      case DIRECTORY -> mode.worldWritable() && !mode.sticky();
      case SYMLINK -> false;
    };
  }

  private static String label(TreeEntry entry) {
    return value(entry, LABEL).map(MetadataDiff::text).orElse("");
  }

  private static Optional<String> capabilities(TreeEntry entry) {
    return value(entry, Capabilities.ATTRIBUTE).flatMap(Capabilities::text);
  }

  private static Optional<List<Byte>> value(TreeEntry entry, String name) {
    return entry.xattrs().stream()
        .filter(it -> it.name().equals(name))
        .map(Xattr::value)
        .findFirst();
  }

  /** As text where all of it is ASCII, perhaps with a zero at its end; else in hex. */
  private static String text(List<Byte> value) {
    int length = Math.min(value.size(), LONGEST_VALUE);
    byte[] bytes = new byte[length];
    boolean readable = true;
    for (int i = 0; i < length; i++) {
      bytes[i] = value.get(i);
      boolean end = bytes[i] == 0 && i == value.size() - 1;
      readable &= end || (bytes[i] >= 0x20 && bytes[i] < 0x7f);
    }
    String text =
        readable
            ? new String(bytes, StandardCharsets.US_ASCII).replace("\0", "")
            : "0x" + HexFormat.of().formatHex(bytes);
    return length < value.size() ? text + "\u2026" : text;
  }

  private static String mode(TreeEntry entry) {
    return present(entry) ? new FileMode(entry.mode()).octal() : "";
  }

  private static String owner(TreeEntry entry) {
    return Integer.toUnsignedString(entry.uid()) + ":" + Integer.toUnsignedString(entry.gid());
  }

  private static String name(TreeEntry.Kind kind) {
    return switch (kind) {
      case FILE -> "file";
      case SYMLINK -> "symlink";
      case DIRECTORY -> "directory";
    };
  }
}
