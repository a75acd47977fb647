package org.understory.store.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A folder that is turned from one tree of a branch into the next. */
final class DemoWorkTree {
  private final Path folder;
  private final DemoPool pool;
  private Map<String, DemoEntry> present = Map.of();

  DemoWorkTree(Path folder, DemoPool pool) {
    this.folder = folder;
    this.pool = pool;
  }

  Path folder() {
    return folder;
  }

  /** Removes and adds what differs. */
  void become(Map<String, DemoEntry> wanted) throws IOException {
    for (var entry : present.entrySet()) {
      if (!entry.getValue().equals(wanted.get(entry.getKey()))) {
        Path path = folder.resolve(entry.getKey());
        Files.delete(path);
        removeEmpty(entry.getKey());
      }
    }
    for (var entry : wanted.entrySet()) {
      if (!entry.getValue().equals(present.get(entry.getKey()))) {
        add(folder.resolve(entry.getKey()), entry.getValue());
      }
    }
    present = wanted;
  }

  private void add(Path path, DemoEntry entry) throws IOException {
    DemoFiles.folders(path.getParent());
    if (entry instanceof DemoEntry.Folder) {
      DemoFiles.folders(path);
    } else {
      pool.link(entry, path);
    }
  }

  /** Removes the folders of this path that nothing is left in. */
  private void removeEmpty(String path) throws IOException {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      Path parent = folder.resolve(path.substring(0, slash));
      try (DirectoryStream<Path> held = Files.newDirectoryStream(parent)) {
        if (held.iterator().hasNext()) {
          return;
        }
      }
      Files.delete(parent);
    }
  }
}
