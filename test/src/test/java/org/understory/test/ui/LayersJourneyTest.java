package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.SystemChoice;
import org.understory.test.kit.LayerLab;
import org.understory.test.kit.Person;

/** Somebody who adds a package to a Debian on OSTree, from the window, and takes it away again. */
final class LayersJourneyTest {
  @TempDir Path home;

  @Test
  @EnabledIfSystemProperty(named = "understory.base", matches = ".+")
  void a_package_is_added_step_by_step_shown_and_taken_away() throws IOException {
    assumeTrue(LayerLab.possible(), "root and bubblewrap");
    Path folder = Files.createTempDirectory(Path.of("/dev/shm"), "layers");
    try (LayerLab lab = LayerLab.make(folder)) {
      lab.add("moss", "1.0", "Description: soft\n", Map.of("usr/bin/moss", "#!/bin/sh\n"), "");
      lab.publish();
      lab.commit("1.0", 1);
      lab.deploy();
      CountDownLatch gate = new CountDownLatch(1);
      lab.server()
          .breakWith(
              (path, content) -> {
                if (path.endsWith("moss.deb")) {
                  gate.await();
                }
                return content;
              });
      Person person =
          Person.at(
              new SystemChoice.Folder(lab.sysroot().folder()),
              home,
              ChangeFixture.settings("system"));
      try {
        person.clickOn("#layer-packages");
        write(person, "moss");
        person.clickOn("#sheet-proceed");
        person.reads("#sheet-title", "moss");
        person.clickOn("#sheet-proceed");
        person.reads(".progress-words", "Step 2 of 5: installing packages into it");
        gate.countDown();
        person.reads("#toast", "A deployment with moss is ready.");
        person.clickOn("#details-1");
        person.reads(".details", "Layered packages");
        person.reads(".details", "moss");

        person.clickOn("#layer-packages");
        person.clickOn("#layers-there", "moss");
        person.clickOn("#sheet-proceed");
        person.reads("#sheet-title", "moss");
        person.clickOn("#sheet-proceed");
        person.reads("#toast", "A deployment without moss is ready.");
        assertThat(lab.sysroot().ids()).hasSize(2);
      } finally {
        person.close();
      }
    }
  }

  private static void write(Person person, String names) {
    person.sees("#layers-names", TextField.class);
    person.clickOn("#layers-names");
    person.write(names);
  }
}
