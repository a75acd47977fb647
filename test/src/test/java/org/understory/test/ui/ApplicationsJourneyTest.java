package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.SystemChoice;
import org.understory.model.history.Checksum;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.FlatpakLab;
import org.understory.test.kit.Person;

/** Somebody looks after what Flatpak has installed; the real one carries it out. */
final class ApplicationsJourneyTest {
  @TempDir private Path home;
  private Person person;
  private FlatpakLab lab;

  @AfterEach
  void close() {
    person.close();
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void one_is_found_taken_back_to_an_older_version_held_there_and_all_is_undone() {
    lab = FlatpakLab.publish(home);
    lab.install("--user");
    person = atTheScreen();
    person.reads("#application-name", "Notes");
    person.reads("#application-facts", "3.0");
    person.reads("#application-permissions", "May read and change your home folder");
    person.push(KeyCode.CONTROL, KeyCode.F);
    person.write("no such");
    person.reads("#applications-list", "Nothing here is named so");
    person.push(KeyCode.ESCAPE);
    person.reads("#application-name", "Notes");

    person.clickOn("#application-ask");
    String oldest = lab.versions().getFirst().brief();
    person.clickOn("#version-look-" + oldest);
    person.reads("#version-difference", "May no longer read and change your home folder");
    person.reads("#version-difference", "/files/bin/notes");
    person.clickOn("#version-go-to");
    person.reads("#application-plan", "Take Notes to version " + oldest);
    person.reads("#application-plan", "It then stays at this version");
    person.push(KeyCode.ENTER);
    person.reads("#application-told", "Notes is at version " + oldest);
    person.sees("#application-is-held");
    person.reads("#application-facts", "1.0");
    assertThat(active()).isEqualTo(oldest);
    assertThat(masks()).isEqualTo(FlatpakLab.REF);

    person.clickOn("#application-undo");
    person.reads("#application-plan", "Now may read and change your home folder");
    person.clickOn("#application-proceed");
    person.seesNo("#application-is-held");
    person.reads("#application-facts", "3.0");
    assertThat(active()).isEqualTo(lab.versions().getLast().brief());
    assertThat(masks()).isEmpty();
  }

  @Test
  void an_update_that_is_not_needed_or_not_possible_is_said_and_changes_nothing() {
    lab = FlatpakLab.publish(home);
    lab.install("--user");
    person = atTheScreen();
    person.clickOn("#application-update");
    person.reads("#application-refused", "There is nothing newer");
    person.push(KeyCode.ESCAPE);
    person.seesNo("#application-refused");

    person.clickOn("#application-hold");
    person.clickOn("#application-proceed");
    person.reads("#application-told", "Notes stays at its version.");
    person.sees("#application-is-held");
    person.clickOn("#application-update");
    person.reads("#application-refused", "Release it first");
    person.push(KeyCode.ESCAPE);
    person.clickOn("#application-release");
    person.clickOn("#application-proceed");
    person.reads("#application-told", "is updated again from now on");
    assertThat(masks()).isEmpty();

    lab.server().close();
    person.clickOn("#application-update");
    person.reads("#application-refused", "can’t be reached");
    person.push(KeyCode.ESCAPE);
    person.clickOn("#application-ask");
    person.reads("#application-versions", "can’t be reached");
  }

  @Test
  void all_are_updated_at_once_and_taken_back_at_once_until_somebody_stops_that()
      throws InterruptedException {
    lab = FlatpakLab.publish(home);
    lab.install("--user");
    Checksum first = lab.publish("org.fern.Maps", "Maps", "地图", 1, "sockets=wayland;");
    lab.flatpak("install", "--user", "-y", "fern", "org.fern.Maps");
    String before = active("org.fern.Maps");
    lab.publish("org.fern.Maps", "Maps", "地图", 2, "shared=network;");
    lab.publish("runtime=org.fern.Platform/x86_64/1", "filesystems=host;");
    person = atTheScreen();
    person.clickOn("#applications-update-all");
    person.reads("#applications-plan", "Update 2 applications and runtimes");
    person.reads("#applications-plan", "Now may use the network");
    person.reads("#applications-plan", "to download");
    person.clickOn("#applications-proceed");
    person.reads("#applications-ended", "All of it is done");
    person.push(KeyCode.ESCAPE);
    assertThat(active("org.fern.Maps")).isNotEqualTo(before);
    person.clickOn("#applications-update-all");
    person.reads("#applications-newest", "has its newest version");
    person.push(KeyCode.ESCAPE);

    person.clickOn("#go-activity");
    person.reads("#activity-view", "Done: Maps, Notes.");
    person.clickOn(".activity-undo");
    person.reads("#applications-plan", "Take back the change of 2 applications and runtimes");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    String maps = first.hex().substring(2);
    lab.server()
        .breakWith(
            (path, content) -> {
              if (path.contains(maps)) {
                begun.countDown();
                never.await();
              }
              return content;
            });
    person.clickOn("#applications-proceed");
    begun.await();
    person.reads("#applications-running", "Done");
    person.clickOn("#applications-stop");
    person.reads("#applications-ended", "1 of 2 are done");
    person.reads("#applications-ended", "Left as it was");
    never.countDown();
    assertThat(active("org.fern.Maps")).isNotEqualTo(before);
    assertThat(active(FlatpakLab.ID)).isEqualTo(lab.versions().get(2).brief());
  }

  @Test
  void where_nothing_is_installed_it_says_so() {
    person = Person.atTheDemo(home, "system");
    person.push(KeyCode.CONTROL, KeyCode.DIGIT8);
    person.sees("#go-applications:selected");
    person.reads("#applications-view", "No applications");
  }

  /** High enough for all of one. */
  private Person atTheScreen() {
    return Person.at(
        new SystemChoice.Demo(DemoFixture.folder()),
        home,
        "screen=applications",
        "frame=0,0,1000,1000,normal");
  }

  private String active() {
    return active(FlatpakLab.ID);
  }

  private String active(String id) {
    return lab.flatpak("info", "--user", "--show-commit", id).strip().substring(0, 10);
  }

  private String masks() {
    return lab.flatpak("mask", "--user").strip();
  }
}
