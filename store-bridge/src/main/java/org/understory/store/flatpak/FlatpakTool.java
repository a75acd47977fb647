package org.understory.store.flatpak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.FlatpakFault;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.tool.BoundedTool;

/**
 * Runs the command {@code flatpak}, in English and with what it needs of this environment. What it
 * says is anybody's: the text of its errors holds what servers answer.
 *
 * @param environment of this person
 * @param patience how long a question may take; a change takes as long as it takes
 */
record FlatpakTool(Map<String, String> environment, Duration patience) {
  /** Bytes of an answer that are read. */
  private static final int MAX_OUTPUT = 4 << 20;

  private static final int MAX_ERRORS = 64 << 10;
  private static final String NAME = "flatpak";

  /** Whose values say where it is at home, who runs it and which way leads to the network. */
  private static final List<String> NEEDED =
      List.of(
          "HOME",
          "USER",
          "LOGNAME",
          "PATH",
          "DBUS_SESSION_BUS_ADDRESS",
          "DBUS_SYSTEM_BUS_ADDRESS",
          "http_proxy",
          "https_proxy",
          "HTTPS_PROXY",
          "all_proxy",
          "ALL_PROXY",
          "no_proxy",
          "NO_PROXY");

  FlatpakTool {
    environment = Map.copyOf(environment);
  }

  /** Where it is; empty where it is not installed. */
  Optional<Path> program() {
    return Arrays.stream(environment.getOrDefault("PATH", "/usr/bin:/bin").split(":"))
        .filter(folder -> folder.startsWith("/"))
        .flatMap(folder -> path(folder).stream())
        .map(folder -> folder.resolve(NAME))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Asks it something.
   *
   * @param name of what it is asked about, for problems
   * @throws StoreException MissingTool, FlatpakFailed
   */
  String ask(String name, List<String> arguments, Cancellation cancellation) throws StoreException {
    BoundedTool.Answer answer =
        new BoundedTool(NAME, List.of(installed().toString()), equipment(), patience, MAX_OUTPUT)
            .run(arguments, cancellation);
    if (answer.late()) {
      throw new StoreException(new Problem.FlatpakFailed(name, FlatpakFault.TOO_SLOW, ""));
    }
    if (answer.status() != 0) {
      throw new StoreException(Faults.of(name, answer.errors()));
    }
    return answer.said();
  }

  private Path installed() throws StoreException {
    return program().orElseThrow(() -> new StoreException(new Problem.MissingTool(NAME)));
  }

  /**
   * Has it do something, and hears its lines as they come; on a cancellation it is ended.
   *
   * @throws StoreException MissingTool, FlatpakFailed
   */
  void change(
      String name, List<String> arguments, Consumer<String> lines, Cancellation cancellation)
      throws StoreException {
    cancellation.check();
    List<String> command = new ArrayList<>(List.of(installed().toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(equipment());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      ProcessHandle handle = process.toHandle();
      CompletableFuture<String> errors =
          CompletableFuture.supplyAsync(
              () -> rest(process.getErrorStream()), task -> Thread.ofVirtual().start(task));
      try (var _ = cancellation.onCancel(handle::destroy)) {
        read(process.getInputStream(), lines);
        int status = process.waitFor();
        cancellation.check();
        if (status != 0) {
          throw new StoreException(Faults.of(name, errors.join()));
        }
      } finally {
        handle.destroyForcibly();
      }
    } catch (UncheckedIOException | IOException e) {
      cancellation.check();
      throw new StoreException(
          new Problem.FlatpakFailed(name, FlatpakFault.OTHER, String.valueOf(e.getMessage())), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  private Map<String, String> equipment() {
    Map<String, String> given = new HashMap<>();
    environment.forEach(
        (name, value) -> {
          if (NEEDED.contains(name) || name.startsWith("XDG_") || name.startsWith("FLATPAK_")) {
            given.put(name, value);
          }
        });
    given.put("LC_ALL", "C.UTF-8");
    given.put("LANGUAGE", "C");
    given.put("GIO_USE_VFS", "local");
    given.put("FLATPAK_FANCY_OUTPUT", "0");
    return given;
  }

  /** A line that has no end would fill memory, so lines are cut. */
  private static void read(InputStream stream, Consumer<String> lines) throws IOException {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c; (c = in.read()) >= 0; ) {
        if (c == '\n' || c == '\r') {
          lines.accept(line.toString());
          line.setLength(0);
        } else if (line.length() < MAX_ERRORS) {
          line.append((char) c);
        }
      }
      if (!line.isEmpty()) {
        lines.accept(line.toString());
      }
    }
  }

  private static String rest(InputStream stream) {
    try (stream) {
      byte[] kept = stream.readNBytes(MAX_ERRORS);
      stream.transferTo(OutputStream.nullOutputStream());
      return new String(kept, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
