package org.understory.test.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The formatter check; {@code test/format} runs it with {@code -Dunderstory.format} and mends the
 * files instead.
 */
final class FormatTest {
  @Test
  void every_java_file_is_formatted() throws IOException, FormatterException {
    Path root = Path.of(System.getProperty("understory.root"));
    boolean mend = Boolean.getBoolean("understory.format");
    Formatter formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<String> unformatted = new ArrayList<>();
    for (Path file : sources(root)) {
      String source = Files.readString(file);
      String formatted =
          formatter.formatSource(
              ImportOrderer.reorderImports(
                  RemoveUnusedImports.removeUnusedImports(source),
                  JavaFormatterOptions.Style.GOOGLE));
      if (!formatted.equals(source)) {
        if (mend) {
          Files.writeString(file, formatted);
        } else {
          unformatted.add(root.relativize(file).toString());
        }
      }
    }
    assertThat(unformatted).as("run test/format to mend these").isEmpty();
  }

  static List<Path> sources(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String module : List.of("model", "resources", "store-bridge", "app", "test")) {
      try (Stream<Path> files = Files.walk(root.resolve(module))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.toString().contains("/target/"))
            .forEach(found::add);
      }
    }
    return found;
  }
}
