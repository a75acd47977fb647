package org.understory.store.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.understory.model.operation.StoreException;

/**
 * Every file and symbolic link of the whole year, once, as hard links to the objects that libostree
 * made of them. Trees put together from these links are committed without reading a single file
 * ({@code --devino-canonical}).
 */
final class DemoPool {
  private final Path folder;
  private final Map<DemoEntry, Integer> files = new HashMap<>();

  DemoPool(Path folder) {
    this.folder = folder;
  }

  /** Notes what some tree has. */
  void add(DemoEntry entry) {
    if (!(entry instanceof DemoEntry.Folder)) {
      files.putIfAbsent(entry, files.size());
    }
  }

  /** Writes what was noted and has libostree store it in the repository. */
  void store(Path repository, Tool tool) throws StoreException, IOException {
    Path written = folder.resolveSibling(folder.getFileName() + ".new");
    DemoFiles.folders(written);
    DemoLanes.run(() -> write(written, 0), () -> write(written, 1));
    String repo = "--repo=" + repository;
    String tree = "--tree=dir=" + written;
    String commit = tool.ostree("commit", repo, "--orphan", "--consume", "--fsync=no", tree);
    tool.ostree("checkout", repo, "-H", commit, folder.toString());
  }

  /** Writes the even or the odd files, which share no folder. */
  private void write(Path target, int parity) throws IOException {
    for (Map.Entry<DemoEntry, Integer> each : files.entrySet()) {
      if (each.getValue() % 2 == parity) {
        write(target.resolve(path(each.getValue())), each.getKey());
      }
    }
  }

  private static void write(Path path, DemoEntry entry) throws IOException {
    DemoFiles.folders(path.getParent());
    switch (entry) {
      case DemoEntry.File file -> DemoFiles.write(path, file.mode(), file.content().get());
      case DemoEntry.Link link -> Files.createSymbolicLink(path, Path.of(link.target()));
      case DemoEntry.Folder _ -> DemoFiles.folders(path);
    }
  }

  private static Path path(int number) {
    return Path.of("f" + number % 100, "" + number);
  }

  /** Puts a file or a symbolic link into a tree. */
  void link(DemoEntry entry, Path path) throws IOException {
    Files.createLink(path, folder.resolve(path(Objects.requireNonNull(files.get(entry)))));
  }
}
