package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A small sysroot made by {@code ostree admin}, for tests to deploy in and to break. */
public final class TestSysroot {
  private final Path folder;

  private TestSysroot(Path folder) {
    this.folder = folder;
  }

  /** One that is in this folder, or will be. */
  public static TestSysroot of(Path folder) {
    return new TestSysroot(folder);
  }

  /** Makes an empty one with these stateroots. */
  public static TestSysroot create(Path folder, String... stateroots) {
    TestSysroot sysroot = new TestSysroot(folder);
    sysroot.make(folder);
    Command.run("ostree", "admin", "init-fs", "--modern", folder.toString());
    sysroot.append(sysroot.repository().resolve("config"), "fsync=false\n"); // of [core]
    for (String stateroot : stateroots) {
      sysroot.admin("os-init", stateroot);
    }
    return sysroot;
  }

  /** The folder to hand to {@code --sysroot}. */
  public Path folder() {
    return folder;
  }

  /** Its repository. */
  public Path repository() {
    return folder.resolve("ostree/repo");
  }

  /**
   * Commits a bootable tree to a branch and gives its checksum.
   *
   * @param kernel commits with the same text share a boot checksum
   * @param options more of {@code ostree commit}
   */
  public String commit(String branch, String version, String kernel, String... options) {
    return commit(repository(), branch, version, kernel, List.of(options));
  }

  /**
   * The same in another repository.
   *
   * @param options more of {@code ostree commit}
   */
  public String commit(
      Path repository, String branch, String version, String kernel, List<String> options) {
    Path tree = folder.resolveSibling(folder.getFileName() + "-tree");
    Path modules = tree.resolve("usr/lib/modules/6.1");
    write(modules.resolve("vmlinuz"), kernel);
    write(modules.resolve("initramfs.img"), "initramfs of " + kernel);
    write(tree.resolve("usr/etc/example.conf"), "version=" + version + "\n");
    write(tree.resolve("usr/lib/os-release"), "NAME=Test\nID=test\nVERSION_ID=1\n");
    List<String> command = new ArrayList<>(List.of("ostree", "commit", "--fsync=no"));
    command.addAll(List.of("--repo=" + repository, "--branch=" + branch));
    command.addAll(List.of("--tree=dir=" + tree, "--add-metadata-string=version=" + version));
    command.addAll(options);
    return Command.run(command).strip();
  }

  /** Sets something in the configuration of its repository. */
  public void configure(String key, String value) {
    Command.run("ostree", "config", "--repo=" + repository(), "set", key, value);
  }

  /** {@code ostree admin COMMAND} on it. */
  public String admin(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of("ostree", "admin", command));
    all.add("--sysroot=" + folder);
    all.addAll(List.of(arguments));
    return Command.run(all);
  }

  /** Its deployments as libostree lists them. */
  public List<String> ids() {
    return Command.python(
            """
            import sys, gi
            gi.require_version('OSTree', '1.0')
            from gi.repository import OSTree, Gio
            sysroot = OSTree.Sysroot.new(Gio.File.new_for_path(sys.argv[1]))
            sysroot.load(None)
            for d in sysroot.get_deployments():
                print('%s-%s.%d' % (d.get_osname(), d.get_csum(), d.get_deployserial()))
            """,
            folder)
        .lines()
        .toList();
  }

  /** Writes a file of it by hand, as no libostree would. */
  public void write(Path file, String text) {
    try {
      make(file.getParent());
      Files.deleteIfExists(file);
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void make(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
