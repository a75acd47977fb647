package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.test.kit.BusPerson;
import org.understory.test.kit.HelperLab;
import org.understory.test.kit.SystemLab;

/** A helper that nobody needs is not there. */
final class IdleTest {
  @TempDir Path folder;

  @Test
  void it_ends_when_nobody_calls_but_not_while_it_works() throws InterruptedException {
    assumeTrue(SystemLab.possible());
    try (HelperLab helper =
            new HelperLab(
                SystemLab.Kind.DBUS_BROKER, folder, new HelperLab.Patience(400, 300, 0), false);
        BusPerson fay = helper.lab().person("fay")) {
      fay.connect();
      Asked asked = Asked.begin(fay, "org.understory.upgrade", "steps", false);
      asked.start();
      assertThat(asked.outcome()).as("takes longer than it may be idle").isEqualTo("succeeded");
      JsonNode state = fay.call(BusPerson.OBJECT, "Manager", "GetState", "");
      assertThat(Asked.error(state)).as("and so does this").isEmpty();
      assertThat(helper.front().waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(helper.front().exitValue()).as(helper.lab()::said).isZero();
      assertThat(helper.isThere()).isFalse();
    }
  }

  @Test
  void it_ends_at_once_when_the_bus_does() throws InterruptedException {
    assumeTrue(SystemLab.possible());
    HelperLab helper =
        new HelperLab(SystemLab.Kind.DBUS_DAEMON, folder, HelperLab.Patience.INSTALLED, false);
    helper.lab().close();
    assertThat(helper.front().waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(helper.front().exitValue()).isEqualTo(70);
    helper.close();
  }

  @Test
  void it_ends_when_it_does_not_hear_itself_any_more() throws InterruptedException {
    assumeTrue(SystemLab.possible());
    try (HelperLab helper =
            new HelperLab(
                SystemLab.Kind.DBUS_DAEMON, folder, new HelperLab.Patience(0, 0, 500), false);
        BusPerson bob = helper.lab().person("bob")) {
      bob.connect();
      JsonNode answer = Asked.tryToBegin(bob, "org.understory.upgrade", "stuck", false);
      assertThat(Asked.error(answer)).as("of the bus").isEqualTo("NoReply");
      assertThat(helper.front().waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(helper.front().exitValue()).isEqualTo(70);
    }
  }
}
