package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.understory.model.history.Checksum;
import org.understory.test.kit.Command;
import org.understory.test.kit.FlatpakLab;
import org.understory.test.kit.Login;
import org.understory.test.kit.SigningLab;

/**
 * What everybody on a computer has, changed by an ordinary person through Flatpak's own system
 * helper, which asks a real polkit.
 */
@Timeout(120)
final class RealFlatpakTest extends SystemdFixture {
  private static final String UPDATE = "understory flatpak update " + FlatpakLab.ID + " --yes";
  private static final String RULES = "/etc/polkit-1/rules.d/10-test.rules";

  private Path folder = Path.of("");
  private List<Checksum> versions = List.of();

  @BeforeAll
  void install() throws IOException {
    folder = Files.createTempDirectory("flatpak");
    Path publisher = folder.resolve("publisher");
    try (FlatpakLab made = FlatpakLab.publish(folder);
        SigningLab keys = new SigningLab(folder.resolve("keys"))) {
      versions = made.versions();
      String key = keys.make("Publisher <publisher@example.com>");
      Path exported = keys.export(key);
      String repository = "--repo=" + publisher;
      String home = "--gpg-homedir=" + keys.home();
      for (String ref : Command.run("ostree", "refs", repository).lines().toList()) {
        if (!ref.startsWith("app/")) {
          Command.run("ostree", "gpg-sign", repository, home, ref, key);
        }
      }
      for (Checksum each : versions) {
        Command.run("ostree", "gpg-sign", repository, home, each.hex(), key);
      }
      made.flatpak("build-update-repo", "--gpg-sign=" + key, home, publisher.toString());
      Path there = lab.path("/run/publisher");
      Command.run("cp", "-r", publisher.toString(), there.toString());
      Files.copy(exported, lab.path("/run/publisher/key.asc"));
    }
    withoutFuse();
    String address = "http://127.0.0.1:8099/";
    lab.run(
        "systemd-run",
        "--quiet",
        "/usr/bin/python3",
        "-m",
        "http.server",
        "8099",
        "--bind=127.0.0.1",
        "--directory=/run/publisher");
    String connect = "until (exec 3<>/dev/tcp/127.0.0.1/8099) 2>/dev/null; do :; done";
    lab.run("timeout", "30", "bash", "-c", connect);
    lab.run(
        "flatpak",
        "remote-add",
        "--system",
        "--gpg-import=/run/publisher/key.asc",
        "fern",
        address);
    lab.run("flatpak", "install", "--system", "-y", "--noninteractive", "fern", FlatpakLab.ID);
  }

  /**
   * A container has none, and flatpak 1.14 crashes where the helper offers to use it all the same.
   */
  private void withoutFuse() throws IOException {
    Path settings = lab.path("/run/systemd/system/flatpak-system-helper.service.d");
    Files.createDirectories(settings);
    Files.writeString(
        settings.resolve("test.conf"), "[Service]\nEnvironment=FLATPAK_DISABLE_REVOKEFS=1\n");
    lab.run("systemctl", "daemon-reload");
  }

  @AfterAll
  void remove() {
    Command.run("rm", "-rf", folder.toString());
  }

  @Test
  void whoever_polkit_allows_updates_what_everybody_has_and_whoever_it_does_not_is_told()
      throws IOException {
    older();
    try (Login bob = lab.fromAfar("bob")) {
      rule("NO");
      Command.Result refused = bob.run(UPDATE);
      assertThat(refused.text()).contains("You may not change Notes", "Ask an administrator");
      assertThat(refused.status()).isEqualTo(1);
      assertThat(active()).isEqualTo(versions.getFirst());

      rule("YES");
      Command.Result updated = bob.run(UPDATE);
      assertThat(updated.status()).as(updated.text()).isZero();
      assertThat(active()).isEqualTo(versions.getLast());
      assertThat(bob.run("understory flatpak show " + FlatpakLab.ID).text()).contains("3.0");
    }
  }

  @Test
  void an_older_version_for_everybody_is_root_s_even_where_polkit_would_allow_it()
      throws IOException {
    rule("YES");
    lab.run("flatpak", "update", "--system", "-y", "--noninteractive", FlatpakLab.ID);
    try (Login bob = lab.fromAfar("bob")) {
      String rollback =
          "understory flatpak rollback " + FlatpakLab.ID + " " + versions.get(1).hex() + " --yes";
      Command.Result refused = bob.run(rollback);
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.text()).contains("by root only", "sudo flatpak");
      assertThat(active()).isEqualTo(versions.getLast());
      String command = refused.text().replaceAll("(?s).*“sudo (flatpak [^”]*)”.*", "$1");
      lab.run("sh", "-c", command + " --noninteractive");
      assertThat(active()).isEqualTo(versions.get(1));

      assertThat(bob.run("understory flatpak hold " + FlatpakLab.ID + " --yes").status()).isZero();
      assertThat(lab.run("flatpak", "mask", "--system")).contains(FlatpakLab.ID);
      assertThat(bob.run(UPDATE).text()).contains("held");
      assertThat(bob.run("understory flatpak release " + FlatpakLab.ID + " --yes").status())
          .isZero();
      rule("NO");
      Command.Result hold = bob.run("understory flatpak hold " + FlatpakLab.ID + " --yes");
      assertThat(hold.text()).contains("You may not change Notes");
      assertThat(lab.run("flatpak", "mask", "--system")).doesNotContain(FlatpakLab.ID);
    }
  }

  private void older() {
    String commit = "--commit=" + versions.getFirst().hex();
    lab.run("flatpak", "update", "--system", "-y", "--noninteractive", commit, FlatpakLab.ID);
  }

  private Checksum active() {
    String details = lab.run("flatpak", "info", "--system", "--show-commit", FlatpakLab.ID);
    return Checksum.parse(details.strip()).orElseThrow();
  }

  /** What polkit answers to bob when it is about Flatpak. */
  private void rule(String answer) throws IOException {
    Files.createDirectories(lab.path("/etc/polkit-1/rules.d"));
    Files.writeString(
        lab.path(RULES),
        """
        polkit.addRule(function(action, subject) {
          if (subject.user == "bob" && action.id.indexOf("org.freedesktop.Flatpak.") == 0) {
            return polkit.Result.%s;
          }
        });
        """
            .formatted(answer));
    lab.run("systemctl", "restart", "polkit");
  }
}
