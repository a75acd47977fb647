package org.understory.test.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.SystemChoice;
import org.understory.test.kit.Person;
import org.understory.test.kit.TestRepository;
import org.understory.test.kit.TestSysroot;

/** Somebody opens what is no system, an empty one, or one that breaks while it is looked at. */
final class OpeningJourneyTest {
  @TempDir private Path home;
  private Person person;

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void a_folder_that_holds_no_system_is_told_and_the_demo_is_one_click_away() throws IOException {
    Path folder = Files.createDirectory(home.resolve("photographs"));
    person = Person.atTheDemo(home, "system");
    person.willAnswer(Optional.of(folder));
    person.push(KeyCode.CONTROL, KeyCode.O);
    person.reads(".state-page", "There is no OSTree system in " + folder);
    person.reads("#header-title", "photographs");
    person.clickOn("#open-demo");
    person.reads("#header-title", "Demo system");
    person.sees("#next-boot-sentence");
  }

  @Test
  void a_folder_dialog_that_is_cancelled_changes_nothing() {
    person = Person.atTheDemo(home, "system");
    person.willAnswer(Optional.empty());
    person.clickOn("#main-menu");
    person.clickOn("Open folder…");
    person.reads("#header-title", "Demo system");
    person.sees("#next-boot-sentence");
  }

  @Test
  void a_repository_that_is_broken_is_told_and_opens_when_it_was_mended() throws IOException {
    Path folder = TestRepository.create(home.resolve("repo"), "bare-user").path();
    String sound = Files.readString(folder.resolve("config"));
    Files.writeString(folder.resolve("config"), "[core]\nrepo_version=7\nmode=bare-user\n");
    person = Person.at(new SystemChoice.BareRepository(folder), home);
    person.reads(".state-page", "This can’t be opened");
    person.reads(".state-page", folder.toString());
    Files.writeString(folder.resolve("config"), sound);
    person.clickOn("#open-again");
    person.reads(".state-page", "A repository has no deployments");
  }

  @Test
  void an_empty_repository_has_words_on_every_screen() {
    Path folder = TestRepository.create(home.resolve("repo"), "archive").path();
    person = Person.at(new SystemChoice.BareRepository(folder), home);
    person.reads(".state-page", "A repository has no deployments");
    person.clickOn("Open History");
    person.reads(".state-page", "No history yet");
    person.clickOn("#go-browse");
    person.reads(".state-page", "No commit chosen");
    person.clickOn("#go-compare");
    person.reads(".state-page", "Choose two commits");
  }

  @Test
  void a_system_without_deployments_leads_to_its_history() {
    TestSysroot sysroot = TestSysroot.create(home.resolve("sysroot"), "os");
    sysroot.commit("os/stable", "1.0", "kernel");
    person = Person.at(new SystemChoice.Folder(sysroot.folder()), home);
    person.reads(".state-page", "There are no deployments");
    person.clickOn("Open History");
    person.reads("#history-found", "1 commit");
  }

  @Test
  void a_system_that_cannot_be_read_again_stays_in_sight_under_a_banner() throws IOException {
    TestSysroot sysroot = TestSysroot.create(home.resolve("sysroot"), "os");
    sysroot.commit("os/stable", "1.0", "kernel");
    sysroot.admin("deploy", "--os=os", "os/stable");
    person = Person.at(new SystemChoice.Folder(sysroot.folder()), home);
    person.reads("#deployment-1", "1.0");
    Path heads = sysroot.repository().resolve("refs/heads");
    Path aside = Files.move(heads, heads.resolveSibling("aside"));
    Files.createFile(heads);
    person.push(KeyCode.F5);
    person.reads(".problem-banner", "It could not be read again");
    person.reads("#deployment-1", "1.0");
    Files.delete(heads);
    Files.move(aside, heads);
    person.clickOn(".problem-banner", "Try again");
    person.seesNo(".problem-banner .notice");
    person.reads("#deployment-1", "1.0");
  }
}
