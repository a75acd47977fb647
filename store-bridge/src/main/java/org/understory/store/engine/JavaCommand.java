package org.understory.store.engine;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How a class of this program is started in a process of its own. */
public final class JavaCommand {
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+DisableAttachMechanism",
          "-XX:-UsePerfData",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xmx256m",
          // What the JVM itself has to say must not come between the lines of a worker.
          "-XX:+DisplayVMOutputToStderr",
          "-Xlog:disable",
          "-Xlog:all=warning:stderr");

  private JavaCommand() {}

  /**
   * The command, to which the arguments of the class are appended.
   *
   * @param seen where the files of this computer are for that process: {@code /}, or the folder at
   *     which they are mounted
   */
  public static List<String> of(Class<?> main, Path seen) {
    List<String> command = new ArrayList<>();
    command.add(seen(Path.of(System.getProperty("java.home"), "bin", "java").toString(), seen));
    command.addAll(OPTIONS);
    String modules = System.getProperty("jdk.module.path", "");
    String classes = System.getProperty("java.class.path", "");
    String module = main.getModule().getName();
    if (module == null) {
      command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", all(classes, seen)));
      command.add(main.getName());
      return command;
    }
    command.add("--enable-native-access=" + module);
    if (!modules.isEmpty()) {
      command.addAll(List.of("-p", all(modules, seen)));
    }
    command.addAll(List.of("-m", module + "/" + main.getName()));
    return command;
  }

  private static String all(String path, Path seen) {
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> seen(Path.of(entry).toAbsolutePath().toString(), seen))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String seen(String file, Path seen) {
    return seen.resolve(file.substring(1)).toString();
  }
}
