package org.understory.test.kit.engine;

import java.nio.file.Path;
import org.understory.model.history.Checksum;
import org.understory.test.kit.Command;
import org.understory.test.kit.TestSysroot;

/** The repository of a publisher, which a test sysroot has as its remote {@code fern}. */
public final class FernServer {
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

  /** Puts the next version on it, of which the sysroot keeps nothing. */
  public Checksum publish(String branch, String... options) {
    version++;
    sysroot.commit(branch, Integer.toString(version), "kernel " + version, options);
    String own = "--repo=" + sysroot.repository();
    Command.run("ostree", "pull-local", "--repo=" + repository, "" + sysroot.repository(), branch);
    Command.run("ostree", "summary", "--repo=" + repository, "--update");
    Command.run("ostree", "refs", own, "--delete", branch);
    Command.run("ostree", "prune", own, "--refs-only");
    return newest(branch);
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
}
