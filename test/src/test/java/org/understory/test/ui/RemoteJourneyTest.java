package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.system.Deployment;
import org.understory.test.kit.DemoCopy;
import org.understory.test.kit.Person;
import org.understory.test.kit.PublicKey;

/**
 * Somebody says where the demo system may download from, and whose signatures count. It plays a
 * system that runs, so that libostree writes this into its /etc.
 */
final class RemoteJourneyTest {
  private static final String KEY = PublicKey.FINGERPRINT.substring(24);

  private final DemoCopy demo = DemoCopy.make();
  private Person person;
  @TempDir private Path home;

  @AfterEach
  void close() {
    person.close();
    demo.close();
  }

  @Test
  void one_is_added_with_the_keyboard_given_a_key_and_removed_and_is_back_with_its_key()
      throws IOException {
    at("remotes");
    person.reads("#remote-of-demo", "Signatures not checked");
    person.tabsTo("#remote-add");
    person.push(KeyCode.SPACE);
    person.sees("#remote-name:focused");
    person.write("fern");
    person.push(KeyCode.TAB);
    person.write("https://fern.example/repo");
    person.push(KeyCode.ENTER);
    person.reads("#plan-sheet", "takes only what is signed by a key that you trust");
    person.reads("#plan-sheet", "Until one is imported nothing can be fetched");
    person.push(KeyCode.ENTER);
    person.reads("#toast", "The remote fern is added.");
    person.reads("#remote-of-fern", "No key yet");
    assertThat(file("fern")).content().contains("url=https://fern.example/repo");

    person.willAnswer(Optional.of(Files.writeString(home.resolve("fern.asc"), PublicKey.FERN)));
    person.clickOn("#remote-key-of-fern");
    person.reads("#plan-sheet", "8099 5D5A 2F76 DB5A C211 A3CD AA7E BDF8 04C0 F168");
    person.reads("#plan-facts", "Can’t be undone");
    person.clickOn("#sheet-proceed");
    person.reads("#toast", "The key is trusted for fern.");
    person.reads("#remote-of-fern", "Signatures checked");
    person.reads("#remote-of-fern", KEY + "  Fern OS <keys@fern.example>");

    person.clickOn("#remote-remove-fern");
    person.reads("#plan-facts", "Can be undone");
    person.clickOn("#sheet-proceed");
    person.reads("#toast", "The remote fern is removed.");
    person.seesNo("#remote-of-fern");
    assertThat(file("fern")).doesNotExist();
    assertThat(keyring("fern")).doesNotExist();
    person.clickOn("#toast-undo");
    person.reads("#remote-of-fern", KEY);
    assertThat(file("fern")).exists();
    assertThat(keyring("fern")).exists();
  }

  @Test
  void what_can_not_be_is_said_below_the_field_before_anything_is_asked() throws IOException {
    at("remotes");
    person.clickOn("#remote-add");
    person.sees("#sheet-proceed:disabled");
    person.write("demo");
    person.reads("#remote-name-hint", "There is a remote of this name already.");
    person.write(" 2");
    person.reads("#remote-name-hint", "Use letters, digits");
    person.push(KeyCode.CONTROL, KeyCode.A);
    person.write("other");
    person.clickOn("#remote-url");
    person.write("fern.example");
    person.reads("#remote-url-hint", "Begin with https://");
    person.push(KeyCode.CONTROL, KeyCode.A);
    person.write("http://fern.example/");
    person.seesNo("#sheet-proceed:disabled");

    person.willAnswer(Optional.of(Files.writeString(home.resolve("none"), "no key")));
    person.clickOn("#remote-key");
    person.reads("#remote-key-hint", "This is no OpenPGP public key");
    person.sees("#sheet-proceed:disabled");
    person.clickOn("#remote-key-drop");
    person.seesNo("#sheet-proceed:disabled");
    person.willAnswer(Optional.of(Files.writeString(home.resolve("key"), PublicKey.FERN)));
    person.clickOn("#remote-key");
    person.reads("#remote-key-hint", "8099 5D5A 2F76");

    person.clickOn("#remote-verify");
    person.reads("#remote-verify-hint", "can replace your system");
    person.clickOn("#sheet-proceed");
    person.reads(".notice.danger", "not encrypted");
    person.clickOn("#sheet-back");
    person.reads("#remote-url", "http://fern.example/");
    person.push(KeyCode.ESCAPE);
    person.seesNo("#remote-sheet");
    assertThat(file("other")).doesNotExist();
  }

  @Test
  void the_one_that_is_followed_is_not_removed_by_the_enter_key() {
    at("remotes");
    person.clickOn("#remote-remove-demo");
    person.reads(".notice.danger", "Deployments follow this remote (");
    person.sees("#sheet-cancel:focused");
    person.push(KeyCode.ENTER);
    person.seesNo("#plan-sheet");
    person.sees("#remote-of-demo");
  }

  @Test
  void one_moves_to_another_branch_from_the_list_of_branches() {
    at("history");
    person.rightClickOn("fern/x86_64/testing");
    person.clickOn(".context-menu", "Move to this branch…");
    person.reads("#sheet-title", "Move to demo:fern/x86_64/testing");
    person.push(KeyCode.ESCAPE);
    person.seesNo("#plan-sheet");
    person.rightClickOn("fern/x86_64/stable");
    person.sees(".context-menu");
    assertThat(person.words(".context-menu")).doesNotContain("Move to this branch…");
    person.push(KeyCode.ESCAPE);
  }

  @Test
  void unlocking_says_what_ends_it() {
    at("system");
    Deployment running = demo.snapshot().booted().orElseThrow();
    person.clickOn("#more-" + (running.index() + 1));
    person.clickOn(".context-menu", "Allow changes to /usr until the next start…");
    person.reads("#plan-sheet", "The next start takes all of that away");
    person.reads(".plan-then", version(running));
    person.push(KeyCode.ESCAPE);
    person.seesNo("#plan-sheet");
  }

  private void at(String screen) {
    person = Person.at(demo.choice(), home, "screen=" + screen, "frame=0,0,1000,1000,normal");
  }

  private static String version(Deployment deployment) {
    return deployment.version().orElseThrow();
  }

  private Path file(String remote) {
    Deployment running = demo.snapshot().booted().orElseThrow();
    return demo.sysroot()
        .resolve("ostree/deploy/" + running.stateroot() + "/deploy")
        .resolve(running.checksum().hex() + "." + running.serial())
        .resolve("etc/ostree/remotes.d/" + remote + ".conf");
  }

  private Path keyring(String remote) {
    return demo.sysroot().resolve("ostree/repo/" + remote + ".trustedkeys.gpg");
  }
}
