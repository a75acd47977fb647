package org.understory.test.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.understory.app.cli.CommandRunner;
import org.understory.app.cli.Terminal;
import org.understory.app.cli.Terminal.Abilities;
import org.understory.app.home.Folders;
import org.understory.store.flatpak.Flatpak;

/**
 * One run of a command in this JVM, and what it gave.
 *
 * @param status exit status
 */
public record CommandRun(int status, byte[] output, String errors) {
  /** Neither colours nor a person: what a script gets. */
  public static final Abilities SCRIPT =
      new Abilities(false, false, false, true, true, false, false);

  /** What a person at a terminal gets. */
  public static final Abilities PERSON = new Abilities(true, true, true, true, true, false, false);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Runs a command in English, with all of the program's own folders below {@code home}. */
  public static CommandRun of(Path home, String... arguments) {
    return of(home, SCRIPT, Locale.ENGLISH, arguments);
  }

  /** Runs a command. */
  public static CommandRun of(Path home, Abilities abilities, Locale locale, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = runner(home, out, err, abilities, locale).run(arguments);
    return new CommandRun(status, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }

  /** A runner that writes to these streams, on a computer that was not booted from OSTree. */
  public static CommandRunner runner(
      Path home, OutputStream out, OutputStream err, Abilities abilities, Locale locale) {
    Folders folders = Folders.of(Map.of("HOME", home.toString()));
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            out,
            err,
            abilities,
            locale,
            ZoneOffset.UTC,
            folders,
            new Flatpak(FlatpakLab.environment(home)),
            home.resolve("root"));
    return new CommandRunner(
        terminal,
        choice -> {
          throw new AssertionError("No window in a test of the terminal");
        });
  }

  /** The output as text. */
  public String text() {
    return new String(output, StandardCharsets.UTF_8);
  }

  /** The output as the one JSON document and line end that it has to be. */
  public JsonNode json() {
    if (status != 0 || !text().endsWith("\n")) {
      throw new AssertionError(status + ": " + errors + text());
    }
    try {
      return JSON.readTree(output);
    } catch (IOException e) {
      throw new AssertionError(text(), e);
    }
  }

  /** The code of the problem with which a change failed. */
  public String failure() {
    if (status != 1) {
      throw new AssertionError(status + ": " + text());
    }
    return new CommandRun(0, output, errors).json().at("/outcome/problem/code").asText();
  }
}
