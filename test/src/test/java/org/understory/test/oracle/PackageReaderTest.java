package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.Advisory;
import org.understory.model.packages.OwnedPaths;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageList;
import org.understory.store.packages.PackageReader;
import org.understory.store.repo.RepositoryMode;
import org.understory.test.kit.Command;
import org.understory.test.kit.RpmDatabase;
import org.understory.test.kit.TestRepository;

/** Packages of a commit, as rpm and dpkg themselves know them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PackageReaderTest {
  private static final Cancellation NEVER = new Cancellation();

  private static final String CHANGELOG =
      """
      * Wed Feb 04 2026 Ann <ann@fern.example> - 2:1.0~rc1-3
      - Fix the second thing
      - And the é
      * Mon Jan 05 2026 Ann <ann@fern.example> - 2:1.0~rc1-2
      - Fix the first thing
      """;

  private Path folder;
  private RpmDatabase rpms;

  @BeforeAll
  void build_packages(@TempDir Path temporary) throws IOException {
    folder = temporary;
    rpms = RpmDatabase.create(folder.resolve("rpm"));
    List<String> files = List.of("/usr/bin/tool", "/etc/tool.conf", "/usr/share/tool/中文");
    rpms.install(folder.resolve("work"), "tool", "2:1.0~rc1-3", files, CHANGELOG);
    rpms.install(folder.resolve("work"), "core", "6.9-1", List.of("/usr/lib/core/6.9"), "");
    rpms.install(folder.resolve("work"), "core", "6.10-1", List.of("/usr/lib/core/6.10"), "");
  }

  @ParameterizedTest
  @EnumSource
  void rpms_list_is_rpms_own(RepositoryMode mode) throws Exception {
    TestRepository repository = EveryMode.create(folder.resolve("repo-" + mode), mode);
    Path tree = tree("list-" + mode, "usr/share/rpm", rpms.folder());
    Checksum commit =
        repository.commit("main", tree, EveryMode.options(mode).toArray(String[]::new));
    EveryMode.finish(repository, mode);
    try (var open = repository.open()) {
      PackageList list = new PackageReader(open).list(commit, NEVER);

      assertThat(list.source()).contains(Package.Source.RPMDB);
      assertThat(list.problems()).isEmpty();
      assertThat(lines(list))
          .containsExactlyInAnyOrderElementsOf(rpms.rpm("-qa", "--qf", RpmDatabase.LINE));
      Checksum file = open.entry(commit, "/usr/share/rpm/rpmdb.sqlite").checksum();
      assertThat(open.bareFile(file).isPresent()).isEqualTo(mode != RepositoryMode.ARCHIVE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"usr/share/rpm", "usr/lib/sysimage/rpm"})
  void owners_files_and_changelogs_are_rpms_own(String place) throws Exception {
    TestRepository repository = repository(place);
    Checksum commit = repository.commit("main", tree(place, place, rpms.folder()));
    try (var open = repository.open()) {
      PackageReader reader = new PackageReader(open);
      for (String file : List.of("/usr/bin/tool", "/etc/tool.conf", "/usr/lib/core/6.10")) {
        assertThat(reader.owners(commit, file, NEVER).stream().map(PackageReaderTest::line))
            .containsExactlyElementsOf(rpms.rpm("-qf", file, "--qf", RpmDatabase.LINE));
      }
      assertThat(reader.owners(commit, "/usr/etc/tool.conf", NEVER)).hasSize(1);
      assertThat(reader.owners(commit, "/usr/bin/other", NEVER)).isEmpty();
      for (String name : List.of("tool", "core")) {
        assertThat(reader.files(commit, List.of(name), NEVER))
            .isEqualTo(OwnedPaths.of(rpms.rpm("-ql", name)));
      }
    }
  }

  @Test
  void the_changelog_between_two_versions_is_what_rpm_says_is_new() throws Exception {
    RpmDatabase newer = RpmDatabase.create(folder.resolve("newer"));
    String entry = "* Fri Mar 06 2026 Ann <ann@fern.example> - 2:1.0-1\n- Release it: é\n- 中文\n";
    newer.install(folder.resolve("work"), "tool", "2:1.0-1", List.of(), entry + CHANGELOG);
    newer.install(folder.resolve("work"), "core", "7.0-1", List.of(), "");
    TestRepository repository = repository("changes");
    Checksum from = repository.commit("main", tree("older", "usr/share/rpm", rpms.folder()));
    Checksum to = repository.commit("main", tree("newer", "usr/share/rpm", newer.folder()));
    List<String> all = changelog(newer);
    try (var open = repository.open()) {
      PackageReader reader = new PackageReader(open);
      List<String> names = List.of("tool", "core", "none");

      assertThat(reader.changelogs(from, to, names, NEVER)).containsOnlyKeys("tool");
      assertThat(
              reader.changelogs(from, to, names, NEVER).get("tool").stream()
                  .flatMap(it -> Stream.of(it.time() + " " + it.author(), it.text()))
                  .flatMap(String::lines))
          .containsExactlyElementsOf(all.subList(0, all.size() - changelog(rpms).size()))
          .hasSize(3);
      assertThat(reader.changelogs(to, from, names, NEVER)).isEmpty();
    }
  }

  private static List<String> changelog(RpmDatabase database) {
    String format = "[%{changelogtime} %{changelogname}\n%{changelogtext}\n]";
    return database.rpm("-q", "tool", "--qf", format);
  }

  @Test
  void reading_ends_when_somebody_asks() throws Exception {
    TestRepository repository = repository("cancel");
    Checksum commit = repository.commit("main", tree("cancel", "usr/share/rpm", rpms.folder()));
    Cancellation asked = new Cancellation();
    asked.cancel();
    try (var open = repository.open()) {
      assertThatThrownBy(() -> new PackageReader(open).list(commit, asked))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void what_is_still_in_the_log_of_the_database_counts() throws Exception {
    Path copy = Files.createDirectories(folder.resolve("logged"));
    Command.run("cp", rpms.folder().resolve("rpmdb.sqlite").toString(), copy.toString());
    // Ends without closing the database, as a process that is killed does.
    Command.python(
        """
        import os, sqlite3, sys
        database = sqlite3.connect(sys.argv[1])
        database.execute("DELETE FROM Packages WHERE hnum = 2")
        database.commit()
        os._exit(0)
        """,
        copy.resolve("rpmdb.sqlite"));
    assertThat(copy.resolve("rpmdb.sqlite-wal")).isNotEmptyFile();
    TestRepository repository = TestRepository.create(folder.resolve("repo-logged"), "bare-user");
    Checksum commit = repository.commit("main", tree("logged-tree", "usr/share/rpm", copy));
    try (var open = repository.open()) {
      assertThat(lines(new PackageReader(open).list(commit, NEVER)))
          .containsExactly("core 6.10-1 noarch", "tool 2:1.0~rc1-3 noarch");
    }
  }

  @ParameterizedTest
  @CsvSource({"Packages.db, ndb", "Packages, Berkeley DB"})
  void databases_of_other_formats_are_named(String file, String format) throws Exception {
    Path other = Files.createDirectories(folder.resolve(format));
    Files.writeString(other.resolve(file), "RpmP");
    TestRepository repository = repository(format);
    Checksum commit = repository.commit("main", tree(format + "-tree", "usr/share/rpm", other));
    try (var open = repository.open()) {
      assertThatThrownBy(() -> new PackageReader(open).list(commit, NEVER))
          .extracting(it -> ((StoreException) it).problem())
          .isEqualTo(new Problem.UnsupportedDatabase("/usr/share/rpm/" + file, format));
    }
  }

  /** This machine's own packages. */
  @ParameterizedTest
  @ValueSource(
      strings = {"usr/lib/dpkg", "usr/lib/sysimage/dpkg", "var/lib/dpkg", "usr/share/dpkg"})
  void dpkgs_list_is_dpkgs_own(String place) throws Exception {
    Path own = Path.of("/var/lib/dpkg");
    Path tree = Files.createDirectories(folder.resolve(place + "-tree").resolve(place));
    Files.copy(own.resolve("status"), tree.resolve("status"));
    boolean whole = place.equals("usr/lib/dpkg");
    if (whole) {
      Command.run(
          "sh",
          "-c",
          "mkdir \"$0/info\"; cp /var/lib/dpkg/info/*.list \"$0/info\"",
          tree.toString());
    }
    TestRepository repository = repository(place);
    Checksum commit = repository.commit("main", folder.resolve(place + "-tree"));
    try (var open = repository.open()) {
      PackageReader reader = new PackageReader(open);
      PackageList list = reader.list(commit, NEVER);

      String format = "${db:Status-Status} ${Package} ${Version} ${Architecture}\\n";
      assertThat(lines(list))
          .containsExactlyInAnyOrderElementsOf(
              Command.run("dpkg-query", "-W", "-f", format)
                  .lines()
                  .filter(it -> !it.startsWith("config-files ") && !it.startsWith("not-installed "))
                  .map(it -> it.substring(it.indexOf(' ') + 1))
                  .toList());
      if (whole) {
        for (String file : List.of("/usr/bin/dpkg", "/bin/bash", "/usr/share/doc")) {
          String found = Command.run("dpkg-query", "-S", file);
          assertThat(reader.owners(commit, file, NEVER).stream().map(Package::name).distinct())
              .containsExactlyInAnyOrder(
                  Stream.of(found.substring(0, found.lastIndexOf(": ")).split(", "))
                      .map(it -> it.replaceFirst(":.*", ""))
                      .distinct()
                      .toArray(String[]::new));
        }
        assertThat(reader.files(commit, List.of("bash"), NEVER))
            .isEqualTo(OwnedPaths.of(Command.run("dpkg-query", "-L", "bash").lines().toList()));
      } else {
        assertThatThrownBy(() -> reader.files(commit, List.of("bash"), NEVER))
            .extracting(it -> ((StoreException) it).problem())
            .isEqualTo(new Problem.NoFileLists(commit.hex()));
      }
    }
  }

  @Test
  void images_without_dpkg_have_a_file_for_each_package() throws Exception {
    Path tree = Files.createDirectories(folder.resolve("distroless/var/lib/dpkg/status.d"));
    Files.writeString(tree.resolve("base"), "Package: base\nVersion: 1-1\nArchitecture: all\n");
    Files.writeString(tree.resolve("base.md5sums"), "d41d8cd98f00b204e9800998ecf8427e  usr/x\n");
    Files.writeString(tree.resolve("tz"), "Package: tz\nVersion: 2026a-1\nArchitecture: all\n");
    TestRepository repository = repository("distroless");
    Checksum commit = repository.commit("main", folder.resolve("distroless"));
    try (var open = repository.open()) {
      PackageList list = new PackageReader(open).list(commit, NEVER);

      assertThat(lines(list)).containsExactly("base 1-1 all", "tz 2026a-1 all");
      assertThat(list.problems()).isEmpty();
    }
  }

  @Test
  void the_list_of_rpm_ostree_comes_first() throws Exception {
    TestRepository repository = repository("pkglist");
    Checksum commit =
        repository.commit(
            "main",
            tree("pkglist-tree", "usr/share/rpm", rpms.folder()),
            "--add-metadata=rpmostree.rpmdb.pkglist=[('b', '0', '1', '2', 'noarch'),"
                + " ('a', '3', '1', '2', 'x86_64')]",
            "--add-metadata=rpmostree.advisories=[('FERN-2', uint32 1, uint32 2, ['a-3:1-2.x86_64'],"
                + " {'cve_references': <[('https://fern.example/1', 'CVE-2026-1234 a: hole')]>}),"
                + " ('FERN-1', uint32 9, uint32 4, ['b-1-2.noarch'], @a{sv} {})]");
    try (var open = repository.open()) {
      PackageReader reader = new PackageReader(open);

      assertThat(reader.list(commit, NEVER).packages())
          .containsExactly(
              new Package("a", "3:1-2", "x86_64", Package.Source.PKGLIST),
              new Package("b", "1-2", "noarch", Package.Source.PKGLIST));
      assertThat(reader.advisories(commit))
          .containsExactly(
              new Advisory(
                  "FERN-1",
                  Advisory.Kind.UNKNOWN,
                  Advisory.Severity.CRITICAL,
                  List.of("b-1-2.noarch"),
                  List.of()),
              new Advisory(
                  "FERN-2",
                  Advisory.Kind.SECURITY,
                  Advisory.Severity.MODERATE,
                  List.of("a-3:1-2.x86_64"),
                  List.of("CVE-2026-1234")));
    }
  }

  @Test
  void a_list_of_another_form_is_told_and_its_sound_part_shown() throws Exception {
    TestRepository repository = repository("odd");
    Path tree = Files.createDirectories(folder.resolve("odd-tree"));
    Checksum commit =
        repository.commit("main", tree, "--add-metadata=rpmostree.rpmdb.pkglist=uint32 7");
    try (var open = repository.open()) {
      assertThat(new PackageReader(open).list(commit, NEVER).problems())
          .containsExactly(new Problem.CorruptObject(commit.hex() + ".commit", Flaw.MALFORMED));
    }
  }

  @Test
  void a_commit_without_packages_says_so() throws Exception {
    TestRepository repository = repository("none");
    Checksum commit = repository.commit("main", Files.createDirectories(folder.resolve("empty")));
    try (var open = repository.open()) {
      assertThat(new PackageReader(open).list(commit, NEVER)).isEqualTo(PackageList.NONE);
    }
  }

  /**
   * Up to 512 bytes of the database are others: what is told of it may be wrong, but not endless.
   */
  @Test
  void a_damaged_database_is_told_and_ends_in_time() throws Exception {
    Random random = new Random(47);
    byte[] sound = Files.readAllBytes(rpms.folder().resolve("rpmdb.sqlite"));
    Path damaged = Files.createDirectories(folder.resolve("damaged-tree/usr/share/rpm"));
    TestRepository repository = TestRepository.create(folder.resolve("repo-damaged"), "bare-user");
    int told = 0;
    for (int i = 0; i < 40; i++) {
      byte[] bytes = sound.clone();
      for (int k = 0; k < 1 << random.nextInt(10); k++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Files.write(damaged.resolve("rpmdb.sqlite"), bytes);
      Checksum commit = repository.commit("main", folder.resolve("damaged-tree"));
      try (var open = repository.open()) {
        PackageReader reader = new PackageReader(open);
        PackageList list = reader.list(commit, NEVER);
        told += list.problems().size();
        assertThat(list.packages().size()).isLessThan(10);
        reader.owners(commit, "/usr/bin/tool", NEVER);
        reader.changelogs(commit, commit, List.of("tool"), NEVER);
      } catch (StoreException e) {
        assertThat(e.problem()).isInstanceOf(Problem.CorruptFile.class);
        told++;
      }
    }
    assertThat(told).isPositive();
  }

  private static List<String> lines(PackageList list) {
    return list.packages().stream().map(PackageReaderTest::line).toList();
  }

  private static String line(Package each) {
    return each.name() + " " + each.version() + " " + each.arch();
  }

  private TestRepository repository(String name) {
    String mode = name.length() % 2 == 0 ? "archive" : "bare-user";
    return TestRepository.create(
        folder.resolve("repo-" + name.replaceAll("\\W", "").toLowerCase(Locale.ROOT)), mode);
  }

  /** A tree that has a copy of a database at a place. */
  private Path tree(String name, String place, Path database) throws IOException {
    Path tree = folder.resolve("tree-" + name.replace('/', '_'));
    Path target = Files.createDirectories(tree.resolve(place));
    List<String> copy = new ArrayList<>(List.of("cp", "-R", database + "/.", target.toString()));
    Command.run(copy);
    return tree;
  }
}
