package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.understory.app.state.SystemChoice;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.demo.DemoSystem;
import org.understory.store.sysroot.Sysroot;

/**
 * A copy of {@link DemoFixture} for a test that changes it. Copying takes a tenth of the time of
 * making one, and everything is in it: hard links, attributes, and a remote of its own.
 */
public final class DemoCopy implements AutoCloseable {
  private static final String STABLE = "fern/x86_64/stable";

  private final Path folder;
  private final DemoSystem demo;

  private DemoCopy(Path folder) {
    this.folder = folder;
    this.demo = new DemoSystem(folder, DemoFixture.CLOCK);
  }

  /** Makes one in memory, for libostree waits for the disk. */
  public static DemoCopy make() {
    try {
      Path folder = Files.createTempDirectory(Path.of("/dev/shm"), "demo").resolve("demo");
      Command.run("cp", "-a", DemoFixture.folder().toString(), folder.toString());
      DemoCopy copy = new DemoCopy(folder);
      copy.fetchFrom(folder.resolve("remote").toUri().toString());
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on its remote is at this address. */
  public void fetchFrom(String url) {
    Command.run(
        "ostree",
        "config",
        "--repo=" + demo.sysroot().resolve("ostree/repo"),
        "set",
        "--group=remote \"demo\"",
        "url",
        url);
  }

  /**
   * Has its publisher make a version that nobody has fetched yet, and gives the repository that
   * holds it, which can be served over HTTP.
   *
   * @param published a folder that is not there yet
   * @param more files that the new version has beside those of the newest one
   */
  public Path publish(Path published, String version, Path more) {
    String repo = "--repo=" + published;
    DemoFixture.serve(published, STABLE);
    List<String> commit = new ArrayList<>(List.of("ostree", "commit", repo, "--branch=" + STABLE));
    commit.addAll(List.of("--tree=ref=" + STABLE, "--tree=dir=" + more));
    commit.addAll(List.of("--owner-uid=0", "--owner-gid=0", "--no-xattrs"));
    commit.add("--timestamp=" + DemoFixture.CLOCK.instant());
    commit.add("--add-metadata-string=version=" + version);
    Command.run(commit);
    Command.run("ostree", "summary", repo, "--update");
    return published;
  }

  /** The object of a file of the branch that it follows. */
  public Path object(String path) {
    String repo = "--repo=" + sysroot().resolve("ostree/repo");
    String listing = Command.run("ostree", "ls", "-C", repo, "demo:" + STABLE, path);
    String name = listing.replaceAll("(?s)^.*? ([0-9a-f]{64}) .*", "$1");
    return sysroot()
        .resolve("ostree/repo/objects")
        .resolve(name.substring(0, 2))
        .resolve(name.substring(2) + ".file");
  }

  /** Deletes this ref, so that nobody needs its commit any more. */
  public void forgetBranch(String refspec) {
    Command.run(
        "ostree", "refs", "--repo=" + sysroot().resolve("ostree/repo"), "--delete", refspec);
  }

  /** It as the program knows it. */
  public SystemChoice choice() {
    return new SystemChoice.Demo(folder);
  }

  /** Its sysroot. */
  public Path sysroot() {
    return demo.sysroot();
  }

  /** What would be {@code /run} of the computer that it plays. */
  public Path run() {
    return folder.resolve("host/run");
  }

  /** Its deployments as they are on disk now. */
  public SystemSnapshot snapshot() {
    try (Sysroot sysroot = demo.open()) {
      return sysroot.snapshot();
    } catch (StoreException failure) {
      throw new AssertionError(failure);
    }
  }

  /** What was done to it. */
  public List<Activity> activities() {
    try {
      return demo.engine().activities();
    } catch (StoreException failure) {
      throw new AssertionError(failure);
    }
  }

  @Override
  public void close() {
    Command.run("rm", "-rf", folder.getParent().toString());
  }
}
