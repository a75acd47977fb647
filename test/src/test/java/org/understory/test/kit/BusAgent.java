package org.understory.test.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Answers the questions of polkit for somebody, as a desktop's agent would. */
public final class BusAgent implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader told;

  BusAgent(Process process) throws IOException {
    this.process = process;
    told = process.inputReader(StandardCharsets.UTF_8);
    String said = told.readLine();
    if (!"registered".equals(said)) {
      throw new AssertionError("agent: " + said);
    }
  }

  /** What happened next to it: the action, message and details of a prompt, or a cancellation. */
  public JsonNode next() {
    try {
      return JSON.readTree(told.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
