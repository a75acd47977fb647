package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.understory.test.kit.BusPerson;

/** A transaction as somebody on the bus has it before them. */
record Asked(BusPerson person, String path) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double PATIENCE = 15;

  static JsonNode tryToBegin(BusPerson person, String action, String work, boolean interactive) {
    String operation = "{\"action\":\"" + action + "\",\"work\":\"" + work + "\"}";
    return person.call(
        BusPerson.OBJECT, "Manager", "Begin", "ssb", "state", operation, interactive);
  }

  static Asked begin(BusPerson person, String action, String work, boolean interactive) {
    JsonNode answer = tryToBegin(person, action, work, interactive);
    assertThat(error(answer)).isEmpty();
    return new Asked(person, answer.get("body").get(0).asText());
  }

  /** The last part of the error's name, or nothing. */
  static String error(JsonNode answer) {
    return answer.get("error").isNull()
        ? ""
        : answer.get("error").asText().replaceFirst(".*\\.", "");
  }

  String call(String member) {
    return callBy(person, member);
  }

  String callBy(BusPerson other, String member) {
    return error(other.call(path, "Transaction", member, ""));
  }

  void start() {
    assertThat(call("Start")).isEmpty();
  }

  JsonNode property(String name) {
    return person
        .call(
            path,
            "org.freedesktop.DBus.Properties",
            "GetAll",
            "s",
            "org.understory.Helper1.Transaction")
        .get("body")
        .path(0)
        .path(name);
  }

  /** Waits for its end: {@code succeeded}, {@code cancelled}, or the name of the error. */
  String outcome() {
    return outcomeFor(person);
  }

  String outcomeFor(BusPerson watcher) {
    JsonNode signal = watcher.signal("Finished", PATIENCE);
    assertThat(signal.get("path")).as(signal::toString).isNotNull();
    assertThat(signal.get("path").asText()).isEqualTo(path);
    JsonNode line = json(signal.get("body").get(0).asText());
    assertThat(line.get("type").asText()).isEqualTo("finished");
    return line.path("outcome").asText().equals("failed")
        ? line.get("error").asText()
        : line.path("outcome").asText();
  }

  /** The lines of the next signal about how it goes. */
  List<JsonNode> events(double seconds) {
    JsonNode signal = person.signal("Event", seconds);
    while (signal.get("member").isTextual() && !signal.get("path").asText().equals(path)) {
      signal = person.signal("Event", seconds);
    }
    List<JsonNode> lines = new ArrayList<>();
    if (!signal.get("member").isNull()) {
      for (String line : signal.get("body").get(0).asText().split("\n", -1)) {
        lines.add(json(line));
      }
    }
    return lines;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
