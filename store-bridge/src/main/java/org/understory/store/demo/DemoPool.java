package org.understory.store.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.understory.model.operation.StoreException;

/**
 * Every file content of the whole year, once, as hard links to the objects that libostree made of
 * them. Trees put together from these links are committed without reading a single file ({@code
 * --devino-canonical}).
 */
final class DemoPool {
  private final Path folder;
  private final Map<DemoEntry.File, Integer> files = new HashMap<>();

  DemoPool(Path folder) {
    this.folder = folder;
  }

  /** Notes a file that some tree has. */
  void add(DemoEntry entry) {
    if (entry instanceof DemoEntry.File file) {
      files.putIfAbsent(file, files.size());
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
    for (Map.Entry<DemoEntry.File, Integer> each : files.entrySet()) {
      if (each.getValue() % 2 == parity) {
        DemoEntry.File file = each.getKey();
        DemoFiles.write(target.resolve(path(each.getValue())), file.mode(), file.content().get());
      }
    }
  }

  private static Path path(int number) {
    return Path.of("f" + number % 100, "" + number);
  }

  /** Puts a file into a tree. */
  void link(DemoEntry.File file, Path path) throws IOException {
    Files.createLink(path, folder.resolve(path(Objects.requireNonNull(files.get(file)))));
  }
}
