package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.SystemChoice;
import org.understory.model.system.Deployment;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.DemoCopy;
import org.understory.test.kit.Person;
import org.understory.test.kit.TestSysroot;

/** Somebody searches from the window for the version in which something broke. */
final class BisectJourneyTest {
  private static final int VERSIONS = 10;
  private static final String LIST = "#history-list";

  @TempDir private Path home;
  private Path folder = Path.of("");
  private Optional<DemoCopy> demo = Optional.empty();
  private Person person;

  @AfterEach
  void close() {
    person.close();
    demo.ifPresent(DemoCopy::close);
    if (!folder.toString().isEmpty()) {
      Command.run("rm", "-rf", folder.toString());
    }
  }

  /** Nothing runs from it, so that what starts next stands for what runs. */
  private TestSysroot sysroot() throws IOException {
    folder = Files.createTempDirectory(Path.of("/dev/shm"), "bisect");
    TestSysroot sysroot = TestSysroot.create(folder.resolve("sysroot"), "os");
    List<String> versions = new ArrayList<>();
    for (int i = 0; i < VERSIONS; i++) {
      versions.add(sysroot.commit("stable", "1." + i, "kernel"));
      String repo = "--repo=" + sysroot.repository();
      Command.run("ostree", "refs", repo, "--create=keep/" + i, versions.getLast());
    }
    sysroot.admin("deploy", "--os=os", "--karg=root=LABEL=x", "stable");
    // The terminal of the same person.
    Path shared = Files.createDirectories(home.resolve(".local/state")).resolve("understory");
    Files.createSymbolicLink(shared, home.resolve("state"));
    person =
        Person.at(
            new SystemChoice.Folder(sysroot.folder()),
            home,
            "screen=history",
            "frame=0,0,1000,900,normal");
    return sysroot;
  }

  @Test
  void versions_are_tried_one_after_the_other_until_the_first_broken_one_is_left()
      throws IOException {
    TestSysroot sysroot = sysroot();
    say("1.0", "This one works");
    person.reads("#bisect-banner", "1.0 works. Now right-click a later version");
    say("1.9", "This one is broken");
    person.reads("#bisect-headline", "Try 1.4 next");
    person.reads("#bisect-sheet", "8 versions are left, of which at most 4 have to be tried.");
    int tries = 0;
    while (person.words("#bisect-headline").startsWith("Try ")) {
      String version = person.words("#bisect-headline").replaceAll("[^0-9.]", "");
      person.clickOn("#sheet-proceed");
      person.reads("#plan-sheet", version);
      person.clickOn("#sheet-proceed");
      person.reads("#bisect-banner", "Does " + version + " work?");
      assertThat(sysroot.ids().getFirst()).startsWith("os-");
      boolean works = version.compareTo("1.6") < 0;
      person.clickOn(works ? "#bisect-good-banner" : "#bisect-bad-banner");
      person.sees("#bisect-sheet");
      person.awaits(
          "the next", () -> !person.words("#bisect-headline").contains(version + " next"));
      tries++;
    }
    assertThat(tries).isLessThanOrEqualTo(4);
    person.reads("#bisect-headline", "1.6 is the first version that is broken");
    person.reads("#bisect-sheet", "1.5, the one before it, still works.");
    assertThat(terminal(sysroot)).startsWith("1.6 (").contains("is the first version");

    person.clickOn("#sheet-proceed");
    person.sees("#go-compare:selected");
    person.reads("#compare-from", "1.5");
    person.reads("#compare-to", "1.6");

    person.clickOn("#bisect-open");
    person.clickOn("#bisect-end");
    person.reads("#bisect-ending", "When the search began, 1.9 ran");
    person.clickOn("#bisect-end-back");
    person.reads("#sheet-title", "1.9");
    person.clickOn("#sheet-proceed");
    person.seesNo("#bisect-banner");
    person.reads("#toast", "1.9");
  }

  @Test
  void an_answer_is_taken_back_and_what_the_terminal_says_is_followed() throws IOException {
    TestSysroot sysroot = sysroot();
    say("1.2", "This one works");
    say("1.6", "This one is broken");
    person.reads("#bisect-headline", "Try 1.4 next");
    person.clickOn("#bisect-bad-sheet");
    person.reads("#bisect-headline", "Try 1.3 next");
    person.reads("#bisect-sheet", "1.4 is broken");
    person.clickOn("#bisect-undo");
    person.reads("#bisect-headline", "Try 1.4 next");
    person.clickOn("#bisect-skip-sheet");
    person.reads("#bisect-sheet", "Could not be tried: 1.4");
    person.push(KeyCode.ESCAPE);
    person.seesNo("#bisect-sheet");

    CommandRun.of(home, "bisect", "good", "keep/5", "--sysroot=" + sysroot.folder());
    person.push(KeyCode.F5);
    person.reads("#bisect-banner", "1.6 is the first version that is broken");
  }

