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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.FlatpakFault;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

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
    StringBuilder output = new StringBuilder();
    run(
        name,
        arguments,
        line -> {
          if (output.length() < MAX_OUTPUT) {
            output.append(line).append('\n');
          }
        },
        Optional.of(patience),
        cancellation);
    return output.toString();
  }

  /**
   * Has it do something, and hears its lines as they come; on a cancellation it is ended.
   *
   * @throws StoreException MissingTool, FlatpakFailed
   */
  void change(
      String name, List<String> arguments, Consumer<String> lines, Cancellation cancellation)
      throws StoreException {
    run(name, arguments, lines, Optional.empty(), cancellation);
  }

  private void run(
      String name,
      List<String> arguments,
      Consumer<String> lines,
      Optional<Duration> limit,
      Cancellation cancellation)
      throws StoreException {
    cancellation.check();
    Path program = program().orElseThrow(() -> new StoreException(new Problem.MissingTool(NAME)));
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    equip(builder.environment());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      ProcessHandle handle = process.toHandle();
      AtomicBoolean late = new AtomicBoolean();
      CompletableFuture<Void> alarm =
          limit
              .map(
                  time ->
                      CompletableFuture.runAsync(
                          () -> {
                            late.set(true);
                            handle.destroyForcibly();
                          },
                          CompletableFuture.delayedExecutor(
                              time.toMillis(), TimeUnit.MILLISECONDS)))
              .orElseGet(CompletableFuture::new);
      CompletableFuture<String> errors =
          CompletableFuture.supplyAsync(
              () -> rest(process.getErrorStream()), task -> Thread.ofVirtual().start(task));
      try (var _ = cancellation.onCancel(handle::destroy)) {
        read(process.getInputStream(), lines);
        int status = process.waitFor();
        cancellation.check();
        if (late.get()) {
          throw new StoreException(new Problem.FlatpakFailed(name, FlatpakFault.TOO_SLOW, ""));
        }
        if (status != 0) {
          throw new StoreException(Faults.of(name, errors.join()));
        }
      } finally {
        alarm.cancel(false);
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

  private void equip(Map<String, String> given) {
    given.clear();
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
