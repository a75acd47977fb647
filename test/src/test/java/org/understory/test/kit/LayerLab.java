package org.understory.test.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A sysroot with a small real Debian of one deployment, and a signed source of packages for it that
 * is served over HTTP. Its tree has {@code libfern} 1.0 installed. Needs root.
 */
public final class LayerLab implements AutoCloseable {
  /** The branch of the remote {@code far} that is deployed. */
  public static final String BRANCH = "debian";

  private static final String LIBRARY =
      "Depends: libc6\nDescription: what fern needs\n The rest of it.\n";

  private final Path folder;
  private final SigningLab keys;
  private final RepositoryServer server;
  private final TestSysroot sysroot;
  private final Path tree;

  private LayerLab(
      Path folder, SigningLab keys, RepositoryServer server, TestSysroot sysroot, Path tree) {
    this.folder = folder;
    this.keys = keys;
    this.server = server;
    this.sysroot = sysroot;
    this.tree = tree;
  }

  /** Whether one can be made here. */
  public static boolean possible() {
    return SystemLab.possible()
        && Command.attempt(List.of("bwrap", "--ro-bind", "/", "/", "true")).status() == 0;
  }

  /** Makes one in this folder. */
  public static LayerLab make(Path folder) throws IOException {
    SigningLab keys = new SigningLab(folder.resolve("keys"));
    Path key = keys.export(keys.make("Packages <packages@example.com>"));
    Files.createDirectories(folder.resolve("source"));
    Files.createDirectories(folder.resolve("packages"));
    RepositoryServer server = RepositoryServer.serve(folder.resolve("source"));
    TestSysroot sysroot = TestSysroot.create(folder.resolve("sysroot"), "os");
    LayerLab lab = new LayerLab(folder, keys, server, sysroot, folder.resolve("tree"));
    Command.run("ostree", "init", "--mode=bare", "--repo=" + lab.origin());
    String address = "file://" + lab.origin();
    String repository = "--repo=" + sysroot.repository();
    Command.run("ostree", "remote", "add", repository, "--no-gpg-verify", "far", address);
    lab.add(
        "libfern",
        "1.0",
        LIBRARY,
        Map.of(
            "usr/lib/fern/old",
            "1.0",
            "usr/lib/fern/shape/inside",
            "1.0",
            "usr/lib/fern/again/inside",
            "1.0"),
        "");
    lab.publish();
    Command.run(
        "/usr/bin/python3",
        SystemLab.script("debian.py", folder),
        lab.tree.toString(),
        server.url(),
        key.toString(),
        folder.resolve("source/libfern.deb").toString());
    lab.add(
        "libfern",
        "2.0",
        LIBRARY,
        Map.of("usr/lib/fern/new", "2.0"),
        """
        rm -rf /usr/lib/fern/shape /usr/lib/fern/again
        echo 2.0 >/usr/lib/fern/shape
        mkdir /usr/lib/fern/again
        echo 2.0 >/usr/lib/fern/again/fresh
        """);
    return lab;
  }

  /** Where its sysroot is. */
  public TestSysroot sysroot() {
    return sysroot;
  }

  /** Who serves its packages. */
  public RepositoryServer server() {
    return server;
  }

  /** The tree that is committed next; its files may be changed. */
  public Path tree() {
    return tree;
  }

  /**
   * Publishes the tree on the branch, and gives its checksum.
   *
   * @param age of the commit, in days
   */
  public String commit(String version, int age) {
    return Command.run(
            "ostree",
            "commit",
            "--repo=" + origin(),
            "--branch=" + BRANCH,
            "--tree=dir=" + tree,
            "--add-metadata-string=version=" + version,
            "--timestamp=" + Instant.now().minus(age, ChronoUnit.DAYS),
            "--fsync=no")
        .strip();
  }

  private Path origin() {
    return folder.resolve("origin");
  }

  /** Deploys what is published. */
  public void deploy() {
    Command.run("ostree", "pull", "--repo=" + sysroot.repository(), "far", BRANCH);
    sysroot.admin("deploy", "--os=os", "--karg=root=LABEL=x", "far:" + BRANCH);
  }

  /**
   * Makes a package, or another version of it, for the next {@link #publish}.
   *
   * @param more fields of its control file, each with a line end
   * @param files contents by path
   * @param script what is run once it is unpacked; empty for nothing
   */
  public void add(
      String name, String version, String more, Map<String, String> files, String script)
      throws IOException {
    Path made = folder.resolve("packages").resolve(name);
    Command.run("rm", "-rf", made.toString());
    String control =
        "Package: " + name + "\nVersion: " + version + "\nArchitecture: all\nMaintainer: T <t@x>\n";
    sysroot.write(made.resolve("DEBIAN/control"), control + more);
    if (!script.isEmpty()) {
      Path file = made.resolve("DEBIAN/postinst");
      sysroot.write(file, "#!/bin/sh\nset -e\n" + script);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    List<String> settings = new ArrayList<>();
    for (Map.Entry<String, String> each : files.entrySet()) {
      sysroot.write(made.resolve(each.getKey()), each.getValue());
      if (each.getKey().startsWith("etc/")) {
        settings.add("/" + each.getKey());
      }
    }
    if (!settings.isEmpty()) {
      sysroot.write(made.resolve("DEBIAN/conffiles"), String.join("\n", settings) + "\n");
    }
  }

  /** Takes a package back. */
  public void remove(String name) {
    Command.run("rm", "-rf", folder.resolve("packages").resolve(name).toString());
  }

  /** Offers the packages as they are now. */
  public void publish() throws IOException {
    Command.run(
        "/usr/bin/python3",
        SystemLab.script("debs.py", folder),
        folder.resolve("source").toString(),
        folder.resolve("packages").toString(),
        keys.home().toString());
  }

  /** The terminal of its sysroot. */
  public SysrootCommands terminal() {
    return new SysrootCommands(folder, sysroot);
  }

  /** The content of a file of a commit. */
  public String cat(String commit, String path) {
    return Command.run("ostree", "cat", "--repo=" + sysroot.repository(), commit, path);
  }

  /** All paths of a commit with what is known of each. */
  public List<String> list(String commit) {
    return Command.run(
            "ostree", "ls", "--repo=" + sysroot.repository(), "-R", "-X", "-C", commit, "/")
        .lines()
        .toList();
  }

  @Override
  public void close() {
    server.close();
    keys.close();
    Command.run("rm", "-rf", folder.toString());
  }
}
