package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.test.kit.BusPerson;
import org.understory.test.kit.LibraryFront;
import org.understory.test.kit.SystemLab;

/**
 * Why the helper does not use dbus-java: what one message of any user does to a service made with
 * it. When this fails, the library has got better, and the decision can be looked at again.
 */
final class LibraryDangersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"DBUS_DAEMON, handle, 0", "DBUS_BROKER, handle, 0", "DBUS_BROKER, field, 77"})
  void one_message_makes_it_deaf_for_good(SystemLab.Kind kind, String message, long code)
      throws IOException {
    assumeTrue(SystemLab.possible());
    try (SystemLab lab = SystemLab.start(kind, folder);
        BusPerson bad = lab.person("bob");
        BusPerson good = lab.person("hal")) {
      Process front = front(lab);
      try {
        bad.connect();
        good.connect();
        assertThat(ask(good, "org.understory.Helper1.Manager")).isEqualTo("");
        assertThat(ask(good, "org.freedesktop.DBus.Peer")).as("whatever the interface").isEmpty();
        bad.run("hostile", Map.of("kind", message, "code", code, "wait", 0.2));
        assertThat(ask(good, "org.understory.Helper1.Manager")).isEqualTo("none");
        assertThat(front.isAlive()).as("it owns the name and hears nobody").isTrue();
      } finally {
        front.destroyForcibly().onExit().join();
      }
    }
  }

  /** The error of the answer, {@code none} when there is no answer in half a second. */
  private static String ask(BusPerson person, String part) {
    JsonNode answer =
        person.run(
            "call",
            Map.of(
                "dest",
                "org.understory.Helper1",
                "path",
                BusPerson.OBJECT,
                "interface",
                part,
                "member",
                "GetState",
                "wait",
                0.5));
    return Asked.error(answer);
  }

  private static Process front(SystemLab lab) throws IOException {
    List<String> command = new ArrayList<>(lab.inside("understory"));
    command.addAll(SystemLab.java(Path.of("/"), List.of(), LibraryFront.class));
    Process front = new ProcessBuilder(command).redirectError(lab.log()).start();
    assertThat(front.inputReader().readLine()).as(lab::said).isEqualTo("ready");
    return front;
  }
}
