package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.system.Deployment;
import org.understory.test.kit.FarVersions;
import org.understory.test.kit.Person;
import org.understory.test.kit.RepositoryServer;

/** Somebody looks for versions that only the server has, over HTTP, in a copy of the demo. */
final class ServerJourneyTest extends ServerFixture {
  /** Commits that are here. */
  private static final int HERE = 81;

  @TempDir private Path home;
  private Person person;

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void versions_that_are_not_here_are_found_read_and_searched_only_when_asked_for() {
    open();
    person.reads("#history-server", "Versions that only the server of demo has are not shown");
    assertThat(server.asked()).isEmpty();

    person.clickOn("#history-look");
    person.reads("#history-server", "2 versions are only on the server of demo");
    seesRows(HERE + 2);
    person.reads("#history-list", "On the server");
    person.reads("#details-title", FarVersions.NEWEST_SUBJECT);
    person.reads("#history-details .details-marks", "On the server");
    person.reads("#history-details", "Only on the server of demo");
    person.reads("#history-details", "demo demands no signature");
    person.reads("#history-details", "(prepared as one difference)");
    assertThat(server.asked()).noneMatch(path -> path.endsWith(".filez"));

    person.clickOn("#history-search");
    person.write(FarVersions.MIDDLE);
    person.reads("#history-found", "1 match");
    person.push(KeyCode.ENTER);
    person.reads("#history-found", "1 of 1");
    person.reads("#details-title", FarVersions.MIDDLE_SUBJECT);
    person.push(KeyCode.ESCAPE);

    person.clickOn("#details-browse");
    person.sees("#go-browse:selected");
    person.reads("#browse-commit", FarVersions.MIDDLE);
    person.reads("#browse-tree", "usr");
    person.clickOn("#browse-path");
    person.push(KeyCode.CONTROL, KeyCode.L);
    person.write(FarVersions.FILE).push(KeyCode.ENTER);
    person.reads(".preview", FarVersions.MIDDLE_TEXT);
    assertThat(server.asked()).anyMatch(path -> path.endsWith(".filez"));
  }

  @Test
  void one_of_them_is_compared_with_what_runs_told_in_a_report_and_deployed() {
    open();
    person.push(KeyCode.SHIFT, KeyCode.F5);
    person.reads("#details-title", FarVersions.NEWEST_SUBJECT);
    person.clickOn("#details-compare-running");
    person.sees("#go-compare:selected");
    person.reads("#compare-to", FarVersions.NEWEST);
    person.reads("#compare-count", "changes");
    person.reads("#compare-bytes", "to download");
    person.reads("#compare-bytes", "(prepared as one difference)");
    person.clickOn("#topic-packages");
    person.reads("#packages-count", "packages");
    person.clickOn("#topic-kernel");
    person.reads(".kernel-column", "6.");
    person.clickOn("#topic-files");
    person.clickOn("#compare-report");
    person.clickOn("#report-copy");
    person.reads(".notice", "report");
    assertThat(person.pastes()).contains(FarVersions.NEWEST);

    person.clickOn("#compare-from");
    person.write(FarVersions.MIDDLE).push(KeyCode.ENTER);
    person.reads("#compare-from", FarVersions.MIDDLE_SUBJECT);
    person.reads("#compare-tree", "list-" + FarVersions.NEWEST);

    person.clickOn("#go-history");
    person.clickOn("#details-deploy");
    person.sees("#sheet-proceed");
    person.clickOn("#sheet-proceed");
    person.sees("#toast");
    person.reads("#history-server", "1 version is only on the server of demo");
    assertThat(demo.snapshot().deployments().stream().map(Deployment::version))
        .contains(Optional.of(FarVersions.NEWEST));
    person.reads("#details-title", FarVersions.NEWEST_SUBJECT);
    person.awaits(
        "it to be here",
        () -> !person.words("#history-details .details-marks").contains("On the server"));
  }

  @Test
  void a_server_that_gives_nothing_is_told_about_and_can_be_asked_again() {
    server.breakWith(
        (path, content) -> {
          throw new RepositoryServer.Refusal(500);
        });
    open();
    person.clickOn("#history-look");
    person.reads("#history-server .notice", "The server of demo can’t be looked at now");
    person.reads("#history-server .notice", "Check the network");
    seesRows(HERE);
    person.sees("#history-look-again:focused");
    server.breakWith((path, content) -> content);
    person.push(KeyCode.SPACE);
    person.reads("#history-server", "2 versions");
    seesRows(HERE + 2);

    server.close();
    person.clickOn("#history-look-again");
    person.reads("#history-server .notice", "The server of demo can’t be looked at now");
    seesRows(HERE + 2);
    person.clickOn("#details-compare-running");
    person.sees(".topic-again");
    person.reads(".state-page", "Check the network");
  }

