package org.understory.test.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.SystemChoice;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.Repository;
import org.understory.test.kit.Person;
import org.understory.test.kit.TestRepository;

/** Somebody looks into a repository in which objects are missing or damaged. */
final class DamageJourneyTest {
  @TempDir private Path home;
  private TestRepository repository;
  private Checksum first;
  private Checksum second;
  private Person person;

  @BeforeEach
  void make() throws IOException {
    repository = TestRepository.create(home.resolve("repo"), "bare-user");
    Path tree = home.resolve("tree");
    write(tree.resolve("etc/broken.conf"), "before");
    write(tree.resolve("etc/sound.conf"), "sound");
    write(tree.resolve("gone/file"), "inside");
    first = repository.commit("os/stable", tree, "--subject=The first release");
    write(tree.resolve("etc/broken.conf"), "after");
    second = repository.commit("os/stable", tree, "--subject=The second release");
  }

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void a_damaged_file_is_told_where_its_content_would_be() throws Exception {
    // In its place, so that the attributes stay.
    Files.writeString(file("/etc/broken.conf"), "something else");
    looksAt("browse", "os/stable");
    goesTo("/etc/broken.conf");
    person.reads(".preview", "This can’t be shown");
    person.reads(".preview", "is damaged");
    goesTo("/etc/sound.conf");
    person.reads(".lines-view", "sound");
  }

  @Test
  void a_missing_file_is_marked_and_the_others_stay_usable() throws Exception {
    Files.delete(file("/etc/broken.conf"));
    looksAt("browse", "os/stable");
    goesTo("/etc");
    person.reads("#browse-tree", "broken.conf");
    person.push(KeyCode.B);
    person.reads("#browse-tree .chip", "content missing");
    person.reads(".preview", "is missing here");
    goesTo("/etc/sound.conf");
    person.reads(".lines-view", "sound");
  }

  @Test
  void a_missing_folder_is_told_in_its_place() throws Exception {
    Files.delete(repository.object(folder("/gone"), "dirtree"));
    looksAt("browse", "os/stable");
    person.reads("#browse-tree", "gone");
    person.push(KeyCode.G);
    person.reads("#details-name", "gone");
    person.push(KeyCode.RIGHT);
    person.reads("#browse-tree", "is missing here");
    person.push(KeyCode.DOWN);
    person.push(KeyCode.HOME);
    person.reads("#details-name", "etc");
    person.push(KeyCode.RIGHT);
    person.reads("#browse-tree", "sound.conf");
  }

  @Test
  void a_missing_commit_cuts_the_history_and_a_comparison_with_it_says_so() throws Exception {
    Files.delete(repository.object(first, "commit"));
    looksAt("history", "");
    person.reads("#history-found", "1 commit");
    person.reads("#details-title", "The second release");
    person.clickOn("#details-compare-parent");
    person.reads(".state-page", "These two can’t be compared");
    person.reads(".state-page", first.hex());
  }

  @Test
  void a_damaged_commit_is_told_above_the_history_that_can_be_read() throws Exception {
    write(repository.object(first, "commit"), "not a commit");
    looksAt("history", "");
    person.reads(".history-unreadable", "One commit could not be read");
    person.reads(".history-unreadable", first.hex());
    person.reads("#details-title", "The second release");
  }

  private void looksAt(String screen, String revision) {
    person =
        Person.at(new SystemChoice.BareRepository(repository.path()), home, "screen=" + screen);
    if (!revision.isEmpty()) {
      person.reads("#browse-commit", revision);
      person.reads("#browse-tree", "etc");
    }
  }

  private void goesTo(String path) {
    person.push(KeyCode.CONTROL, KeyCode.L);
    person.sees("#path-field");
    person.write(path).push(KeyCode.ENTER);
  }

  private Path file(String path) throws StoreException {
    try (Repository open = repository.open()) {
      return repository.object(open.entry(second, path).checksum(), "file");
    }
  }

  private Checksum folder(String path) throws StoreException {
    try (Repository open = repository.open()) {
      return open.entry(second, path).checksum();
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.writeString(file, text);
  }
}
