package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.understory.model.system.Deployment;
import org.understory.test.kit.DemoCopy;
import org.understory.test.kit.RepositoryServer;
import org.understory.test.kit.SysrootLock;

/** What comes in the way of a change in the window, and keeping the system in order. */
final class UpkeepJourneyTest extends ChangeFixture {
  /** Files that a slow server sends, for a download that lasts until somebody stops it. */
  private static final int MANY = 150;

  @Test
  void a_download_is_stopped_and_then_made_whole() throws IOException {
    DemoCopy demo = copy();
    Path many = Files.createDirectories(home.resolve("new/usr/share/many"));
    for (int i = 0; i < MANY; i++) {
      Files.writeString(many.resolve("file" + i), "content " + i);
    }
    Path published = demo.publish(home.resolve("published"), "41.20260615.0", home.resolve("new"));
    CountDownLatch gate = new CountDownLatch(1);
    try (RepositoryServer server = RepositoryServer.serve(published)) {
      server.breakWith(
          (path, content) -> {
            // libostree looks whether it is to stop whenever something has arrived.
            if (path.endsWith(".filez")) {
              gate.await(200, TimeUnit.MILLISECONDS);
            }
            return content;
          });
      demo.fetchFrom(server.url());
      at(demo, "system");
      person.clickOn("#check-for-updates");
      person.reads("#sheet-title", "Upgrade to 41.20260615.0");
      person.clickOn("#sheet-proceed");
      person.reads(".progress-words", "Downloading");
      person.clickOn(".progress-cancel");
      person.reads("#toast", "Stopped. Nothing has changed.");
      assertThat(ids(demo)).isEqualTo(system.deployments().stream().map(Deployment::id).toList());

      gate.countDown();
      person.clickOn("#check-for-updates");
      person.clickOn("#sheet-proceed");
      person.reads("#toast", "41.20260615.0 is ready. It takes effect after a restart.");
      assertThat(waiting(demo).version()).contains("41.20260615.0");
      person.clickOn("#check-for-updates");
      person.reads("#toast", "newest");
    }
  }

  @Test
  void while_another_program_changes_the_system_one_is_told_and_tries_again() {
    DemoCopy demo = changing("system");
    try (SysrootLock lock = SysrootLock.hold(demo.sysroot())) {
      person.reads("#busy-banner", "Somebody else is changing this system");
      person.reads("#busy-banner", "“python3” (process " + lock.holder() + ")");
      choose(rollback, "Pin…");
      person.clickOn("#sheet-proceed");
      person.reads("#change-trouble", "Not done: Pin " + version(rollback));
      person.reads("#change-trouble", "Another program is changing");
    }
    person.seesNo("#busy-banner .notice");
    person.clickOn("#trouble-again");
    person.sees("#plan-sheet");
    person.seesNo("#change-trouble .notice");
    person.clickOn("#sheet-proceed");
    person.reads("#toast", "is pinned");
  }

  @Test
  void what_can_not_be_taken_back_now_can_be_once_nobody_is_in_the_way() {
    DemoCopy demo = changing("system");
    choose(rollback, "Pin…");
    person.clickOn("#sheet-proceed");
    person.reads("#toast", "is pinned");
    try (SysrootLock _ = SysrootLock.hold(demo.sysroot())) {
      person.clickOn("#toast-undo");
      person.reads("#change-trouble", "The last change could not be undone");
      person.reads("#change-trouble", "Another program is changing");
    }
    assertThat(now(demo, rollback).pinned()).isTrue();
    person.clickOn("#trouble-again");
    person.reads("#toast", "The last change is undone.");
    assertThat(now(demo, rollback).pinned()).isFalse();
  }

  @Test
  void a_file_that_is_lost_is_found_and_fetched_again() throws IOException {
    DemoCopy demo = changing("system");
    Path lost = demo.object("/usr/lib/os-release");
    byte[] content = Files.readAllBytes(lost);
    Files.delete(lost);
    menu("Verify every object");
    person.reads("#report-sheet", "1 damaged");
    person.reads(".report-line", lost.getFileName().toString().substring(0, 60));
    person.clickOn("#sheet-proceed");
    person.reads("#plan-sheet", "fetched again");
    person.clickOn("#sheet-proceed");
    person.reads("#toast", "0 damaged, 1 repaired");
    assertThat(lost).hasBinaryContent(content);
    menu("Verify every object");
    person.reads("#toast", "all of them are sound");
  }

  @Test
  void what_nothing_needs_is_counted_and_removed() {
    DemoCopy demo = changing("system");
    menu("Clean up…");
    person.reads("#plan-facts", "Nothing is freed on the disk");
    person.clickOn("#sheet-cancel");
    demo.forgetBranch("demo:fern/x86_64/testing");
    menu("Clean up…");
    person.reads("#plan-facts", "are freed on the disk");
    String size = person.words("#plan-facts").replaceAll("(?s).*?([0-9.]+.[kM]B).*", "$1");
    person.clickOn("#sheet-proceed");
    person.reads("#toast", size);
    assertThat(ids(demo)).isEqualTo(system.deployments().stream().map(Deployment::id).toList());
  }

  private void menu(String item) {
    person.clickOn("#main-menu");
    person.clickOn(".context-menu", item);
  }
}
