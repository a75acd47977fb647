package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.SystemChoice;
import org.understory.test.kit.Person;
import org.understory.test.kit.RemoteLab;

/** Somebody goes back in a history of which only the newest version is here. */
final class OlderVersionsJourneyTest {
  private static final int ALL = 53;

  /** Those that are looked for at first, and the one that is here. */
  private static final int FIRST = 51;

  @TempDir private Path home;
  private RemoteLab lab;
  private Person person;

  @BeforeEach
  void publish() {
    lab = new RemoteLab(home);
    for (int i = 1; i <= ALL; i++) {
      lab.commit("os/stable", i, "usr/version=" + i);
    }
    lab.origin().ostree("summary", "--update");
    lab.here().ostree("pull", "far", "os/stable");
  }

  @AfterEach
  void close() {
    person.close();
    lab.close();
  }

  @Test
  void older_versions_are_fetched_in_parts_and_a_server_that_kept_no_more_ends_them() {
    SystemChoice here = new SystemChoice.BareRepository(lab.here().path());
    person = Person.at(here, home, "screen=history", "frame=0,0,1000,1000,normal");
    seesRows(1);
    int before = lab.server().asked().size();
    person.tabsTo("#history-look");
    assertThat(lab.server().asked()).hasSize(before);
    person.push(KeyCode.SPACE);
    person.reads("#history-server", "50 versions are only on the server of far");
    seesRows(FIRST);
    person.reads("#history-list", "On the server");

    person.clickOn("#history-older");
    person.reads("#history-server", "52 versions are only on the server of far");
    seesRows(ALL);
    person.seesNo("#history-older");
    long commits = lab.server().asked().stream().filter(it -> it.endsWith(".commit")).count();
    assertThat(commits).as("each version was asked for once, and one by the pull").isEqualTo(ALL);

    person.clickOn("#history-list .list-cell");
    person.push(KeyCode.END);
    person.reads("#history-details", "1.0");
    person.clickOn("#details-browse");
    person.reads("#browse-commit", "1.0");
    person.reads("#browse-tree", "usr");
  }

  private void seesRows(int number) {
    person.awaits(number + " rows", () -> person.count("#history-list") > 0 && rows() == number);
  }

  private int rows() {
    return ((ListView<?>) person.stage().getScene().lookup("#history-list")).getItems().size();
  }
}
