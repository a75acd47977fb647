package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.test.kit.Command;
import org.understory.test.kit.SystemLab;
import org.understory.test.kit.WholeLab;

/** The terminal program of ordinary users on a running system. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WholeProgramTest {
  private static final List<String> CHINESE = List.of("-Duser.language=zh", "-Duser.country=CN");

  private WholeLab lab;

  @BeforeAll
  void start() {
    assumeTrue(SystemLab.possible());
    lab = new WholeLab(SystemLab.Kind.DBUS_BROKER, false);
  }

  @AfterAll
  void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  @Order(1)
  void it_shows_the_system_that_runs() {
    Command.Result shown = lab.program("bob", "", List.of(), "status");
    assertThat(shown.status()).as(shown.errors()).isZero();
    assertThat(shown.errors()).isEmpty();
    assertThat(shown.text()).contains(lab.running().substring(5, 15), "running", "starts next");
    Command.Result started = lab.program("root", "", List.of(), "activity");
    assertThat(started.status()).as(started.errors()).isZero();
    assertThat(started.text()).contains("Started 1", "Running since then");
    Command.Result closed = lab.program("bob", "", List.of(), "activity");
    assertThat(closed.status()).as(closed.errors()).isZero();
    assertThat(closed.text()).isEqualTo("Nothing has been changed yet.");
    assertThat(closed.errors()).contains("may not read the system’s journal");
    Command.Result json = lab.program("bob", "", List.of(), "activity", "--json");
    assertThat(json.text()).contains("\"activities\":[]", "\"code\":\"journal-closed\"");
  }

  @ParameterizedTest
  @Order(2)
  @CsvSource({
    "'', Nobody could ask you for a password, 没有程序可以向您询问密码",
    "wrong, You are not allowed to do this, 您无权执行此操作",
    "dismissed, The question for the password was closed, 密码询问已关闭"
  })
  void without_a_yes_nothing_changes(String agent, String english, String chinese) {
    SystemSnapshot before = lab.snapshot();
    for (String command : List.of("pin", "set-default")) {
      Command.Result refused =
          lab.program("bob", agent, List.of(), command, lab.running(), "--yes");
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.errors()).startsWith("understory: " + english);
    }
    Command.Result refused = lab.program("bob", agent, CHINESE, "pin", lab.running(), "--yes");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.errors()).contains(chinese);
    assertThat(lab.snapshot()).isEqualTo(before);
  }

  @Test
  @Order(3)
  void with_a_yes_it_is_done_and_written_down() {
    done("bob", "pin", lab.running());
    assertThat(deployment(lab.running()).pinned()).isTrue();
    done("ada", "unpin", lab.running());
    assertThat(deployment(lab.running()).pinned()).isFalse();
    Command.Result none = lab.program("bob", "right", List.of(), "rollback", "--yes");
    assertThat(none.errors()).startsWith("understory: There is no version before the running one");
    done("bob", "set-default", lab.running(), "--yes");
    assertThat(lab.snapshot().deployments().getFirst().id()).isEqualTo(lab.running());
    done("ada", "rollback", "--yes");
    assertThat(lab.snapshot().deployments().getFirst().id()).isEqualTo(lab.other());
    done("fay", "upgrade", "--yes");
    assertThat(lab.snapshot().deployments().getFirst().staged()).isTrue();
    Command.Result activity = lab.program("hal", "", List.of(), "activity");
    assertThat(activity.status()).as(activity.errors()).isZero();
    assertThat(activity.text().lines().map(line -> line.split(" {2,}")[1]))
        .containsExactly("fay", "ada", "bob", "ada", "bob");
  }

  /** Contents never leave the helper; names and kinds of change do once a password was given. */
  @Test
  @Order(4)
  void what_the_user_may_not_read_is_asked_for() throws IOException {
    String folder = lab.running().substring("main-".length());
    Path etc = lab.sysroot().folder().resolve("ostree/deploy/main/deploy/" + folder + "/etc");
    lab.sysroot().write(etc.resolve("closed/a-name"), "a-content");
    Files.setAttribute(etc.resolve("closed"), "unix:mode", 0700);
    String[] look = {"diff", "booted", lab.newest(), "--etc"};
    Command.Result closed = lab.program("bob", "", List.of(), look);
    assertThat(closed.text()).contains("unreadable /etc/closed").doesNotContain("a-name");
    String[] ask = {"diff", "booted", lab.newest(), "--etc", "--ask"};
    Command.Result refused = lab.program("bob", "wrong", List.of(), ask);
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.errors()).contains("You are not allowed to do this");
    Command.Result told = lab.program("bob", "right", List.of(), ask);
    assertThat(told.status()).as(told.errors()).isZero();
    assertThat(told.text())
        .contains("kept /etc/closed/a-name")
        .doesNotContain("unreadable", "a-content");
  }

  private String done(String user, String... arguments) {
    Command.Result result =
        lab.program(user, user.equals("fay") ? "" : "right", List.of(), arguments);
    assertThat(result.status()).as(result.errors() + lab.helper().lab().said()).isZero();
    return result.text();
  }

  private Deployment deployment(String id) {
    return lab.snapshot().deployments().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
