package org.understory.test.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.understory.model.history.Checksum;

/**
 * The real Flatpak: a publisher's repository behind a server on this computer, with a runtime and
 * an application in several versions, and installations in a folder of the test. It takes neither a
 * session bus nor FUSE: a person's own installation is written by the command itself, and so is, as
 * root, the computer's.
 */
public final class FlatpakLab implements AutoCloseable {
  /** Of the application. */
  public static final String ID = "org.fern.Notes";

  /** Its full name. */
  public static final String REF = "app/org.fern.Notes/x86_64/stable";

  /** What the versions may do, the oldest first. */
  private static final List<String> CONTEXTS =
      List.of(
          "sockets=wayland;",
          "sockets=wayland;\nshared=network;\nfilesystems=home:ro;",
          "sockets=wayland;x11;\nfilesystems=home;\n[Session Bus Policy]\norg.fern.Spell=talk");

  private final Path home;
  private final Path repository;
  private final RepositoryServer server;
  private final List<Checksum> versions = new ArrayList<>();

  private FlatpakLab(Path home) {
    this.home = home;
    this.repository = home.resolve("publisher");
    runtime();
    CONTEXTS.forEach(context -> publish("runtime=org.fern.Platform/x86_64/1", context));
    server = RepositoryServer.serve(repository);
  }

  /** Publishes three versions; nothing is installed yet. */
  public static FlatpakLab publish(Path home) {
    return new FlatpakLab(home);
  }

  /** What leads to installations below this folder and to no others. */
  public static Map<String, String> environment(Path home) {
    return Map.of(
        "HOME", home.toString(),
        "PATH", "/usr/bin:/bin",
        "XDG_CACHE_HOME", home.resolve("cache").toString(),
        "FLATPAK_USER_DIR", home.resolve("flatpak-user").toString(),
        "FLATPAK_SYSTEM_DIR", home.resolve("flatpak-system").toString(),
        "FLATPAK_CONFIG_DIR", home.resolve("flatpak-config").toString());
  }

  /** Its commits, the oldest first. */
  public List<Checksum> versions() {
    return List.copyOf(versions);
  }

  /** Whoever serves it; can be told to break things. */
  public RepositoryServer server() {
    return server;
  }

  /** Installs the newest version there: {@code --user} or {@code --system}. */
  public void install(String where) {
    flatpak("remote-add", where, "--no-gpg-verify", "fern", server.url());
    flatpak("install", where, "-y", "--noninteractive", "fern", ID);
  }

  /** Runs the command, and fails where it fails. */
  public String flatpak(String... arguments) {
    List<String> command = new ArrayList<>(List.of("flatpak"));
    command.addAll(List.of(arguments));
    Command.Result result = Command.attempt(command, all());
    if (result.status() != 0) {
      throw new AssertionError(command + ": " + result.text() + result.errors());
    }
    return result.text();
  }

  /** Fetches a version into the repository of the person's installation, and installs nothing. */
  public void pull(Checksum commit) {
    Command.run(
        "ostree",
        "pull-local",
        "--repo=" + home.resolve("flatpak-user/repo"),
        repository.toString(),
        commit.hex());
  }

  /** Signs a version in the publisher's repository with a key of this folder of gpg. */
  public void sign(Checksum commit, String key, Path keys) {
    Command.run(
        "ostree", "gpg-sign", "--repo=" + repository, "--gpg-homedir=" + keys, commit.hex(), key);
  }

  private Map<String, String> all() {
    Map<String, String> all = new HashMap<>(environment(home));
    all.put("LC_ALL", "C.UTF-8");
    return all;
  }

  private void runtime() {
    Path folder = home.resolve("runtime");
    write(
        folder.resolve("metadata"),
        """
        [Runtime]
        name=org.fern.Platform
        runtime=org.fern.Platform/x86_64/1
        sdk=org.fern.Platform/x86_64/1
        """);
    write(folder.resolve("files/bin/tool"), "tool");
    flatpak(
        "build-export",
        "--disable-sandbox",
        "--runtime",
        "--files=files",
        repository.toString(),
        folder.toString(),
        "1");
  }

  /**
   * Publishes one more version.
   *
   * @param runtime the line that names what it runs on
   * @param context the group of permissions, and what follows it
   */
  public Checksum publish(String runtime, String context) {
    return publish(runtime, context, "Version " + (versions.size() + 1));
  }

  /**
   * As above.
   *
   * @param subject of its commit
   */
  public Checksum publish(String runtime, String context, String subject) {
    Published notes = new Published(ID, "Notes", "便笺");
    Checksum commit = publish(notes, versions.size() + 1, runtime, context, subject);
    versions.add(commit);
    return commit;
  }

  /** What people call an application. */
  private record Published(String id, String name, String chinese) {}

  /**
   * Publishes a version of a further application.
   *
   * @param number of the version, from 1 on
   * @param context as above
   */
  public Checksum publish(String id, String name, String chinese, int number, String context) {
    Published about = new Published(id, name, chinese);
    return publish(
        about, number, "runtime=org.fern.Platform/x86_64/1", context, "Version " + number);
  }

  private Checksum publish(
      Published about, int number, String runtime, String context, String subject) {
    Path folder = home.resolve("application-" + about.id());
    write(
        folder.resolve("metadata"),
        "[Application]\nname=%s\n%s\nsdk=org.fern.Platform/x86_64/1\ncommand=notes\n\n[Context]\n%s\n"
            .formatted(about.id(), runtime, context));
    write(folder.resolve("files/bin/notes"), "#!/bin/sh\necho " + number + "\n");
    write(folder.resolve("export/share/README"), "");
    describe(folder.resolve("files/share/app-info/xmls/" + about.id() + ".xml.gz"), about, number);
    flatpak(
        "build-export",
        "--disable-sandbox",
        "--timestamp=2026-01-0" + number + "T00:00:00Z",
        "--subject=" + subject,
        repository.toString(),
        folder.toString(),
        "stable");
    return head("app/" + about.id() + "/x86_64/stable");
  }

  private Checksum head(String ref) {
    try {
      String head = Files.readString(repository.resolve("refs/heads/" + ref));
      return Checksum.parse(head.strip()).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void describe(Path file, Published about, int number) {
    String xml =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <components version="0.8"><component type="desktop">
          <id>%s.desktop</id>
          <name>%s</name><name xml:lang="zh_CN">%s</name>
          <summary>Helps with that</summary>
          <releases><release version="%d.0" timestamp="%d"/></releases>
        </component></components>
        """
            .formatted(about.id(), about.name(), about.chinese(), number, 1_700_000_000 + number);
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(xml.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
