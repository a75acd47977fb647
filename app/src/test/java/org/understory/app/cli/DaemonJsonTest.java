package org.understory.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.understory.app.text.DaemonText;
import org.understory.app.text.DaemonText.Fact;
import org.understory.model.history.Checksum;
import org.understory.model.packages.LayerRequests;
import org.understory.model.packages.Layering;
import org.understory.model.packages.Package;
import org.understory.model.rpmostree.CachedUpdate;
import org.understory.model.rpmostree.DaemonReport;
import org.understory.model.rpmostree.DeploymentReport;
import org.understory.model.rpmostree.UpdateDriver;
import org.understory.resources.Messages;

/** What the daemon of rpm-ostree tells is told on, as text and as JSON. */
final class DaemonJsonTest {
  private static final Checksum SUM = Checksum.parse("ab".repeat(32)).orElseThrow();
  private static final DeploymentReport DEPLOYMENT =
      new DeploymentReport(
          "fedora-" + SUM.hex() + ".0",
          new LayerRequests(
              List.of("vim", "ba\u001b[2Jsh"),
              List.of(),
              List.of(),
              List.of(),
              Map.of("repo=updates", List.of("zsh")),
              false),
          new Layering(
              List.of(new Package("vim", "", "", Package.Source.PKGLIST)),
              List.of(),
              List.of(),
              List.of("ba\u001b[2Jsh")),
          Optional.empty(),
          Optional.of(new DeploymentReport.Base(SUM, Optional.of("43"), OptionalLong.of(7))),
          Optional.of(new DeploymentReport.Live(Optional.empty(), Optional.of(SUM))),
          Optional.empty(),
          Optional.of("Remote \"x\" not found"));
  private static final DaemonReport REPORT =
      new DaemonReport(
          DaemonReport.Policy.APPLY,
          Optional.of(
              new UpdateDriver("Zincati", "zincati.service", Optional.of(false), Optional.empty())),
          List.of(DEPLOYMENT),
          Optional.of(
              new CachedUpdate(
                  Optional.of(SUM),
                  Optional.empty(),
                  OptionalLong.empty(),
                  Optional.of("fedora-x"),
                  Optional.empty(),
                  List.of(),
                  Optional.of(new CachedUpdate.Layers(3, 5_000_000, 1, 60, 900)))),
          List.of("endoflife"));

  @Test
  void nothing_of_it_is_left_out_and_nothing_can_reach_the_terminal() {
    DaemonText text = new DaemonText(Messages.load(Locale.ENGLISH, "common"));
    assertThat(text.facts(DEPLOYMENT))
        .containsExactly(
            new Fact("No updates can come", "Remote \"x\" not found"),
            new Fact(
                "Changed while running",
                "Commit ababababab is being applied to what runs, or was broken off."),
            new Fact("Newer one here already", "43 (ababababab)"),
            new Fact("Layered packages", "vim"),
            new Fact("Asked for, there anyway", "ba\\x1b[2Jsh"),
            new Fact("Replaced from repositories", "zsh (repo=updates)"));
    assertThat(text.update(REPORT))
        .containsExactly(
            "Version ababababab is ready, and starts with the next restart.",
            "To download: 5.0\u00a0MB.");
    assertThat(text.service(Optional.of(REPORT)))
        .containsExactly(
            "Updates on this computer are managed by rpm-ostree.",
            "It gets updates ready by itself, and restarts the computer into them.",
            "Zincati is to have it update this computer, but does not run.");
  }

  @Test
  void a_program_gets_the_same_facts() {
    assertThat(json(it -> it.system(REPORT)))
        .contains("\"policy\":\"apply\"", "\"active\":false", "\"download\":5000000")
        .contains("\"unreadable\":[\"endoflife\"]", "\"staged\":\"fedora-x\"");
    assertThat(json(it -> it.deployment(DEPLOYMENT)))
        .contains("\"layered\":[\"vim\"]", "\"repo=updates\":[\"zsh\"]")
        .contains("\"inProgress\":\"" + SUM.hex() + "\"", "\"remoteError\":\"Remote")
        .doesNotContain("\u001b");
  }

  private static String json(Consumer<DaemonJson> writing) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (Json json = new Json(new Output(written))) {
      writing.accept(new DaemonJson(json));
    }
    return written.toString(StandardCharsets.UTF_8);
  }
}
