package org.understory.store.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.engine.Engine;
import org.understory.store.file.SmallFile;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;

/**
 * The demo system: a real sysroot made by libostree in a folder that belongs to the person, under
 * 60 MB. It plays a computer that runs; nothing outside of the folder is touched.
 */
public final class DemoSystem {
  private final DemoLayout layout;
  private final Clock clock;

  /** A demo system that is, or can be made, in this folder; its history ends on today's date. */
  public DemoSystem(Path folder) {
    this(folder, Clock.systemUTC());
  }

  /** One whose history ends on the clock's date: the same date always gives the same commits. */
  public DemoSystem(Path folder, Clock clock) {
    this.layout = new DemoLayout(folder.toAbsolutePath().normalize());
    this.clock = clock;
  }

  /** Whether it is there, whole and of this program's version. */
  public boolean isPresent() {
    try {
      return Files.readString(layout.stamp()).equals(DemoLayout.VERSION);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Makes it, throwing away what is there; {@code progress} hears fractions from 0 to 1. It is made
   * beside the folder and put in its place when it is whole, so that an attempt that fails or is
   * cancelled ({@link java.util.concurrent.CancellationException}) leaves what was there. Takes
   * some seconds.
   *
   * @throws StoreException MissingTool without {@code ostree}, ToolFailed, InputOutput
   */
  public void make(DoubleConsumer progress, Cancellation cancellation) throws StoreException {
    Path folder = layout.folder();
    DemoLayout fresh = new DemoLayout(sibling("new"));
    try {
      Files.createDirectories(folder.getParent());
      try (FileChannel lock =
              FileChannel.open(
                  sibling("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = lock.lock()) {
        DemoFiles.remove(fresh.folder());
        try {
          DemoFiles.folders(fresh.folder());
          LocalDate today = LocalDate.now(clock);
          Tool tool = new Tool(cancellation);
          new DemoBuilder(fresh, layout, today, tool, progress).build();
          DemoFiles.remove(sibling("old"));
          if (Files.exists(folder)) {
            Files.move(folder, sibling("old"), StandardCopyOption.ATOMIC_MOVE);
          }
          Files.move(fresh.folder(), folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          DemoFiles.remove(fresh.folder());
          DemoFiles.remove(sibling("old"));
        }
      }
    } catch (IOException e) {
      throw SmallFile.trouble(folder, e);
    }
  }

  /** Opens it; it must be present. */
  public Sysroot open() throws StoreException {
    return Sysroot.open(layout.sysroot(), layout.host());
  }

  /** Opens it with a cache as in {@link Sysroot#open(Path, HostFiles, Path)}. */
  public Sysroot open(Path cacheFolder) throws StoreException {
    return Sysroot.open(layout.sysroot(), layout.host(), cacheFolder);
  }

  /** Who changes it; it must be present. */
  public Engine engine() {
    return new DemoEngine(layout, Optional.empty());
  }

  /** The same, planning with what this folder for caches knows. */
  public Engine engine(Path cacheFolder) {
    return new DemoEngine(layout, Optional.of(cacheFolder));
  }

  /** Its sysroot, for {@code ostree admin --sysroot}. */
  public Path sysroot() {
    return layout.sysroot();
  }

  /**
   * Why it has no staged update, in the words of the program that refused; empty where it has one.
   * Staging plays a running system in name spaces of its own, which some computers forbid.
   */
  public Optional<String> stagingRefusal() throws StoreException {
    try {
      return Files.exists(layout.stagingRefusal())
          ? Optional.of(Files.readString(layout.stagingRefusal()))
          : Optional.empty();
    } catch (IOException e) {
      throw SmallFile.trouble(layout.stagingRefusal(), e);
    }
  }

  private Path sibling(String purpose) {
    return layout.folder().resolveSibling("." + layout.folder().getFileName() + "." + purpose);
  }
}
