package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.test.kit.DemoCopy;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FileUser;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Person;

/** Somebody looks at what becomes of the files of {@code /etc}. */
final class ConfigJourneyTest {
  @Test
  void a_conflict_is_looked_at_from_all_three_sides(@TempDir Path home) {
    try (Person person = Person.atTheDemo(home, "compare")) {
      person.clickOn("#topic-configuration");
      person.clickOn("#config-list", "/etc/motd");
      person.reads("#config-sides-title", "/etc/motd");
      person.reads("#config-sides-names", "Yours");
      person.reads("#config-sides-names", "New default");
      person.reads(".sides", "Hello");
      person.clickOn("#config-pair-old-and-yours");
      person.reads("#config-sides-names", "Old default");
      person.reads(".sides .content-view", "Hello");
      person.clickOn("#config-pair-old-and-new");
      person.awaits(
          "nothing of mine", () -> !person.words(".sides .content-view").contains("Hello"));

      person.clickOn("#config-list", "/etc/fern-release");
      person.reads("#config-sides-names", "Yours: no such file");
      person.seesNo("#config-pair-old-and-new");
      person.push(KeyCode.ESCAPE);
      person.seesNo("#config-sides-title");
    }
  }

  /** The window reads as somebody who may not read all; who changes the system may. */
  @Test
  void what_may_not_be_read_is_looked_at_by_somebody_who_may() throws IOException {
    try (DemoCopy demo = DemoCopy.make();
        ExecutorService threads = Executors.newCachedThreadPool()) {
      Files.setAttribute(demo.sysroot().getParent().getParent(), "unix:mode", 0755);
      SystemSnapshot system = demo.snapshot();
      Deployment runs = system.booted().orElseThrow();
      Path etc =
          demo.sysroot()
              .resolve("ostree/deploy/" + runs.stateroot() + "/deploy")
              .resolve(runs.checksum().hex() + "." + runs.serial() + "/etc");
      Path closed = Files.createDirectory(etc.resolve("closed"));
      Files.writeString(closed.resolve("a-name"), "a-content");
      Files.setAttribute(closed, "unix:mode", 0700);
      Background nobody =
          new Background(work -> threads.execute(() -> asNobody(work)), Platform::runLater);
      try (DemoWindow window = DemoWindow.build(Locale.ENGLISH, Place.COMPARE, nobody)) {
        window.open(demo.choice());
        Scene scene = window.scene(1000, 800);
        FxHarness.run(
            () ->
                window
                    .context()
                    .navigation()
                    .go(
                        Destination.configuration(
                            runs.checksum(), system.pending().orElseThrow().checksum())));
        window.awaitNodes("#config-inspect", 1);
        assertThat(rows(scene)).contains("UNREADABLE").doesNotContain("a-name");
        FxHarness.run(() -> ((Button) scene.lookup("#config-inspect")).fire());
        FxHarness.await("the name", () -> rows(scene).contains("/etc/closed/a-name"));
        assertThat(rows(scene)).doesNotContain("UNREADABLE");
        FxHarness.await("no button", () -> scene.lookup("#config-inspect") == null);
        assertThat(((ToggleButton) scene.lookup("#config-unreadable")).isDisabled()).isTrue();
        assertThat(DemoFixture.snapshot().deployments()).isNotEmpty();
      }
    }
  }

  private static void asNobody(Runnable work) {
    try {
      FileUser.nobody(
          () -> {
            work.run();
            return work;
          });
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String rows(Scene scene) {
    return ((ListView<?>) scene.lookup("#config-list")).getItems().toString();
  }
}
