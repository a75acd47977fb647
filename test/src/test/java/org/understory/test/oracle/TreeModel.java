package org.understory.test.oracle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A small tree in memory, which steps change and which can be written to disk.
 *
 * @param items by path relative to the root, which is the empty path; parents before what is in
 *     them
 */
record TreeModel(SortedMap<String, Item> items) {
  private static final int MAX_DEPTH = 5;

  /** A root folder with nothing in it. */
  static final TreeModel EMPTY =
      new TreeModel(new TreeMap<>(Map.of("", new Item.Folder(0755, 0, Map.of()))));

  /** What a name leads to. Owners count only where root writes them. */
  sealed interface Item {
    /** Content is {@code text} so many times; extended attributes are in the user namespace. */
    record File(String text, int times, int mode, int owner, Map<String, String> attributes)
        implements Item {}

    record Link(String target) implements Item {}

    record Folder(int mode, int owner, Map<String, String> attributes) implements Item {}
  }

  enum Change {
    ADD,
    REMOVE,
    REPLACE,
    MOVE
  }

  /**
   * A change that can be made to any tree.
   *
   * @param at number of the item that is changed, wrapped around
   * @param to number of the folder that the item goes to, wrapped around
   */
  record Step(Change change, int at, int to, String name, Item item) {}

  /** The tree that these steps lead to. */
  TreeModel after(List<Step> steps) {
    TreeModel other = new TreeModel(new TreeMap<>(items));
    steps.forEach(other::take);
    return other;
  }

  private void take(Step step) {
    List<String> paths = new ArrayList<>(items.keySet());
    String at = paths.get(Math.floorMod(step.at, paths.size()));
    switch (step.change) {
      case ADD -> put(step, Map.of("", step.item));
      case REMOVE -> remove(at);
      case REPLACE -> {
        if (!at.isEmpty()) {
          remove(at);
          items.put(at, step.item);
        } else if (step.item instanceof Item.Folder) {
          items.put(at, step.item);
        }
      }
      case MOVE -> put(step, remove(at));
    }
  }

  /** Puts items into a folder if the name is free there. */
  private void put(Step step, Map<String, Item> moved) {
    List<String> folders =
        items.entrySet().stream()
            .filter(it -> it.getValue() instanceof Item.Folder)
            .map(Map.Entry::getKey)
            .filter(it -> it.split("/").length < MAX_DEPTH)
            .toList();
    String folder = folders.get(Math.floorMod(step.to, folders.size()));
    String path = folder.isEmpty() ? step.name : folder + "/" + step.name;
    if (!items.containsKey(path)) {
      moved.forEach((below, item) -> items.put(path + below, item));
    }
  }

  /** What was at and below a path, by what comes after that path; the root stays. */
  private Map<String, Item> remove(String path) {
    Map<String, Item> removed = new TreeMap<>();
    if (!path.isEmpty()) {
      items.forEach(
          (at, item) -> {
            if (at.equals(path) || at.startsWith(path + "/")) {
              removed.put(at.substring(path.length()), item);
            }
          });
      removed.keySet().forEach(below -> items.remove(path + below));
    }
    return removed;
  }

  /** Writes it to a folder that is not there yet. */
  void write(Path root) throws IOException {
    for (Map.Entry<String, Item> each : items.entrySet()) {
      Path path = each.getKey().isEmpty() ? root : root.resolve(each.getKey());
      switch (each.getValue()) {
        case Item.Folder(int mode, int owner, var values) -> {
          Files.createDirectory(path);
          describe(path, mode, owner, values);
        }
        case Item.File(String text, int times, int mode, int owner, var values) -> {
          Files.writeString(path, text.repeat(times), StandardCharsets.ISO_8859_1);
          describe(path, mode, owner, values);
        }
        case Item.Link(String target) -> Files.createSymbolicLink(path, Path.of(target));
      }
    }
  }

  private static void describe(Path path, int mode, int owner, Map<String, String> attributes)
      throws IOException {
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      ByteBuffer value =
          ByteBuffer.wrap(attribute.getValue().getBytes(StandardCharsets.ISO_8859_1));
      Files.getFileAttributeView(path, UserDefinedFileAttributeView.class)
          .write(attribute.getKey(), value);
    }
    if (Integer.valueOf(0).equals(Files.getAttribute(path, "unix:uid"))) {
      Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", owner / 2, LinkOption.NOFOLLOW_LINKS);
    }
    // Last, because a new owner takes the set-user-id bit away.
    Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
  }
}
