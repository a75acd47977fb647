package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.understory.test.kit.LayerLab;
import org.understory.test.kit.RepositoryServer;
import org.understory.test.kit.SysrootCommands;
import org.understory.test.kit.TestSysroot;

/** Packages of rpm by a real dnf, in a tree that has its database in /usr. */
@EnabledIfSystemProperty(named = LayerFixture.THOROUGH, matches = ".+")
final class DnfLayeringTest extends LayerFixture {
  private Path folder = Path.of("");
  private LayerLab lab;
  private String base;

  @BeforeEach
  void make() throws IOException {
    assumeTrue(LayerLab.dnfPossible(), "root, bubblewrap, dnf, rpm and createrepo-c");
    folder = Files.createTempDirectory(Path.of("/dev/shm"), "dnf");
    lab = LayerLab.dnf(folder);
    lab.add(
        "fern",
        "1.0",
        "Requires: libfern >= 2.0\n",
        Map.of("usr/bin/fern", "#!/bin/sh\n", "etc/fern.conf", "green=yes\n"),
        """
        useradd --system --home-dir /var/lib/fern --shell /usr/sbin/nologin fernd
        mkdir -p /var/lib/fern /usr/share/fern
        {
          echo "network $(tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' ' | tr '\\n' ' ')"
          ls -d /dev/shm/dnf* /sysroot/ostree /sys/kernel 2>/dev/null || echo "nothing else"
          [ -w /proc/sys/kernel/core_pattern ] || echo "not the kernel"
        } >/usr/share/fern/seen
        """);
    lab.add("Moss_2", "1.0", "", Map.of("usr/bin/moss", "1.0"), "");
    lab.publish();
    base = lab.commit("1.0", 9);
    lab.deploy();
  }

  @Override
  TestSysroot sysroot() {
    return lab.sysroot();
  }

  @Override
  SysrootCommands terminal() {
    return lab.terminal();
  }

  @AfterEach
  void remove() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void packages_are_installed_kept_over_an_upgrade_and_taken_away_one_by_one() throws IOException {
    assertThat(terminal().person(Locale.ENGLISH, "install", "fern", "--dry-run").text())
        .contains("dnf");
    Set<String> before = Set.copyOf(list(base));
    done("install", "fern", "Moss_2");
    String first = deployed();
    assertThat(parent(first)).isEqualTo(base);
    assertThat(terminal().json("packages", first).toString())
        .containsPattern("\"Moss_2\"[^}]*layered")
        .containsPattern("\"fern\"[^}]*layered");
    assertThat(cat(first, "/usr/etc/fern.conf")).isEqualTo("green=yes\n");
    assertThat(cat(first, "/usr/lib/fern/shape")).isEqualTo("2.0\n");
    assertThat(cat(first, "/usr/lib/tmpfiles.d/understory-layers.conf"))
        .contains("d /var/lib/fern 0755 root root -")
        .doesNotContain("dnf", "rpm");
    assertThat(cat(first, "/usr/lib/sysusers.d/understory-layers.conf")).contains("u fernd ");
    assertThat(cat(first, "/usr/share/fern/seen").lines().map(String::strip))
        .containsExactly("network lo", "nothing else", "not the kernel");
    Set<String> after = Set.copyOf(list(first));
    assertThat(gone(before, after))
        .as("what is gone or changed")
        .allMatch(
            each ->
                each.matches(
                    "/|/(usr|usr/bin|usr/share|usr/lib)|/usr/(etc|lib/(fern|sysimage)|lib/sysusers.d|lib/tmpfiles.d)(/.*)?"));
    assertThat(paths(after)).noneMatch(each -> each.matches("/(var|etc)/.*|.*rpmdb.sqlite-.*"));
    wholeAndTidy(base);

    sysroot().write(lab.tree().resolve("usr/share/new"), "in 2.0");
    lab.add("Moss_2", "1.1", "", Map.of("usr/bin/moss", "1.1"), "");
    lab.publish();
    String next = lab.commit("2.0", 8);
    done("upgrade");
    assertThat(parent(deployed())).isEqualTo(next);
    assertThat(cat(deployed(), "/usr/share/new")).isEqualTo("in 2.0");
    assertThat(cat(deployed(), "/usr/bin/moss")).isEqualTo("1.1");
    assertThat(cat(deployed(), "/usr/bin/fern")).isNotEmpty();

    done("uninstall", "fern");
    assertThat(paths(Set.copyOf(list(deployed())))).contains("/usr/bin/moss", "/usr/lib/fern/old");
    assertThat(paths(Set.copyOf(list(deployed())))).doesNotContain("/usr/bin/fern");
    done("uninstall", "Moss_2");
    assertThat(deployed()).isEqualTo(next);
    assertThat(origin()).doesNotContain("understory", "unconfigured");
  }

