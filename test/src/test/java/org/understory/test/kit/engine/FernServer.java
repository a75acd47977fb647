package org.understory.test.kit.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.understory.model.history.Checksum;
import org.understory.test.kit.Command;
import org.understory.test.kit.TestSysroot;

/** The repository of a publisher, which a test sysroot has as its remote {@code fern}. */
public final class FernServer {
  private static final long FIRST = 1_700_000_000;
  private static final long DAY = 86_400;

  private final Path repository;
  private final TestSysroot sysroot;
  private int version;

  /**
   * Makes an empty one and has the sysroot know it.
   *
   * @param seen what this computer's files begin with for whoever downloads
   */
  public FernServer(Path folder, TestSysroot sysroot, String seen) {
    this.repository = folder.resolve("server");
    this.sysroot = sysroot;
    Command.run("ostree", "init", "--mode=archive", "--repo=" + repository);
    Command.run(
        "ostree",
        "remote",
        "add",
        "--no-gpg-verify",
        "--repo=" + sysroot.repository(),
        "fern",
        seen + repository);
  }

  /** Its repository. */
  public Path repository() {
    return repository;
  }

  /**
   * Puts the next version on it.
   *
   * @param options more of {@code ostree commit}
   */
  public Checksum publish(String branch, String... options) {
    return publish(branch, Integer.toString(version + 1), List.of(options));
  }

  /** As above, with this as its version. */
  public Checksum publish(String branch, String name, List<String> options) {
    version++;
    List<String> all = new ArrayList<>(options);
    // Each is newer than the one before, which two of one second would not be.
    all.add("--timestamp=@" + (FIRST + version * DAY));
    sysroot.commit(repository, branch, name, "kernel " + version, all);
    Command.run("ostree", "summary", "--repo=" + repository, "--update");
    return newest(branch);
  }

  /** Takes back what was published on a branch after this commit. */
  public void reset(String branch, Checksum commit) {
    Command.run("ostree", "reset", "--repo=" + repository, branch, commit.hex());
    Command.run("ostree", "summary", "--repo=" + repository, "--update");
  }

  /** Has the sysroot have what is newest, as if it had been downloaded. */
  public void fetch(String branch) {
    Command.run(
        "ostree",
        "pull-local",
        "--remote=fern",
        "--repo=" + sysroot.repository(),
        "" + repository,
        branch);
  }

  /** The newest commit of a branch. */
  public Checksum newest(String branch) {
    String hex = Command.run("ostree", "rev-parse", "--repo=" + repository, branch).strip();
    return Checksum.parse(hex).orElseThrow();
  }

  /**
   * Copies what a branch has now to a drive, where {@code eos-updater-prepare-volume} puts it.
   *
   * @param volume the folder of the drive
   */
  public void copy(String branch, Path volume) {
    Path drive = volume.resolve(".ostree/repo");
    Command.run("mkdir", "-p", drive.toString());
    Command.run("ostree", "init", "--mode=archive", "--repo=" + drive);
    Command.run("ostree", "pull-local", "--repo=" + drive, repository().toString(), branch);
  }
}
