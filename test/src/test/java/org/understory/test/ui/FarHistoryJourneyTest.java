package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javafx.scene.control.ListView;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.SystemChoice;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Person;
import org.understory.test.kit.RemoteLab;
import org.understory.test.kit.RepositoryServer;

/** Somebody looks on the servers of a repository: on several, and for more than a few files. */
final class FarHistoryJourneyTest {
  /** More files than a server is asked about one by one. */
  private static final int MANY = 320;

  @TempDir private Path home;
  private RemoteLab lab;
  private Person person;

  @BeforeEach
  void serve() {
    lab = new RemoteLab(home);
    lab.commit("os/stable", 1, "usr/version=1");
    lab.commit("os/testing", 2, "usr/version=2");
    lab.origin().ostree("summary", "--update");
    lab.here().ostree("pull", "far", "os/stable");
  }

  @AfterEach
  void close() {
    person.close();
    lab.close();
  }

  @Test
  void of_two_servers_one_that_gives_nothing_takes_nothing_from_the_other() {
    try (RepositoryServer second = RepositoryServer.serve(lab.origin().path())) {
      lab.here().ostree("remote", "add", "--no-gpg-verify", "near", second.url());
      lab.here().ostree("pull", "near", "os/testing");
      lab.commit("os/stable", 3, "usr/version=3");
      lab.commit("os/testing", 4, "usr/version=4");
      lab.origin().ostree("summary", "--update");
      second.breakWith(
          (path, content) -> {
            throw new RepositoryServer.Refusal(500);
          });
      open();
      seesRows(2);
      person.reads("#history-server", "Versions that only a server has are not shown");
      lookAt("far");
      person.reads("#history-server", "1 version is only on the server of far");
      person.reads("#history-details", "3.0");
      seesRows(3);

      lookAt("near");
      person.reads("#history-server .notice", "The server of near can’t be looked at now");
      seesRows(3);
      person.reads("#history-list", "On the server");
      person.clickOn("#details-browse");
      person.reads("#browse-commit", "3.0");

      person.clickOn("#go-history");
      second.breakWith((path, content) -> content);
      person.clickOn("#history-look-again");
      person.reads("#history-server", "1 version is only on the server of near");
      person.reads("#history-details", "4.0");
      seesRows(3);
    }
  }

  @Test
  void of_very_many_files_the_answer_does_not_wait_until_a_server_has_said_how_large_each_is() {
    String[] files =
        IntStream.rangeClosed(0, MANY)
            .mapToObj(i -> i == MANY ? "usr/version=3" : "usr/many/" + i + "=" + i)
            .toArray(String[]::new);
    lab.commit("os/stable", 3, files);
    files[0] += " changed";
    files[1] += " changed";
    lab.commit("os/stable", 4, files);
    lab.origin().ostree("summary", "--update");
    open();
    person.push(KeyCode.SHIFT, KeyCode.F5);
    person.reads("#history-details", "4.0");
    int before = lab.server().asked().size();
    person.clickOn("#details-compare-parent");
    person.reads("#compare-count", "2 changes");
    person.reads("#compare-bytes", "+16 bytes");
    person.reads("#compare-bytes", "3 files to download");
    assertThat(columns()).contains("Before", "After", "Difference");
    assertThat(lab.server().asked().stream().skip(before)).anyMatch(it -> it.endsWith(".filez"));

    CountDownLatch answered = new CountDownLatch(1);
    lab.server()
        .breakWith(
            (path, content) -> {
              if (path.endsWith(".filez")) {
                answered.await();
              }
              return content;
            });
    person.clickOn("#compare-from");
    person.write("1.0").push(KeyCode.ENTER);
    // The folder that they are in is one as well.
    person.reads("#compare-count", MANY + 2 + " changes");
    person.reads("#compare-bytes", MANY + " files to download");
    assertThat(columns()).doesNotContain("Before", "After", "Difference");
    person.reads("#compare-tree", "many");
    answered.countDown();
  }

  private Iterable<String> columns() {
    return FxHarness.call(
        () ->
            ((TreeTableView<?>) person.stage().getScene().lookup("#compare-tree"))
                .getColumns().stream()
                    .filter(TreeTableColumn::isVisible)
                    .map(TreeTableColumn::getText)
                    .toList());
  }

  private void lookAt(String remote) {
    person.clickOn("#history-look");
    person.clickOn(".context-menu", "Server of " + remote);
  }

  private void open() {
    SystemChoice here = new SystemChoice.BareRepository(lab.here().path());
    person = Person.at(here, home, "screen=history", "frame=0,0,1000,1000,normal");
    person.sees("#details-title");
  }

  private void seesRows(int number) {
    person.awaits(number + " rows", () -> person.count("#history-list") > 0 && rows() == number);
  }

  private int rows() {
    return ((ListView<?>) person.stage().getScene().lookup("#history-list")).getItems().size();
  }
}
