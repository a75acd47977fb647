package org.understory.test.kit;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.demo.DemoSystem;
import org.understory.store.sysroot.Sysroot;

/**
 * The demo system for tests: made once, kept in the build folder, always with the same dates and so
 * with the same commits. Tests only read it.
 */
public final class DemoFixture {
  /** What the time is for everything that looks at it. */
  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-15T09:30:00Z"), ZoneOffset.UTC);

  private static final Path FOLDER =
      Path.of(System.getProperty("understory.root", "."), "test", "target", "demo");

  private DemoFixture() {}

  /** The demo system; made now if this is the first time. */
  public static synchronized DemoSystem demo() {
    DemoSystem demo = new DemoSystem(FOLDER, CLOCK);
    // Tests run in several processes.
    try (FileChannel file = FileChannel.open(lockFile(), CREATE, WRITE);
        FileLock _ = file.lock()) {
      if (!demo.isPresent()) {
        demo.make(fraction -> {}, new Cancellation());
      }
    } catch (StoreException | IOException failure) {
      throw new AssertionError(failure);
    }
    return demo;
  }

  private static Path lockFile() throws IOException {
    return Files.createDirectories(FOLDER.getParent()).resolve("demo.lock");
  }

  /**
   * Makes a repository as a server has it that knows no more than the demo does: the newest version
   * here of the branch that it follows.
   */
  public static void serve(Path archive, String branch) {
    String repo = "--repo=" + archive;
    String here = demo().sysroot().resolve("ostree/repo").toString();
    String newest = Command.run("ostree", "rev-parse", "--repo=" + here, "demo:" + branch).strip();
    Command.run("ostree", "init", repo, "--mode=archive");
    Command.run("ostree", "config", repo, "set", "core.fsync", "false");
    Command.run("ostree", "pull-local", repo, "--depth=0", here, newest);
    Command.run("ostree", "refs", repo, "--create=" + branch, newest);
    Command.run("ostree", "summary", repo, "--update");
  }

  /** Its deployments. */
  public static SystemSnapshot snapshot() {
    try (Sysroot sysroot = demo().open()) {
      return sysroot.snapshot();
    } catch (StoreException failure) {
      throw new AssertionError(failure);
    }
  }

  /** Where it is; made now if this is the first time. */
  public static Path folder() {
    demo();
    return FOLDER;
  }
}
