package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.understory.test.kit.BusPerson;
import org.understory.test.kit.HelperLab;
import org.understory.test.kit.SystemLab;

/** What the front writes into a real journal, read by journalctl. */
final class AuditJournalTest extends HelperFixture {
  private static final String REQUESTED = "MESSAGE_ID=96e4a212f8c74cd7924a028a5cdf3bb0";
  private static final String DECIDED = "MESSAGE_ID=bbe1e8367d124d8d8497c5ab70753651";
  private static final String FINISHED = "MESSAGE_ID=9ec07748b94d43ae92d300cea1211297";
  private static final String REFUSED = "MESSAGE_ID=1b9dfbe5549e4958bc27119374fd91a7";
  private static final long PATIENCE = 20_000_000_000L;
  private static final String PIN = "{\"action\":\"org.understory.pin\",\"work\":\"quick\"}";

  AuditJournalTest() {
    super(SystemLab.Kind.DBUS_BROKER, new HelperLab.Patience(0, 1000, 0));
  }

  @Test
  void nothing_that_a_caller_writes_makes_an_entry_or_a_field() {
    String state =
        "x\nUNDERSTORY_UID=0\n\nMESSAGE=forged\n_UID=0\r\0\u001b[2J\u2028\u202e\ud83d\ude00é";
    try (BusPerson bob = person("bob")) {
      JsonNode answer =
          bob.call(
              BusPerson.OBJECT, "Manager", "Begin", "ssb", state.replace("\0", ""), PIN, false);
      assertThat(Asked.error(answer)).isEmpty();
      Asked asked = new Asked(bob, answer.get("body").get(0).asText());
      asked.start();
      assertThat(asked.outcome()).isEqualTo("NotAuthorized");
    }
    assertThat(helper.lab().journal("MESSAGE=forged")).isEmpty();
    JsonNode entry = one(REQUESTED, "UNDERSTORY_UID=61002");
    assertThat(entry.path("UNDERSTORY_STATE_BEFORE").asText())
        .startsWith("x\\nUNDERSTORY_UID=0\\n\\nMESSAGE=forged\\n_UID=0\\r\\x1b[2J")
        .endsWith("\ud83d\ude00é");
    assertThat(entry.path("_UID").asText()).isEqualTo("61000");
    assertThat(entry.path("MESSAGE").asText()).startsWith("requested transaction=");
    assertThat(one(DECIDED, "UNDERSTORY_UID=61002").path("UNDERSTORY_DECISION").asText())
        .isEqualTo("DENIED");
    assertThat(one(FINISHED, "UNDERSTORY_UID=61002").path("UNDERSTORY_RESULT").asText())
        .isEqualTo("{\"type\":\"finished\",\"outcome\":\"failed\",\"error\":\"NotAuthorized\"}");
  }

  @Test
  void what_is_refused_is_written_down_and_can_not_fill_the_journal() {
    try (BusPerson hal = person("hal")) {
      for (int i = 0; i < 40; i++) {
        JsonNode answer =
            hal.call(BusPerson.OBJECT, "Manager", "Begin", "ssb", "state", "{\"no\": 1}", false);
        assertThat(Asked.error(answer)).endsWith("InvalidArgument");
      }
    }
    List<JsonNode> refused = all(REFUSED, "UNDERSTORY_METHOD=Begin");
    assertThat(refused).hasSizeBetween(20, 39);
    JsonNode first = refused.getFirst();
    assertThat(first.path("UNDERSTORY_UID").asText()).isEqualTo("61005");
    assertThat(first.path("UNDERSTORY_ERROR").asText()).isEqualTo("INVALID_ARGUMENT");
    assertThat(first.path("MESSAGE").asText()).startsWith("refused uid=");
  }

  @Test
  void each_of_many_requests_is_written_down_in_order() {
    // Two calls each, of the 60 that one caller has in a second.
    int count = 25;
    List<String> paths = new ArrayList<>();
    try (BusPerson fay = person("fay")) {
      for (int i = 0; i < count; i++) {
        Asked asked = Asked.begin(fay, "org.understory.prune", "quick", false);
        asked.start();
        assertThat(asked.outcome()).isEqualTo("succeeded");
        paths.add(asked.path().replaceFirst(".*/", ""));
      }
    }
    for (String kind : List.of(REQUESTED, DECIDED, FINISHED)) {
      assertThat(all(kind, "UNDERSTORY_ACTION=org.understory.prune"))
          .extracting(entry -> entry.path("UNDERSTORY_TRANSACTION").asText())
          .isEqualTo(paths);
    }
  }

  /** As after an update of the journal, or where there is none. */
  @Test
  void without_a_journal_it_is_a_line_and_nothing_waits() throws Exception {
    Path socket = helper.lab().path("/run/systemd/journal/socket");
    Path aside = socket.resolveSibling("aside");
    all(FINISHED);
    Files.move(socket, aside);
    try (BusPerson root = person("root")) {
      Asked asked = Asked.begin(root, "org.understory.upgrade", "quick", false);
      asked.start();
      assertThat(asked.outcome()).isEqualTo("succeeded");
      // Entries are written behind the answers.
      long end = System.nanoTime() + PATIENCE;
      while (!helper.lab().said().contains("finished transaction=")) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.onSpinWait();
      }
    } finally {
      Files.move(aside, socket);
    }
    try (BusPerson root = person("root")) {
      Asked asked = Asked.begin(root, "org.understory.rebase", "quick", false);
      asked.start();
      assertThat(asked.outcome()).isEqualTo("succeeded");
    }
    // What comes after it in the journal comes after it in the queue.
    one(FINISHED, "UNDERSTORY_ACTION=org.understory.rebase");
    assertThat(helper.lab().journal("UNDERSTORY_ACTION=org.understory.upgrade")).isEmpty();
    assertThat(helper.lab().said())
        .containsOnlyOnce("requested transaction=")
        .containsPattern("finished transaction=[0-9a-f]{32} action=org.understory.upgrade uid=0 ");
  }

  private JsonNode one(String... matches) {
    List<JsonNode> all = all(matches);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  /** Once what was last asked for is written down: entries are written behind the answers. */
  private List<JsonNode> all(String... matches) {
    try (BusPerson root = person("root")) {
      Asked last = Asked.begin(root, "org.understory.verify", "quick", false);
      last.start();
      assertThat(last.outcome()).isEqualTo("succeeded");
      String id = last.path().replaceFirst(".*/", "");
      long end = System.nanoTime() + PATIENCE;
      while (helper.lab().journal(FINISHED, "UNDERSTORY_TRANSACTION=" + id).isEmpty()) {
        assertThat(System.nanoTime()).isLessThan(end);
      }
    }
    return helper.lab().journal(matches);
  }
}