  @Test
  void looking_can_be_stopped_and_closing_the_window_stops_it() {
    CountDownLatch asked = new CountDownLatch(1);
    server.breakWith(
        (path, content) -> {
          asked.countDown();
          Thread.sleep(60_000);
          return content;
        });
    open();
    person.clickOn("#history-look");
    person.reads("#history-server", "Looking on the server of demo…");
    await(asked);
    person.sees("#history-look-stop:focused");
    person.push(KeyCode.SPACE);
    person.reads("#history-server", "was stopped");
    seesRows(HERE);
    person.push(KeyCode.SPACE);
    person.reads("#history-server", "Looking on the server of demo…");
    person.close();
    assertThat(person.isHere()).isFalse();
  }

  @Test
  void a_branch_that_only_the_server_has_is_looked_at_when_it_is_ticked() {
    open();
    person.clickOn("#history-look");
    person.reads("#history-tips", "On the server of demo");
    seesRows(HERE + 2);
    int before = server.asked().size();
    person.clickOn("#history-tips", FarVersions.OTHER_BRANCH);
    seesRows(HERE + 3);
    assertThat(server.asked()).hasSizeGreaterThan(before);
    person.reads("#details-title", FarVersions.NEWEST_SUBJECT);
    person.clickOn("#history-list", FarVersions.OTHER_SUBJECT);
    person.reads("#details-title", FarVersions.OTHER_SUBJECT);
    person.sees("#history-details .details-rebase");
    person.seesNo("#details-deploy");
  }

  @Test
  void a_server_without_anything_new_says_so() {
    demo.fetchFrom(far.old().toUri().toString());
    open();
    person.clickOn("#history-look");
    person.reads("#history-server", "The server of demo has no version that is not here");
    seesRows(HERE);
  }

  @Test
  void who_signed_a_version_is_told_and_what_is_not_signed_as_it_has_to_be_is_not_opened() {
    far.demandSignatures(demo);
    open();
    person.clickOn("#history-look");
    person.reads("#history-server", "2 versions");
    person.reads("#details-title", FarVersions.NEWEST_SUBJECT);
    person.reads("#history-details", "NOT signed as demo demands");
    person.reads("#history-details", "whose key is not trusted");
    person.reads("#history-list", "Not trusted");
    person.seesNo("#details-browse");
    person.seesNo("#details-deploy");
    person.clickOn("#history-list", FarVersions.MIDDLE_SUBJECT);
    person.reads("#history-details", "Signed as demo demands");
    person.reads("#history-details", "Signature of " + FarVersions.PUBLISHER);
    person.reads("#history-details", "is valid, made");
    person.sees("#details-browse");

    person.clickOn("#history-list", FarVersions.NEWEST_SUBJECT);
    person.reads("#details-title", FarVersions.NEWEST_SUBJECT);
    person.push(KeyCode.ENTER);
    person.sees("#go-browse:selected");
    person.reads(".state-page", "not signed as it has to be");
    assertThat(server.asked()).noneMatch(path -> path.endsWith(".filez"));

    person.clickOn("#go-history");
    person.clickOn("#history-list", FarVersions.MIDDLE_SUBJECT);
    person.clickOn("#details-deploy");
    person.clickOn("#sheet-proceed");
    person.reads("#history-server", "1 version is only on the server of demo");
    person.awaits(
        "it to be here",
        () -> !person.words("#history-details .details-marks").contains("On the server"));
    person.reads("#history-details", "Signature of " + FarVersions.PUBLISHER);
    person.reads("#history-details", "is valid, made");
  }

  private void open() {
    person = Person.at(demo.choice(), home, "screen=history", "frame=0,0,1000,1000,normal");
    seesRows(HERE);
    person.sees("#details-title");
  }

  private void seesRows(int number) {
    person.awaits(number + " rows", () -> person.count("#history-list") > 0 && rows() == number);
  }

  private int rows() {
    return ((ListView<?>) person.stage().getScene().lookup("#history-list")).getItems().size();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
