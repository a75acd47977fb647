package org.understory.test.kit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.understory.app.launch.Main;

/** The program in a process of its own, where what surrounds a process matters. */
public final class Program {
  private Program() {}

  /**
   * Runs a command to its end.
   *
   * @param home the person's home folder
   * @param starter what the JVM is started through, for example {@code setpriv …}; may be empty
   * @param environment changes to the environment of the tests, beside a locale that has UTF-8
   */
  public static Command.Result run(
      Path home, List<String> starter, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(starter);
    command.addAll(java());
    command.addAll(List.of(arguments));
    return Command.attempt(command, environment(home, environment));
  }

  /** As {@link #run}, with native code for nobody: a call would end the program. */
  public static Command.Result runPlain(Path home, String... arguments) {
    List<String> command = new ArrayList<>(java("--illegal-native-access=deny"));
    command.addAll(List.of(arguments));
    return Command.attempt(command, environment(home, Map.of()));
  }

  /** What starts the program, to which the arguments are appended. */
  public static List<String> java() {
    return java("--enable-native-access=ALL-UNNAMED");
  }

  private static List<String> java(String nativeAccess) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        nativeAccess,
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName());
  }

  /** The environment of a person at home in {@code home}, whose desktop has no say. */
  public static Map<String, String> environment(Path home, Map<String, String> changes) {
    Map<String, String> environment = new HashMap<>(Map.of("LC_ALL", "C.UTF-8"));
    for (String folder : List.of("CACHE", "CONFIG", "DATA", "STATE")) {
      environment.put("XDG_" + folder + "_HOME", "");
    }
    environment.put("HOME", home.toString());
    environment.put("DISPLAY", "");
    environment.putAll(changes);
    return environment;
  }
}
