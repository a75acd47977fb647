package org.understory.test.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.libostree.NewDeployment;
import org.understory.store.libostree.PullListener;
import org.understory.store.libostree.PullRequest;
import org.understory.store.libostree.SysrootWriter;
import org.understory.store.libostree.WriterOptions;
import org.understory.test.kit.Command;
import org.understory.test.kit.RepositoryServer;
import org.understory.test.kit.TestSysroot;

/** A repository on this computer with two commits, served over HTTP, and a sysroot to pull into. */
abstract class PullFixture {
  static final Cancellation NEVER = new Cancellation();
  static final PullListener NOBODY = _ -> {};

  @TempDir Path temp;
  Path origin;
  List<Checksum> commits;
  RepositoryServer server;
  TestSysroot sysroot;
  SysrootWriter writer;

  @BeforeEach
  void serveTwoCommits() throws StoreException, IOException {
    origin = temp.resolve("origin");
    Command.run("ostree", "init", "--repo=" + origin, "--mode=archive");
    commits = List.of(commit(1), commit(2));
    server = RepositoryServer.serve(origin);
    sysroot = TestSysroot.create(temp.resolve("sysroot"), "main");
    writer = SysrootWriter.open(sysroot.folder(), WriterOptions.ownFolder());
    writer.addRemote("far", server.url(), false);
  }

  @AfterEach
  void close() {
    writer.close();
    server.close();
  }

  byte[] slowly(String path, byte[] content) throws InterruptedException {
    if (path.startsWith("objects/")) {
      Thread.sleep(150);
    }
    return content;
  }

  PullRequest one(Checksum commit, boolean commitOnly) {
    return new PullRequest(
        "far", List.of("stable"), Optional.of(commit), commitOnly, 0, Optional.empty());
  }

  Problem failure(PullRequest request) {
    try {
      writer.pull(request, NOBODY, NEVER);
      throw new AssertionError("nothing failed");
    } catch (StoreException e) {
      return e.problem();
    }
  }

  static NewDeployment deployment(Checksum commit) {
    return new NewDeployment(
        "main",
        commit,
        "[origin]\nrefspec=far:stable\n",
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        false);
  }

  /** A bootable tree with a few files, an hour after the one before. */
  Checksum commit(int number) throws IOException {
    Path tree = temp.resolve("tree");
    Map<String, String> files =
        Map.of(
            "usr/lib/modules/6.1/vmlinuz", "kernel",
            "usr/lib/modules/6.1/initramfs.img", "initramfs",
            "usr/etc/version", "" + number,
            "usr/lib/os-release", "NAME=Test\nID=test\nVERSION_ID=1\n",
            "usr/bin/a", "a".repeat(5000) + number,
            "usr/bin/b", "b".repeat(100),
            "usr/share/doc/c/readme", "c");
    for (var each : files.entrySet()) {
      Path file = tree.resolve(each.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, each.getValue());
    }
    return Checksum.parse(
            Command.run(
                    "ostree",
                    "commit",
                    "--repo=" + origin,
                    "--branch=stable",
                    "--tree=dir=" + tree,
                    "--timestamp=@" + (1_700_000_000 + 3600 * number),
                    "--fsync=no")
                .strip())
        .orElseThrow();
  }

  void summary() {
    Command.run("ostree", "summary", "--update", "--repo=" + origin);
  }

  Optional<Checksum> resolve(String ref) {
    Command.Result result =
        Command.attempt(List.of("ostree", "rev-parse", "--repo=" + sysroot.repository(), ref));
    return result.status() == 0 ? Checksum.parse(result.text()) : Optional.empty();
  }

  boolean has(Checksum commit) {
    return Command.attempt(
                List.of("ostree", "show", "--repo=" + sysroot.repository(), commit.hex()))
            .status()
        == 0;
  }

  int fsck() {
    return Command.attempt(List.of("ostree", "fsck", "--repo=" + sysroot.repository())).status();
  }
}
