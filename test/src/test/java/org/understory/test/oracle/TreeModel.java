package org.understory.test.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A small random tree in memory, which can be changed at random and written to disk. */
final class TreeModel {
  private static final List<String> NAMES =
      List.of("a", "b", "a-b", "a b", "é", "中文", "z'\"", "..x", "c", "d", "\u202eevil", "q\\n");
  private static final List<String> CONTENTS = List.of("", "", "one", "two", "three", "four 4444");
  private static final List<String> MODES = List.of("rw-r--r--", "rwxr-xr-x", "rw-------");
  private static final List<String> FOLDER_MODES = List.of("rwxr-xr-x", "rwx------");

  private final Random dice;

  /** Paths relative to the root, parents before what is in them. */
  private final TreeMap<String, Item> items = new TreeMap<>();

  private TreeModel(Random dice) {
    this.dice = dice;
  }

  private sealed interface Item {
    record File(String content, String mode) implements Item {}

    record Link(String target) implements Item {}

    record Folder(String mode) implements Item {}
  }

  static TreeModel random(Random dice) {
    TreeModel model = new TreeModel(dice);
    model.items.put("", new Item.Folder("rwxr-xr-x"));
    for (int i = dice.nextInt(40); i >= 0; i--) {
      model.add();
    }
    return model;
  }

  /** Another tree, some changes away. */
  TreeModel changed() {
    TreeModel other = new TreeModel(dice);
    other.items.putAll(items);
    for (int i = dice.nextInt(12); i > 0; i--) {
      switch (dice.nextInt(6)) {
        case 0 -> other.add();
        case 1 -> other.any().ifPresent(other::remove);
        case 2 -> other.any().ifPresent(other::replace);
        case 3, 4 -> other.any().ifPresent(other::move);
        default -> other.items.put("", new Item.Folder(one(FOLDER_MODES)));
      }
    }
    return other;
  }

  private void add() {
    List<String> folders =
        items.entrySet().stream()
            .filter(it -> it.getValue() instanceof Item.Folder)
            .map(Map.Entry::getKey)
            .toList();
    String path = child(one(folders), one(NAMES));
    items.putIfAbsent(path, item());
  }

  private void remove(String path) {
    items.keySet().removeIf(it -> it.equals(path) || it.startsWith(path + "/"));
  }

  private void replace(String path) {
    if (dice.nextBoolean() && items.get(path) instanceof Item.Folder) {
      items.put(path, new Item.Folder(one(FOLDER_MODES)));
    } else {
      remove(path);
      items.put(path, item());
    }
  }

  private void move(String path) {
    Map<String, Item> moved = new TreeMap<>();
    items.forEach(
        (at, item) -> {
          if (at.equals(path) || at.startsWith(path + "/")) {
            moved.put(at.substring(path.length()), item);
          }
        });
    remove(path);
    String to = child(dice.nextBoolean() ? parent(path) : "", one(NAMES));
    if (!items.containsKey(to)) {
      moved.forEach((below, item) -> items.put(to + below, item));
    }
  }

  private Item item() {
    return switch (dice.nextInt(5)) {
      case 0 -> new Item.Link(one(List.of("x", "../y", "/etc/中")));
      case 1, 2 -> new Item.Folder(one(FOLDER_MODES));
      default -> new Item.File(one(CONTENTS), one(MODES));
    };
  }

  void write(Path root) throws IOException {
    for (Map.Entry<String, Item> each : items.entrySet()) {
      Path path = each.getKey().isEmpty() ? root : root.resolve(each.getKey());
      switch (each.getValue()) {
        case Item.Folder folder -> {
          Files.createDirectory(path);
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(folder.mode()));
        }
        case Item.File file -> {
          Files.writeString(path, file.content());
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(file.mode()));
        }
        case Item.Link link -> Files.createSymbolicLink(path, Path.of(link.target()));
      }
    }
  }

  private Optional<String> any() {
    List<String> paths = new ArrayList<>(items.keySet());
    paths.remove("");
    return paths.isEmpty() ? Optional.empty() : Optional.of(one(paths));
  }

  private <T> T one(List<T> list) {
    return list.get(dice.nextInt(list.size()));
  }

  private static String child(String parent, String name) {
    return parent.isEmpty() ? name : parent + "/" + name;
  }

  private static String parent(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }
}
