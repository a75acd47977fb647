package org.understory.test.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Somebody on a system bus who can say anything, down to the bytes; a process of its own. */
public final class BusPerson implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HELPER = "org.understory.Helper1";

  /** Where the helper is. */
  public static final String OBJECT = "/org/understory/Helper1";

  private final Process process;
  private final BufferedReader answers;
  private final Writer commands;

  BusPerson(Process process) {
    this.process = process;
    answers = process.inputReader(StandardCharsets.UTF_8);
    commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Does what {@code person.py} calls by this name. */
  public JsonNode run(String name, Map<String, ?> arguments) {
    try {
      ObjectNode command = JSON.valueToTree(arguments);
      command.put("do", name);
      commands.write(JSON.writeValueAsString(command) + "\n");
      commands.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new AssertionError("ended at " + command);
      }
      JsonNode answer = JSON.readTree(line);
      if (answer.has("failure")) {
        throw new AssertionError(command + ": " + answer.get("failure"));
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects to the bus and gives the name that it got there. */
  public String connect() {
    return run("open", Map.of()).get("name").textValue();
  }

  /** Calls a method of the helper. */
  public JsonNode call(
      String path, String part, String member, String signature, Object... values) {
    return run(
        "call",
        Map.of(
            "dest",
            HELPER,
            "path",
            path,
            "interface",
            part.startsWith("org.") ? part : HELPER + "." + part,
            "member",
            member,
            "sig",
            signature,
            "args",
            List.of(values)));
  }

  /** Sends one of the hostile messages and gives what came back. */
  public JsonNode hostile(String kind, long code) {
    return run("hostile", Map.of("kind", kind, "code", code, "wait", 1));
  }

  /** The next signal of this member. */
  public JsonNode signal(String member, double seconds) {
    return run("signal", Map.of("member", member, "wait", seconds));
  }

  /** Process id, start time and user id. */
  List<String> identity() {
    JsonNode me = run("me", Map.of());
    return List.of(me.get("pid").asText(), me.get("start").asText(), me.get("uid").asText());
  }

  /** Dies, as with {@code kill -9}. */
  public void die() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    die();
  }
}
