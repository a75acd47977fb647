package org.understory.test.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.understory.model.history.Checksum;
import org.understory.test.kit.Command;
import org.understory.test.kit.TestSysroot;

/**
 * A sysroot to be copied, and the repository that it follows. The first three deployments have the
 * same kernel and differ in nothing that old libostree compares but their version; the third, of
 * another stateroot, not even in that from the first.
 *
 * @param ids in boot order; the last one is pinned
 */
record KillFixture(
    Path folder, TestSysroot sysroot, Path origin, List<String> ids, List<Checksum> commits) {
  static KillFixture make(Path folder) throws IOException {
    Path origin = folder.resolve("origin");
    Command.run("ostree", "init", "--repo=" + origin, "--mode=archive");
    TestSysroot sysroot = TestSysroot.create(folder.resolve("prepared"), "main", "other");
    List<String> ids = new ArrayList<>();
    List<Checksum> commits = new ArrayList<>();
    TestSysroot maker = TestSysroot.create(folder.resolve("maker"), "main");
    for (int i = 1; i <= 4; i++) {
      // The fourth brings another kernel.
      String commit = maker.commit("stable", "" + i, "kernel " + i / 4);
      commits.add(Checksum.parse(commit).orElseThrow());
      Command.run("ostree", "pull-local", "--repo=" + origin, maker.repository().toString());
      if (i < 4) {
        String pull = "--remote=far";
        Command.run(
            "ostree",
            "pull-local",
            "--repo=" + sysroot.repository(),
            pull,
            maker.repository().toString(),
            "stable");
      }
    }
    String repo = "--repo=" + sysroot.repository();
    Command.run("ostree", "remote", "add", repo, "--no-gpg-verify", "spare", "http://127.0.0.1/");
    Command.run("ostree", "refs", repo, "--create=local", commits.get(0).hex());
    Command.run("ostree", "refs", repo, "--create=second", commits.get(1).hex());
    // Boot order: main 3, main 2, other 3, main 1 (pinned).
    deploy(sysroot, "main", "local");
    sysroot.admin("pin", "0");
    deploy(sysroot, "other", "far:stable");
    deploy(sysroot, "main", "second");
    deploy(sysroot, "main", "far:stable");
    for (String each : List.of("main 2", "main 1", "other 2", "main 0")) {
      int space = each.indexOf(' ');
      int number = Integer.parseInt(each.substring(space + 1));
      ids.add(each.substring(0, space) + "-" + commits.get(number).hex() + ".0");
    }
    // Half of what a prune is for.
    sysroot.commit("junk", "9", "junk");
    Command.run("ostree", "refs", repo, "--delete", "junk");
    return new KillFixture(folder, sysroot, origin, ids, commits);
  }

  private static void deploy(TestSysroot sysroot, String stateroot, String ref) {
    sysroot.admin("deploy", "--os=" + stateroot, "--retain", "--karg=root=LABEL=x", ref);
  }

  /** Lets the sysroot follow the repository where it is served. */
  void follow(String url) {
    String repo = "--repo=" + sysroot.repository();
    Command.run("ostree", "remote", "add", repo, "--no-gpg-verify", "far", url);
  }

  Checksum oldest() {
    return commits.getFirst();
  }

  Checksum newest() {
    return commits.getLast();
  }

  /** A copy in this folder, in place of what is there. */
  void copy(Path to) {
    Command.run(
        "sh",
        "-c",
        "rm -rf \"$2\" && cp -a \"$1\" \"$2\"",
        "sh",
        sysroot.folder().toString(),
        to.toString());
  }

  /** Damages a file of the newest commit that the copy has, and not what is deployed of it. */
  void damage(Path copy) throws IOException {
    String listing =
        Command.run(
            "ostree",
            "ls",
            "-C",
            "--repo=" + copy.resolve("ostree/repo"),
            "far:stable",
            "/usr/etc/example.conf");
    String object = listing.replaceAll("(?s).* ([0-9a-f]{64}) .*", "$1");
    Path file =
        copy.resolve(
            "ostree/repo/objects/" + object.substring(0, 2) + "/" + object.substring(2) + ".file");
    Files.delete(file);
    Files.writeString(file, "damaged");
  }
}
