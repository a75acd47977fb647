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
import java.util.stream.Stream;

/**
 * A sysroot with a small real Debian of one deployment, and a signed source of packages for it that
 * is served over HTTP. Its tree has {@code libfern} 1.0 installed. Needs root.
 */
public final class LayerLab implements AutoCloseable {
  /** The branch of the remote {@code far} that is deployed. */
  public static final String BRANCH = "debian";

  private static final String LIBRARY =
      "Depends: libc6\nDescription: what fern needs\n The rest of it.\n";

  private static final Map<String, String> OLD =
      Map.of(
          "usr/lib/fern/old",
          "1.0",
          "usr/lib/fern/shape/inside",
          "1.0",
          "usr/lib/fern/again/inside",
          "1.0");

  /** Has a file take the place of a folder, and a folder that of another. */
  private static final String REPLACING =
      """
      rm -rf /usr/lib/fern/shape /usr/lib/fern/again
      echo 2.0 >/usr/lib/fern/shape
      mkdir /usr/lib/fern/again
      echo 2.0 >/usr/lib/fern/again/fresh
      """;

  /** Of its packages and their manager. */
  private enum Format {
    DEB,
    RPM
  }

  private final Format format;
  private final Path folder;
  private final SigningLab keys;
  private final RepositoryServer server;
  private final TestSysroot sysroot;
  private final Path tree;

  private LayerLab(Format format, Path folder) throws IOException {
    this.format = format;
    this.folder = folder;
    keys = new SigningLab(folder.resolve("keys"));
    Files.copy(
        keys.export(keys.make("Packages <packages@example.com>")), folder.resolve("key.asc"));
    Files.createDirectories(folder.resolve("source"));
    Files.createDirectories(folder.resolve("packages"));
    server = RepositoryServer.serve(folder.resolve("source"));
    sysroot = TestSysroot.create(folder.resolve("sysroot"), "os");
    tree = folder.resolve("tree");
    Command.run("ostree", "init", "--mode=bare", "--repo=" + origin());
    String address = "file://" + origin();
    String repository = "--repo=" + sysroot.repository();
    Command.run("ostree", "remote", "add", repository, "--no-gpg-verify", "far", address);
  }

  /** Whether one can be made here. */
  public static boolean possible() {
    return SystemLab.possible()
        && Command.attempt(List.of("bwrap", "--ro-bind", "/", "/", "true")).status() == 0;
  }

  /** Whether one with dnf can be made here. */
  public static boolean dnfPossible() {
    return possible()
        && Stream.of("/usr/bin/dnf", "/usr/bin/rpmbuild", "/usr/bin/createrepo_c")
            .allMatch(each -> Files.exists(Path.of(each)));
  }

  /** Makes one in this folder. */
  public static LayerLab make(Path folder) throws IOException {
    LayerLab lab = new LayerLab(Format.DEB, folder);
    lab.add("libfern", "1.0", LIBRARY, OLD, "");
    lab.publish();
    lab.script("debian.py", lab.folder.resolve("source/libfern.deb").toString());
    lab.add("libfern", "2.0", LIBRARY, Map.of("usr/lib/fern/new", "2.0"), REPLACING);
    return lab;
  }

  /**
   * Makes one whose package manager is dnf, with packages called {@code base} and {@code libfern}.
   */
  public static LayerLab dnf(Path folder) throws IOException {
    LayerLab lab = new LayerLab(Format.RPM, folder);
    lab.add("libfern", "1.0", "", OLD, "");
    lab.add("base", "1.0", "Provides: /bin/sh\n", Map.of("usr/lib/base", "1"), "");
    lab.publish();
    lab.script("debian.py", "+dnf", "+rpm", "+python3");
    Path source = lab.folder.resolve("source");
    lab.script(
        "dnf.py", source.resolve("libfern.rpm").toString(), source.resolve("base.rpm").toString());
    lab.remove("base");
    lab.add("libfern", "2.0", "", Map.of("usr/lib/fern/new", "2.0"), REPLACING);
    return lab;
  }

