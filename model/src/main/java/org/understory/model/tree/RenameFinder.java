package org.understory.model.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.understory.model.history.Checksum;

/**
 * Finds files that were moved: the same content, mode, owner and attributes removed at one path and
 * added at another. Where several files are alike, those that kept their name are paired first, the
 * others in the order of their paths, so that the same trees always give the same answer.
 *
 * <p>Callers leave out empty files and symbolic links: that two of them are alike is no sign that
 * one was moved.
 */
public final class RenameFinder {
  private RenameFinder() {}

  /** A removed or added file: its absolute path and the checksum of its file object. */
  public record File(String path, Checksum checksum) {
    private String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /** A file that was at {@code from} and is at {@code to}. */
  public record Rename(String from, String to) {}

  /**
   * Pairs removed with added files; both lists are sorted by path, and no path is in a list twice.
   */
  public static List<Rename> find(List<File> removed, List<File> added) {
    Map<Checksum, Alike> groups = new HashMap<>();
    for (File file : removed) {
      groups.computeIfAbsent(file.checksum(), it -> new Alike()).removed.add(file);
    }
    List<Alike> moved = new ArrayList<>();
    for (File file : added) {
      Alike alike = groups.get(file.checksum());
      if (alike != null) {
        if (alike.added.isEmpty()) {
          moved.add(alike);
        }
        alike.added.add(file);
      }
    }
    List<Rename> renames = new ArrayList<>();
    moved.forEach(alike -> alike.pair(renames));
    return renames;
  }

  /** Files with one content. */
  private static final class Alike {
    private final List<File> removed = new ArrayList<>();
    private final List<File> added = new ArrayList<>();

    private void pair(List<Rename> renames) {
      Map<String, Deque<File>> byName = new HashMap<>();
      removed.forEach(it -> byName.computeIfAbsent(it.name(), n -> new ArrayDeque<>()).add(it));
      List<File> renamed = new ArrayList<>();
      Set<File> taken = new HashSet<>();
      for (File file : added) {
        Deque<File> namesakes = byName.getOrDefault(file.name(), new ArrayDeque<>());
        if (namesakes.isEmpty()) {
          renamed.add(file);
        } else {
          taken.add(namesakes.element());
          renames.add(new Rename(namesakes.remove().path(), file.path()));
        }
      }
      Iterator<File> left = removed.stream().filter(it -> !taken.contains(it)).iterator();
      for (File file : renamed) {
        if (left.hasNext()) {
          renames.add(new Rename(left.next().path(), file.path()));
        }
      }
    }
  }
}
