package org.understory.test.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A database of rpm in a folder of its own, with packages that {@code rpmbuild} makes. */
public record RpmDatabase(Path folder) {
  /** The part of a name, epoch, version, release and architecture that {@code packages} prints. */
  public static final String LINE = "%{name} %|epoch?{%{epoch}:}|%{version}-%{release} %{arch}\\n";

  /** Makes an empty one. */
  public static RpmDatabase create(Path folder) throws IOException {
    RpmDatabase database = new RpmDatabase(Files.createDirectories(folder));
    database.rpm("--initdb");
    return database;
  }

  /**
   * Builds a package of these files and writes into the database that it is installed.
   *
   * @param version {@code [epoch:]version-release}
   * @param changelog lines of the spec file's section
   */
  public void install(Path work, String name, String version, List<String> files, String changelog)
      throws IOException {
    Path rpm = build(work, name, version, files, changelog);
    rpm("--force-debian", "--justdb", "--nodeps", "--oldpackage", "-i", rpm.toString());
  }

  /** Builds a package as {@link #install} does, and gives the file with it. */
  public static Path build(
      Path work, String name, String version, List<String> files, String changelog)
      throws IOException {
    Path top = Files.createDirectories(work.resolve(name + version.replace(':', '_')));
    int colon = version.indexOf(':');
    int dash = version.lastIndexOf('-');
    List<String> spec = new ArrayList<>();
    spec.add("Name: " + name);
    if (colon > 0) {
      spec.add("Epoch: " + version.substring(0, colon));
    }
    spec.add("Version: " + version.substring(colon + 1, dash));
    spec.add("Release: " + version.substring(dash + 1));
    spec.add("Summary: A test\nLicense: MIT\nBuildArch: noarch\n%description\nA test.\n%install");
    for (String file : files) {
      spec.add("mkdir -p %{buildroot}" + Path.of(file).getParent());
      spec.add("echo " + name + " > %{buildroot}" + file);
    }
    spec.add("%files");
    spec.addAll(files);
    spec.add("%changelog\n" + changelog);
    Path file = Files.writeString(top.resolve("a.spec"), String.join("\n", spec) + "\n");
    Command.run("rpmbuild", "-bb", "--quiet", "--define", "_topdir " + top, file.toString());
    try (Stream<Path> built = Files.walk(top.resolve("RPMS"))) {
      return built.filter(it -> it.toString().endsWith(".rpm")).findFirst().orElseThrow();
    }
  }

  /** Runs {@code rpm} on it and gives the lines that it prints. */
  public List<String> rpm(String... arguments) {
    List<String> command = new ArrayList<>(List.of("rpm", "--dbpath", folder.toString()));
    command.addAll(List.of(arguments));
    return Command.run(command).lines().toList();
  }
}
