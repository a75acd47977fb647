package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.understory.test.kit.Command;
import org.understory.test.kit.LayerLab;
import org.understory.test.kit.RepositoryServer;
import org.understory.test.kit.ServerProcess;
import org.understory.test.kit.SysrootCommands;
import org.understory.test.kit.TestSysroot;

/** Packages come from where the {@code /etc} says that its administrator has edited. */
final class LayerSourcesTest extends LayerFixture {
  /** Tells what a package's script gets to see of it. */
  private static final String LOOK =
      """
      mkdir -p /usr/share/seen
      {
        find /run/settings /etc/apt -type f
        grep -rl "hush hush" /run /etc /usr/share || echo "no secrets"
      } >/usr/share/seen/moss
      """;

  private Path folder = Path.of("");
  private LayerLab lab;

  @BeforeEach
  void make() throws IOException {
    assumeTrue(LayerLab.possible(), "root and bubblewrap");
    folder = Files.createTempDirectory(Path.of("/dev/shm"), "sources");
    lab = LayerLab.make(folder);
    lab.add("moss", "1.0", "Description: soft\n", Map.of("usr/bin/moss", "1.0"), LOOK);
    lab.publish();
    // As newer systems have it.
    String sbin = lab.tree().resolve("usr/sbin").toString();
    Command.run("cp", "-a", sbin + "/.", lab.tree().resolve("usr/bin").toString());
    Command.run("rm", "-r", sbin);
    Files.createSymbolicLink(Path.of(sbin), Path.of("bin"));
    lab.commit("1.0", 9);
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
  @EnabledIfSystemProperty(named = THOROUGH, matches = ".+")
  void own_sources_keys_preferences_passwords_and_proxies_count_and_stay_secret() throws Exception {
    Path elsewhere = folder.resolve("elsewhere");
    lab.add("moss", "2.0", "Description: soft\n", Map.of("usr/bin/moss", "2.0"), LOOK);
    lab.give("moss", elsewhere);
    lab.add("moss", "1.0", "Description: soft\n", Map.of("usr/bin/moss", "1.0"), LOOK);
    lab.publish();
    try (RepositoryServer server = RepositoryServer.serve(elsewhere.resolve("source"));
        ServerProcess proxy = ServerProcess.proxy(folder, "BasicAuth fern hush")) {
      assertThat(failed("install", "ivy")).isEqualTo("unknown-package");
      Files.createDirectories(lab.etc().resolve("apt/keyrings"));
      Files.copy(elsewhere.resolve("key.gpg"), lab.etc().resolve("apt/keyrings/other.gpg"));
      String source = "Types: deb\nURIs: %s\nSuites: ./\nSigned-By: %s\n";
      String key = "/etc/apt/keyrings/other.gpg";
      write("apt/sources.list.d/other.sources", source.formatted(server.url(), key), "rw-r--r--");
      write("apt/auth.conf.d/other.conf", "# hush hush\n", "rw-------");
      write(
          "apt/apt.conf.d/99proxy",
          "# hush hush\nAcquire::http::Proxy \"http://fern:hush@127.0.0.1:"
              + proxy.port()
              + "\";\n",
          "rw-------");

      done("install", "moss");
      assertThat(cat(deployed(), "/usr/bin/moss")).isEqualTo("2.0");
      assertThat(cat(deployed(), "/usr/share/seen/moss"))
          .contains("/run/settings/apt/sources.list.d/other.sources", "no secrets")
          .doesNotContain("auth.conf", "99proxy", "/etc/apt/sources.list.d/other");
      assertThat(paths(Set.copyOf(list(deployed()))))
          .as("it is no part of the version")
          .doesNotContain(
              "/usr/etc/apt/sources.list.d/other.sources", "/usr/etc/apt/auth.conf.d/other.conf");
      done("uninstall", "moss");

      write(
          "apt/preferences.d/old",
          "Package: moss\nPin: version 1.*\nPin-Priority: 999\n",
          "rw-r--r--");
      done("install", "moss");
      assertThat(cat(deployed(), "/usr/bin/moss")).isEqualTo("1.0");
      done("uninstall", "moss");

      String other = "ed25519 is somebody else's";
      write("apt/keyrings/other.gpg", other, "rw-r--r--");
      assertThat(failed("install", "moss")).isEqualTo("package-sources-failed");
      write("apt/sources.list.d/other.sources", source, "rw-rw-rw-");
      assertThat(failed("install", "moss")).isEqualTo("setting-open");
      assertThat(proxy.ended()).anyMatch(line -> line.contains(server.url().replace("/$", "")));
    }
  }

  /** As a person does who is root. */
  private void write(String name, String text, String rights) throws IOException {
    Path file = lab.etc().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }
}
