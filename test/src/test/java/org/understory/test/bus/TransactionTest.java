package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.understory.test.kit.BusPerson;
import org.understory.test.kit.Command;
import org.understory.test.kit.HelperLab;
import org.understory.test.kit.SystemLab;

/** What becomes of a transaction, whatever happens to those who have to do with it. */
final class TransactionTest extends HelperFixture {
  private static final String UPGRADE = "org.understory.upgrade";

  TransactionTest() {
    super(SystemLab.Kind.DBUS_DAEMON, new HelperLab.Patience(0, 700, 0));
  }

  private static Asked started(BusPerson person, String work) {
    Asked asked = Asked.begin(person, UPGRADE, work, false);
    asked.start();
    return asked;
  }

  private static JsonNode phase(Asked asked) {
    while (true) {
      for (JsonNode line : asked.events(10)) {
        if (line.get("type").asText().equals("phase")) {
          return line;
        }
      }
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static boolean isGone(Asked asked, BusPerson looker) {
    return looker
        .call(asked.path(), "org.freedesktop.DBus.Peer", "Ping", "")
        .path("error")
        .asText()
        .endsWith("UnknownObject");
  }

  @Test
  void nothing_happens_before_the_start_and_what_is_not_started_is_dropped() {
    try (BusPerson fay = person("fay")) {
      Asked asked = Asked.begin(fay, UPGRADE, "quick", false);
      assertThat(asked.path()).matches("/org/understory/Helper1/txn/[0-9a-f]{32}");
      assertThat(asked.property("State").asText()).isEqualTo("new");
      await(() -> isGone(asked, fay));
      assertThat(fay.signal("Finished", 0).get("member").isNull()).isTrue();
    }
  }

  @Test
  void it_is_dropped_when_who_began_it_leaves_before_the_start() {
    try (BusPerson fay = person("fay");
        BusPerson bob = person("bob")) {
      Asked asked = Asked.begin(fay, UPGRADE, "quick", false);
      assertThat(asked.callBy(bob, "Watch")).isEmpty();
      fay.die();
      assertThat(asked.outcomeFor(bob)).isEqualTo("cancelled");
    }
  }

  @Test
  void it_is_started_once_tells_how_it_goes_and_stays_for_a_while_after_its_end() {
    try (BusPerson fay = person("fay")) {
      Asked asked = started(fay, "steps");
      assertThat(asked.call("Start")).isEqualTo("InvalidState");
      assertThat(asked.events(5).getFirst().get("type").asText()).isEqualTo("authorizing");
      JsonNode phase = phase(asked);
      assertThat(phase.get("phase").asText()).isEqualTo("steps");
      assertThat(phase.get("uid").asInt()).as("the worker is root").isZero();
      assertThat(asked.property("Phase").asText()).isEqualTo("steps");
      assertThat(asked.property("OwnerUid").asInt()).isEqualTo(61003);
      assertThat(asked.property("Action").asText()).isEqualTo(UPGRADE);
      assertThat(asked.outcome()).isEqualTo("succeeded");
      assertThat(asked.call("Start")).isEqualTo("InvalidState");
      assertThat(asked.call("Cancel")).isEqualTo("InvalidState");
      assertThat(asked.property("State").asText()).isEqualTo("done");
      assertThat(asked.property("Outcome").asText()).contains("succeeded");
      await(() -> isGone(asked, fay));
    }
  }

  @Test
  void what_a_worker_says_comes_at_most_five_times_a_second_and_no_note_is_lost() {
    try (BusPerson fay = person("fay");
        BusPerson bob = person("bob")) {
      long start = System.nanoTime();
      Asked asked = started(fay, "busy");
      assertThat(asked.outcome()).isEqualTo("succeeded");
      double seconds = (System.nanoTime() - start) / 1e9;
      List<JsonNode> lines = new ArrayList<>();
      int signals = 0;
      for (List<JsonNode> more = asked.events(0); !more.isEmpty(); more = asked.events(0)) {
        lines.addAll(more);
        signals++;
      }
      assertThat(signals).isLessThanOrEqualTo((int) (seconds * 5) + 4);
      assertThat(lines.stream().filter(line -> line.get("type").asText().equals("note")))
          .hasSize(10);
      assertThat(bob.signal("Event", 0).get("member").isNull()).as("for others").isTrue();
    }
  }

  @Test
  void the_same_request_of_the_same_user_is_the_same_transaction() {
    try (BusPerson fay = person("fay");
        BusPerson again = person("fay");
        BusPerson root = person("root")) {
      Asked asked = started(fay, "steps");
      phase(asked);
      Asked joined = Asked.begin(again, UPGRADE, "steps", false);
      assertThat(joined.path()).isEqualTo(asked.path());
      assertThat(Asked.error(Asked.tryToBegin(root, UPGRADE, "steps", false))).isEqualTo("Busy");
      assertThat(Asked.error(Asked.tryToBegin(again, UPGRADE, "quick", false))).isEqualTo("Busy");
      assertThat(asked.outcome()).isEqualTo("succeeded");
      assertThat(joined.outcome()).isEqualTo("succeeded");
      assertThat(Asked.begin(again, UPGRADE, "steps", false).path()).isNotEqualTo(asked.path());
    }
  }

  @Test
  void one_is_done_at_a_time() {
    try (BusPerson fay = person("fay");
        BusPerson root = person("root")) {
      Asked first = Asked.begin(fay, UPGRADE, "hang", false);
      Asked second = Asked.begin(root, UPGRADE, "quick", false);
      first.start();
      phase(first);
      assertThat(second.call("Start")).isEqualTo("Busy");
      assertThat(
              root.call(
                      BusPerson.OBJECT,
                      "org.freedesktop.DBus.Properties",
                      "Get",
                      "ss",
                      "org.understory.Helper1.Manager",
                      "ActiveTransaction")
                  .get("body")
                  .get(0)
                  .asText())
          .isEqualTo(first.path());
      assertThat(first.call("Cancel")).isEmpty();
      assertThat(first.outcome()).isEqualTo("cancelled");
    }
  }

  @Test
  void it_goes_on_when_who_started_it_dies() {
    try (BusPerson fay = person("fay");
        BusPerson bob = person("bob")) {
      Asked asked = started(fay, "steps");
      assertThat(asked.callBy(bob, "Watch")).isEmpty();
      phase(asked);
      fay.die();
      assertThat(asked.outcomeFor(bob)).isEqualTo("succeeded");
    }
  }

  @Test
  void past_the_point_of_no_return_it_cant_be_stopped() {
    try (BusPerson fay = person("fay")) {
      Asked asked = started(fay, "commit");
      await(() -> asked.property("State").asText().equals("committing"));
      assertThat(asked.call("Cancel")).isEqualTo("NotCancellable");
      assertThat(asked.outcome()).isEqualTo("succeeded");
    }
  }

  @Test
  void a_worker_that_dies_or_says_nothing_is_told_as_such() {
    try (BusPerson fay = person("fay")) {
      assertThat(started(fay, "crash").outcome()).isEqualTo("WorkerCrashed");
      assertThat(started(fay, "mute").outcome()).isEqualTo("WorkerCrashed");
      Asked asked = started(fay, "hang");
      Command.run("kill", "-9", phase(asked).get("pid").asText());
      assertThat(asked.outcome()).isEqualTo("WorkerCrashed");
      assertThat(started(fay, "quick").outcome()).isEqualTo("succeeded");
    }
  }

  @Test
  void what_is_not_a_request_is_refused() {
    try (BusPerson fay = person("fay")) {
      for (String odd : List.of("", "{", "[]", "{\"action\":\"x\"}", "x".repeat(65_000))) {
        JsonNode answer = begin(fay, "state", odd);
        assertThat(Asked.error(answer)).isEqualTo("InvalidArgument");
        assertThat(answer.get("body").get(0).asText()).as("nothing from inside").isEmpty();
      }
      assertThat(Asked.error(begin(fay, "x".repeat(300), "{}"))).isEqualTo("InvalidArgument");
      assertThat(Asked.error(begin(fay, "", "x".repeat(70_000)))).isEqualTo("InvalidArgument");
      assertThat(Asked.error(begin(fay, "", "x".repeat(90_000)))).isEqualTo("LimitsExceeded");
    }
  }

  private static JsonNode begin(BusPerson person, String state, String operation) {
    return person.call(BusPerson.OBJECT, "Manager", "Begin", "ssb", state, operation, false);
  }

  @Test
  void only_the_right_interface_on_the_right_object_is_answered() {
    try (BusPerson fay = person("fay")) {
      Asked asked = Asked.begin(fay, UPGRADE, "quick", false);
      for (String part : List.of("org.freedesktop.DBus.Peer", "Manager")) {
        assertThat(Asked.error(fay.call(asked.path(), part, "Start", "")))
            .isEqualTo("UnknownMethod");
      }
      assertThat(Asked.error(fay.call(asked.path(), "Manager", "GetState", "")))
          .isEqualTo("UnknownMethod");
      assertThat(Asked.error(fay.call(BusPerson.OBJECT, "Transaction", "Start", "")))
          .isEqualTo("UnknownMethod");
      assertThat(Asked.error(fay.call("/x", "Manager", "GetState", ""))).isEqualTo("UnknownObject");
      assertThat(Asked.error(fay.call(BusPerson.OBJECT, "Manager", "GetState", "s", "x")))
          .isEqualTo("UnknownMethod");
      assertThat(asked.property("State").asText()).isEqualTo("new");
    }
  }

  @Test
  void when_the_front_is_killed_the_worker_goes_on_and_the_next_front_knows_how_it_ended()
      throws IOException {
    Path outcome = helper.lab().path("/var/lib/understory/outcome.json");
    try (BusPerson fay = person("fay")) {
      Files.deleteIfExists(outcome);
      phase(started(fay, "outlive"));
      helper.front().destroyForcibly().onExit().join();
      assertThat(outcome).doesNotExist();
      helper.startAnother();
      await(() -> Files.exists(outcome));
      assertThat(
              fay.call(
                      BusPerson.OBJECT,
                      "org.freedesktop.DBus.Properties",
                      "GetAll",
                      "s",
                      "org.understory.Helper1.Manager")
                  .get("body")
                  .get(0)
                  .get("LastOutcome")
                  .asText())
          .contains("succeeded");
    }
  }
}