  @Test
  void a_source_that_somebody_added_and_its_key_count() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    lab.add("ivy", "1.0", "", Map.of("usr/bin/ivy", "1.0"), "ls /etc/yum.repos.d >/usr/bin/ivy\n");
    lab.give("ivy", elsewhere);
    lab.publish();
    try (RepositoryServer server = RepositoryServer.serve(elsewhere.resolve("source"))) {
      assertThat(failed("install", "ivy")).isEqualTo("unknown-package");
      Path source = lab.etc().resolve("yum.repos.d/own.repo");
      String text = "[own]\nname=own\nbaseurl=%s\ngpgkey=file:///etc/pki/rpm-gpg/%s\n";
      Files.writeString(source, text.formatted(server.url(), "test"));
      assertThat(failed("install", "ivy")).as("another key").isEqualTo("package-sources-failed");
      Files.copy(elsewhere.resolve("key.asc"), lab.etc().resolve("pki/rpm-gpg/own"));
      Files.writeString(source, text.formatted(server.url(), "own"));
      done("install", "ivy");
      assertThat(cat(deployed(), "/usr/bin/ivy")).as("of the version").isEqualTo("test.repo\n");
      assertThat(paths(Set.copyOf(list(deployed())))).doesNotContain("/usr/etc/pki/rpm-gpg/own");
    }
  }

  @Test
  void a_layer_that_fails_or_means_harm_leaves_everything_as_it_was() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("mine"));
    Path precious = Files.writeString(mine.resolve("understory-layers.conf"), "mine");
    lab.add("broken", "1.0", "", Map.of("usr/bin/broken", "1"), "echo no luck\nexit 3\n");
    lab.add("kernel", "1.0", "", Map.of("boot/vmlinuz-7", "1"), "");
    lab.add("lonely", "1.0", "Requires: nobody\n", Map.of(), "");
    lab.add("remover", "1.0", "", Map.of("usr/bin/remover", "1"), "rm -r /usr/lib/modules/6.1\n");
    lab.add("eater", "1.0", "Conflicts: base\n", Map.of("usr/bin/eater", "1"), "");
    lab.add(
        "linker",
        "1.0",
        "",
        Map.of("usr/bin/linker", "1"),
        "mv /usr/lib/tmpfiles.d /usr/lib/before\nln -s %s /usr/lib/tmpfiles.d\nmkdir /var/lib/x\n"
            .formatted(mine));
    lab.add("stranger", "1.0", "", Map.of("usr/bin/stranger", "1"), "");
    lab.unsign("stranger");
    lab.publish();
    String origin = origin();

    assertThat(failed("install", "broken")).isEqualTo("layer-failed");
    assertThat(failed("install", "kernel")).isEqualTo("layer-has-kernel");
    assertThat(failed("install", "lonely")).isEqualTo("layer-failed");
    assertThat(failed("install", "remover")).isEqualTo("layer-has-kernel");
    assertThat(failed("install", "eater")).isEqualTo("layer-failed");
    assertThat(failed("install", "linker")).isEqualTo("layer-outside-tree");
    assertThat(failed("install", "stranger")).isEqualTo("package-sources-failed");
    assertThat(failed("install", "fern-1.0")).isEqualTo("unknown-package");
    assertThat(failed("install", "base")).isEqualTo("already-installed");
    Files.delete(folder.resolve("source/repodata/repomd.xml"));
    assertThat(failed("install", "fern")).isEqualTo("package-sources-failed");

    assertThat(precious).hasContent("mine");
    assertThat(origin()).isEqualTo(origin);
    assertThat(sysroot().ids()).containsExactly("os-" + base + ".0");
    wholeAndTidy();
  }
}
