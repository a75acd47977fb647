package org.understory.test.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The commands of somebody at the terminal of a sysroot in a folder.
 *
 * @param home where the program keeps what it keeps
 */
public record SysrootCommands(Path home, TestSysroot sysroot) {
  /** As a script runs it. */
  public CommandRun run(String... arguments) {
    return CommandRun.of(home, with(arguments));
  }

  /** As a script of somebody with this language runs it. */
  public CommandRun script(Locale locale, String... arguments) {
    return CommandRun.of(home, CommandRun.SCRIPT, locale, with(arguments));
  }

  /** As a person sees it. */
  public CommandRun person(Locale locale, String... arguments) {
    return CommandRun.of(home, CommandRun.PERSON, locale, with(arguments));
  }

  /** With JSON for its answer, whatever came of it. */
  public CommandRun answer(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    return run(all.toArray(String[]::new));
  }

  /** The answer of one that is not to fail. */
  public JsonNode json(String... arguments) {
    return answer(arguments).json();
  }

  /** The code of the problem with which a change fails. */
  public String failure(String... arguments) {
    return answer(arguments).failure();
  }

  private String[] with(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--sysroot=" + sysroot.folder());
    return all.toArray(String[]::new);
  }
}
