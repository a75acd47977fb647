package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.SystemChoice;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.Person;
import org.understory.test.kit.RepositoryServer;
import org.understory.test.kit.TestSysroot;

/**
 * Somebody searches for what broke among versions of which only the first is here. Nothing runs, so
 * that what starts next stands for what runs.
 */
final class FarSearchJourneyTest {
  private static final int VERSIONS = 8;
  private static final String LIST = "#history-list";

  @TempDir private Path home;
  private Path folder = Path.of("");
  private final List<String> commits = new ArrayList<>();
  private TestSysroot sysroot = TestSysroot.of(folder);
  private RepositoryServer server;
  private Person person;

  @BeforeEach
  void publish() throws IOException {
    folder = Files.createTempDirectory(Path.of("/dev/shm"), "far");
    TestSysroot publisher = TestSysroot.of(folder.resolve("publisher"));
    Files.createDirectories(publisher.repository());
    Command.run("ostree", "init", "--repo=" + publisher.repository(), "--mode=archive");
    commits.add(publisher.commit("stable", "1.0", "kernel"));
    server = RepositoryServer.serve(publisher.repository());
    sysroot = TestSysroot.create(folder.resolve("sysroot"), "os");
    String here = "--repo=" + sysroot.repository();
    Command.run("ostree", "remote", "add", here, "--no-gpg-verify", "far", server.url());
    Command.run("ostree", "pull", here, "far", "stable");
    sysroot.admin("deploy", "--os=os", "--karg=root=LABEL=x", "far:stable");
    for (int i = 1; i < VERSIONS; i++) {
      commits.add(publisher.commit("stable", "1." + i, "kernel"));
    }
    Command.run("ostree", "summary", "--repo=" + publisher.repository(), "--update");
    // The terminal of the same person.
    for (String shared : List.of("state", "cache")) {
      Path there = home.resolve(shared.equals("state") ? ".local/state" : ".cache");
      Files.createSymbolicLink(
          Files.createDirectories(there).resolve("understory"), home.resolve(shared));
    }
  }

  @AfterEach
  void close() {
    person.close();
    server.close();
    Command.run("rm", "-rf", folder.toString());
  }

  @Test
  void it_begins_where_the_server_has_shown_them_and_names_them_after_a_restart()
      throws IOException {
    open();
    look();
    say("1.1", "This one works");
    say("1.7", "This one is broken");
    person.reads("#bisect-headline", "Try 1.4 next");
    person.clickOn("#sheet-proceed");
    person.reads("#sheet-title", "Deploy 1.4");
    person.reads("#plan-sheet", "it is downloaded first");
    person.reads("#plan-sheet .mark-new .boot-name", "1.4");
    person.clickOn("#sheet-proceed");
    person.reads("#bisect-banner", "Does 1.4 work?");
    assertThat(sysroot.ids().getFirst()).isEqualTo("os-" + commits.get(4) + ".0");

    person.close();
    long asked = objects();
    open();
    person.clickOn("#bisect-bad-banner");
    person.reads("#bisect-headline", "Try 1.2 next");
    person.reads("#bisect-sheet", "1.1 works");
    person.clickOn("#sheet-proceed");
    person.reads("#sheet-title", "Deploy 1.2");
    person.clickOn("#sheet-cancel");

    assertThat(terminal("bisect")).contains("Works: 1.1 (").contains("Try next: 1.2 (");
    assertThat(terminal("deploy", commits.get(2), "--dry-run")).contains("Deploy 1.2");
    // A plan asks how large the download is, but not for what was seen.
    assertThat(objects()).as("what was seen is known").isEqualTo(asked);
  }

  private long objects() {
    return server.asked().stream().filter(each -> each.contains("/objects/")).count();
  }

  @Test
  void two_that_are_compared_begin_it_once_somebody_says_which_one_works() {
    open();
    look();
    person.clickOn("#go-compare");
    pick("#compare-from", "1.1");
    person.seesNo("#bisect-question");
    pick("#compare-to", "1.7");
    person.reads("#compare-count", "change");

    person.tabsTo("#compare-bisect");
    person.push(KeyCode.SPACE);
    person.reads("#bisect-question", "Which of the two works?");
    person.push(KeyCode.ESCAPE);
    person.seesNo("#bisect-question");

    menu();
    person.clickOn("#bisect-newer");
    person.reads("#bisect-banner", "is no later version of");
    person.clickOn("#bisect-settle");

    menu();
    person.sees("#bisect-older:focused");
    person.push(KeyCode.ENTER);
    person.reads("#bisect-headline", "Try 1.4 next");
    person.push(KeyCode.ESCAPE);
    person.sees("#compare-bisect:disabled");
    // With a search going on the menu leads to its guide.
    person.clickOn("#main-menu");
    person.clickOn("Find what broke…");
    person.reads("#bisect-headline", "Try 1.4 next");
  }

  private void menu() {
    person.clickOn("#main-menu");
    person.clickOn("Find what broke…");
    person.sees("#bisect-question");
  }

  private void pick(String picker, String version) {
    person.clickOn(picker);
    person.write(version).push(KeyCode.ENTER);
    person.reads(picker, version);
  }

  private void open() {
    SystemChoice choice = new SystemChoice.Folder(sysroot.folder());
    person = Person.at(choice, home, "screen=history", "frame=0,0,1000,900,normal");
  }

  private void look() {
    person.clickOn("#history-look");
    person.reads("#history-server", "7 versions are only on the server of far");
  }

  /** Right-clicks the row of this version, and says how it is. */
  private void say(String version, String verdict) {
    person.clickOn(LIST, version);
    person.rightClickOn(LIST + " .list-cell:selected");
    person.clickOn(".context-menu", verdict);
  }

  private String terminal(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add("--sysroot=" + sysroot.folder());
    CommandRun run =
        CommandRun.of(home, CommandRun.SCRIPT, Locale.ENGLISH, arguments.toArray(new String[0]));
    assertThat(run.status()).as(run.errors()).isZero();
    return run.text();
  }
}