  @Test
  void two_that_do_not_follow_each_other_are_refused_with_words() throws IOException {
    sysroot();
    say("1.2", "This one is broken");
    say("1.6", "This one works");
    person.reads("#bisect-banner", "is no later version of");
    person.clickOn("#bisect-settle");
    person.reads("#bisect-banner", "1.2 is broken. Now right-click an earlier version");
    person.clickOn("#bisect-dismiss");
    person.seesNo("#bisect-banner");
  }

  /** Of the one that runs it is asked at once, and a staged one waits for the restart. */
  @Test
  void on_a_system_that_runs_it_asks_of_what_runs_and_waits_for_a_restart() {
    DemoCopy copy = DemoCopy.make();
    demo = Optional.of(copy);
    Deployment running = copy.snapshot().booted().orElseThrow();
    String version = running.version().orElseThrow();
    List<String> stable = stable(copy);
    person = Person.at(copy.choice(), home, "screen=system", "frame=0,0,1000,900,normal");
    person.clickOn("#main-menu");
    person.clickOn("Find what broke…");
    person.reads("#bisect-banner", "Right-click a version in the list that works");
    find(stable.get(9), "This one works");
    find(stable.getFirst(), "This one is broken");

    person.reads("#bisect-headline", "Does " + version + " work?");
    person.reads("#bisect-sheet", "It runs now.");
    person.clickOn("#bisect-bad-sheet");
    person.reads("#bisect-sheet", version + " is broken");
    person.reads("#bisect-headline", "Try ");
    String next = person.words("#bisect-headline").replaceAll("^Try | next$", "");
    person.clickOn("#sheet-proceed");
    person.reads("#sheet-title", "Deploy " + next);
    person.clickOn("#sheet-proceed");
    person.reads("#bisect-banner", "Restart to try " + next);
    assertThat(copy.snapshot().nextBoot().orElseThrow().version()).contains(next);

    // To somebody who ends it the way back is offered, and not forced upon.
    person.clickOn("#bisect-open");
    person.reads("#bisect-sheet", "Do you know already?");
    person.clickOn("#bisect-end");
    person.reads("#bisect-ending", "When the search began, " + version + " ran");
    person.clickOn("#bisect-back");
    person.reads("#bisect-headline", "Restart to try " + next);
    person.clickOn("#bisect-end");
    person.clickOn("#bisect-end-back");
    person.reads("#sheet-title", version);
    person.clickOn("#sheet-cancel");
    person.seesNo("#plan-sheet");
    person.seesNo("#bisect-banner");
    assertThat(copy.snapshot().nextBoot().orElseThrow().version()).contains(next);
  }

  /** The newest first. */
  private static List<String> stable(DemoCopy copy) {
    String repo = "--repo=" + copy.sysroot().resolve("ostree/repo");
    return Command.run("ostree", "log", repo, "demo:fern/x86_64/stable")
        .lines()
        .filter(line -> line.startsWith("commit "))
        .map(line -> line.substring(7))
        .toList();
  }

  /** Searches for a commit, and says how it is. */
  private void find(String commit, String verdict) {
    person.clickOn("#history-search");
    person.push(KeyCode.CONTROL, KeyCode.A);
    person.write(commit.substring(0, 10));
    person.awaits("one", () -> person.words("#history-found").matches("1 match|1 of 1"));
    person.push(KeyCode.ENTER);
    person.reads("#history-details .checksum", commit.replaceAll("(.{8})(?=.)", "$1 "));
    person.rightClickOn("#history-list .list-cell:selected");
    person.clickOn(".context-menu", verdict);
  }

  /** Right-clicks the row of this version, and says how it is. */
  private void say(String version, String verdict) {
    person.clickOn(LIST, version);
    person.rightClickOn(LIST + " .list-cell:selected");
    person.clickOn(".context-menu", verdict);
  }

  private String terminal(TestSysroot sysroot) {
    CommandRun run =
        CommandRun.of(
            home, CommandRun.SCRIPT, Locale.ENGLISH, "bisect", "--sysroot=" + sysroot.folder());
    assertThat(run.status()).as(run.errors()).isZero();
    return run.text();
  }
}