  private void script(String name, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3"));
    command.add(SystemLab.script(name, folder));
    Path key = folder.resolve("key.asc");
    command.addAll(List.of(tree.toString(), server.url(), key.toString()));
    command.addAll(List.of(more));
    Command.run(command);
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
   * @param more fields of its control file or spec, each with a line end
   * @param files contents by path
   * @param script what is run once it is unpacked; empty for nothing
   */
  public void add(
      String name, String version, String more, Map<String, String> files, String script)
      throws IOException {
    Path made = folder.resolve("packages").resolve(name);
    Command.run("rm", "-rf", made.toString());
    if (format == Format.RPM) {
      addSpec(made, name, version, more, files, script);
      return;
    }
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

  private void addSpec(
      Path made, String name, String version, String more, Map<String, String> files, String script)
      throws IOException {
    StringBuilder paths = new StringBuilder();
    for (Map.Entry<String, String> each : files.entrySet()) {
      sysroot.write(made.resolve("files").resolve(each.getKey()), each.getValue());
      paths.append(each.getKey().startsWith("etc/") ? "%config(noreplace) /" : "/");
      paths.append(each.getKey()).append('\n');
    }
    String fields =
        "Name: %s\nVersion: %s\nRelease: 1\nSummary: s\nLicense: none\nBuildArch: noarch\n%s"
            .formatted(name, version, more);
    String copy = files.isEmpty() ? "" : "cp -r %{here}/. %{buildroot}\n";
    String post = script.isEmpty() ? "" : "%post\nset -e\n" + script;
    sysroot.write(
        made.resolve("spec"),
        fields + "%description\nd\n%install\n" + copy + post + "%files\n" + paths);
  }

  /** Takes the signature of a package away, for the next {@link #publish}. */
  public void unsign(String name) throws IOException {
    Files.createFile(folder.resolve("packages").resolve(name).resolve("unsigned"));
  }

  /** Takes a package back. */
  public void remove(String name) {
    Command.run("rm", "-rf", folder.resolve("packages").resolve(name).toString());
  }

  /** Offers the packages as they are now. */
  public void publish() throws IOException {
    publish(folder.resolve("source"), folder.resolve("packages"), keys);
  }

  /**
   * Signs and offers packages.
   *
   * @param packages with one folder for each
   */
  private void publish(Path source, Path packages, SigningLab owner) throws IOException {
    Command.run(
        "/usr/bin/python3",
        SystemLab.script(format == Format.DEB ? "debs.py" : "rpms.py", folder),
        source.toString(),
        packages.toString(),
        owner.home().toString());
  }

  /**
   * Moves a package to a source of somebody else, who signs with another key.
   *
   * @param elsewhere an empty folder for it; the key is in {@code key.asc} and {@code key.gpg}
   *     afterwards
   */
  public void give(String name, Path elsewhere) throws IOException {
    Path theirs = Files.createDirectories(elsewhere.resolve("packages"));
    Files.move(folder.resolve("packages").resolve(name), theirs.resolve(name));
    Files.createDirectories(elsewhere.resolve("source"));
    try (SigningLab owner = new SigningLab(elsewhere.resolve("home"))) {
      Path key = owner.export(owner.make("Somebody <somebody@example.com>"));
      Files.copy(key, elsewhere.resolve("key.asc"));
      // As bytes: for text apt-key needs awk, which the tree has not.
      Command.run(
          "gpg", "-o", elsewhere.resolve("key.gpg").toString(), "--dearmor", key.toString());
      publish(elsewhere.resolve("source"), theirs, owner);
    }
  }

  /** The {@code /etc} of the deployment that is there when nothing is layered yet. */
  public Path etc() {
    String id = sysroot.ids().getFirst().replaceFirst("^os-", "");
    return sysroot.folder().resolve("ostree/deploy/os/deploy/" + id + "/etc");
  }

  /** The terminal of its sysroot. */
  public SysrootCommands terminal() {
    return new SysrootCommands(folder, sysroot);
  }

  @Override
  public void close() {
    server.close();
    keys.close();
    Command.run("rm", "-rf", folder.toString());
  }
}
