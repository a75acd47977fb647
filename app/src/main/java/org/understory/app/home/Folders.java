package org.understory.app.home;

import java.nio.file.Path;
import java.util.Map;

/**
 * The program's folders in the person's home (XDG Base Directory specification 0.8); none of them
 * need exist.
 *
 * @param data what is worth keeping, for example the demo system
 * @param cache what can be made anew at any time
 * @param config settings
 * @param state logs
 */
public record Folders(Path data, Path cache, Path config, Path state) {
  private static final String NAME = "understory";

  /** The folders that this environment names. */
  public static Folders of(Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    return new Folders(
        folder(environment, "XDG_DATA_HOME", home.resolve(".local/share")),
        folder(environment, "XDG_CACHE_HOME", home.resolve(".cache")),
        folder(environment, "XDG_CONFIG_HOME", home.resolve(".config")),
        folder(environment, "XDG_STATE_HOME", home.resolve(".local/state")));
  }

  /** Those of the person who started the program. */
  public static Folders ofThisPerson() {
    return of(System.getenv());
  }

  /** Where the demo system is, or would be made. */
  public Path demo() {
    return data.resolve("demo");
  }

  /** Where unexpected failures are written down. */
  public Path bugs() {
    return state.resolve("bugs");
  }

  /** The specification says that a relative path there is to be ignored. */
  private static Path folder(Map<String, String> environment, String variable, Path otherwise) {
    String value = environment.getOrDefault(variable, "");
    return (value.startsWith("/") ? Path.of(value) : otherwise).resolve(NAME);
  }
}
