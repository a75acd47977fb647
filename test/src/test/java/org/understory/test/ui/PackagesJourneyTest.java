package org.understory.test.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.SystemChoice;
import org.understory.test.kit.Person;
import org.understory.test.kit.RpmDatabase;
import org.understory.test.kit.TestRepository;

/** Somebody looks at which packages differ between versions whose databases rpm itself made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PackagesJourneyTest {
  private TestRepository repository;
  private Person person;

  @BeforeAll
  void make_versions(@TempDir Path folder) throws IOException {
    repository = TestRepository.create(folder.resolve("repo"), "bare-user");
    repository.commit("plain", Files.createDirectories(folder.resolve("plain")));
    for (String version : List.of("1.0-1", "1.1-1")) {
      Path tree = folder.resolve(version);
      RpmDatabase rpms = RpmDatabase.create(tree.resolve("usr/share/rpm"));
      String old = "* Mon Jan 05 2026 Ann <a@fern.example> - 1.0-1\n- Begin\n";
      String fresh = "* Wed Feb 04 2026 Ann <a@fern.example> - 1.1-1\n- Mend the hinge\n";
      String log = version.equals("1.0-1") ? old : fresh + old;
      Path work = folder.resolve("work");
      rpms.install(work, "tool", version, List.of("/usr/bin/tool", "/etc/tool.conf"), log);
      rpms.install(work, "other", version, List.of("/usr/bin/other"), "");
      rpms.install(work, "only" + version.charAt(2), "5-1", List.of("/usr/bin/only"), "");
      for (String file : List.of("usr/bin/tool", "usr/etc/tool.conf", "usr/bin/other")) {
        Files.createDirectories(tree.resolve(file).getParent());
        Files.writeString(tree.resolve(file), version);
      }
      repository.commit("rpm" + version.charAt(2), tree);
    }
  }

  @BeforeEach
  void open(@TempDir Path home) {
    SystemChoice choice = new SystemChoice.BareRepository(repository.path());
    person = Person.at(choice, home, "screen=compare");
    person.clickOn("#topic-packages");
    person.reads(".state-page", "Choose two commits");
    picks("#compare-from", "rpm0");
  }

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void packages_are_grouped_by_what_happens_to_them() {
    picks("#compare-to", "rpm1");
    person.reads("#packages-count", "4 packages");
    person.reads("#packages-table", "Upgraded");
    person.reads("#packages-table", "only1");
    person.awaits("three groups and four packages", () -> rows() == 7);
    person.clickOn("#packages-upgraded");
    person.awaits("two groups and two packages", () -> rows() == 4);
    person.clickOn("#packages-upgraded");
    person.push(KeyCode.CONTROL, KeyCode.F);
    person.write("tool");
    person.awaits("one package", () -> rows() == 2);
    person.write("zzz");
    person.reads(".state-page", "No package fits");
  }

  @Test
  void a_package_leads_to_its_changelog_and_to_its_files() {
    picks("#compare-to", "rpm1");
    person.push(KeyCode.CONTROL, KeyCode.F);
    person.write("tool");
    person.awaits("one package", () -> rows() == 2);
    person.tabsTo("#packages-table");
    person.push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.ENTER);
    person.reads("#package-title", "tool");
    person.reads("#package-versions", "1.0-1 → 1.1-1");
    person.reads("#package-body", "- Mend the hinge");
    person.clickOn("#package-files");
    person.sees("#topic-files:selected");
    person.reads("#compare-only", "Only the files of tool are listed.");
    person.clickOn("#compare-as-list");
    person.awaits("its two files", () -> files() == 2);
    person.clickOn("#compare-only-all");
    person.seesNo("#compare-only");
    person.awaits("all files", () -> files() > 2);
    person.clickOn("#topic-packages");
    person.sees("#package-title");
    person.clickOn("#package-close");
    person.seesNo("#package-title");
  }

  @Test
  void a_version_without_packages_says_so() {
    picks("#compare-to", "plain");
    person.reads(".state-page", "The newer version holds no list of packages.");
    picks("#compare-to", "rpm0");
    person.reads(".state-page", "Both sides hold the same packages");
  }

  private void picks(String side, String ref) {
    person.clickOn(side);
    person.sees("#choice-list");
    person.write(ref).push(KeyCode.ENTER);
    person.reads(side, ref);
  }

  /** To be called while drawing. */
  private int rows() {
    return table("#packages-table").getExpandedItemCount();
  }

  private int files() {
    return table("#compare-tree").getExpandedItemCount();
  }

  private TreeTableView<?> table(String id) {
    return (TreeTableView<?>) person.stage().getScene().lookup(id);
  }
}
