package org.understory.test.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of the program are whole in both languages, and none is missing or left over. */
final class MessageTest {
  private static final Path ROOT = Path.of(System.getProperty("understory.root"));
  private static final Path BUNDLES =
      ROOT.resolve("resources/src/main/resources/org/understory/resources");

  /** A key as code writes it: a quoted word with a dot in it. */
  private static final Pattern QUOTED =
      Pattern.compile("\"([a-z][a-zA-Z0-9-]*(?:\\.[\\w-]+)*\\.?)\"");

  private static final Pattern PLACE = Pattern.compile("\\{(\\d+)[^}]*}");

  /** The keys that picocli looks up by itself, for command, option and usage texts. */
  private static final Pattern LOOKED_UP_BY_PICOCLI =
      Pattern.compile("(understory\\.([a-z-]+\\.)*)?usage\\..+|option\\..+|parameter\\..+");

  @ParameterizedTest
  @ValueSource(strings = {"problems", "common", "cli", "window"})
  void both_languages_have_the_same_keys(String bundle) throws IOException {
    assertThat(words(bundle + "_zh_CN").stringPropertyNames())
        .isEqualTo(words(bundle).stringPropertyNames());
  }

  @ParameterizedTest
  @ValueSource(strings = {"problems", "common", "cli", "window"})
  void both_languages_fill_the_same_places(String bundle) throws IOException {
    Properties english = words(bundle);
    Properties chinese = words(bundle + "_zh_CN");

    for (String key : english.stringPropertyNames()) {
      assertThat(places(chinese.getProperty(key, "")))
          .as(key)
          .isEqualTo(places(english.getProperty(key)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "problems",
        "common",
        "cli",
        "window",
        "problems_zh_CN",
        "common_zh_CN",
        "cli_zh_CN",
        "window_zh_CN"
      })
  void no_key_is_there_twice_and_no_text_is_empty(String bundle) throws IOException {
    Set<String> seen = new TreeSet<>();
    for (String line : Files.readAllLines(file(bundle))) {
      if (!line.isBlank() && !line.startsWith("#") && !line.startsWith(" ")) {
        String[] parts = line.split("=", 2);
        assertThat(parts).as(line).hasSize(2);
        assertThat(seen.add(parts[0].strip())).as(line).isTrue();
        assertThat(parts[1]).as(line).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"problems_zh_CN", "common_zh_CN", "cli_zh_CN", "window_zh_CN"})
  void every_chinese_sentence_is_chinese(String bundle) throws IOException {
    Properties words = words(bundle);
    for (String key : words.stringPropertyNames()) {
      String text = PLACE.matcher(words.getProperty(key)).replaceAll("");
      boolean sentence =
          text.strip().contains(" ") && text.chars().filter(Character::isLetter).count() > 12;
      assertThat(!sentence || text.codePoints().anyMatch(MessageTest::han)).as(key).isTrue();
    }
  }

  @Test
  void an_apostrophe_never_hides_a_place() throws IOException {
    for (String bundle : new String[] {"problems", "common", "cli", "window"}) {
      Properties words = words(bundle);
      for (String key : words.stringPropertyNames()) {
        String text = words.getProperty(key);
        assertThat(text.contains("'") && PLACE.matcher(text).find())
            .as("%s: write ’, a plain apostrophe quotes what follows", key)
            .isFalse();
      }
    }
  }

  @Test
  void every_key_that_code_names_exists_and_every_key_is_named_by_code() throws IOException {
    Set<String> known = new TreeSet<>();
    for (String bundle : new String[] {"problems", "common", "cli", "window"}) {
      known.addAll(words(bundle).stringPropertyNames());
    }
    Set<String> families =
        known.stream().map(key -> key.replaceFirst("\\..*", "")).collect(Collectors.toSet());
    Set<String> named = quoted();

    families.remove("understory"); // picocli looks these up
    assertThat(named.stream().filter(key -> key.contains(".") && !key.endsWith(".")))
        .filteredOn(key -> families.contains(key.replaceFirst("\\..*", "")))
        .filteredOn(key -> !known.contains(key))
        .as("keys named in code that no bundle holds")
        .isEmpty();
    assertThat(known.stream().filter(key -> !LOOKED_UP_BY_PICOCLI.matcher(key).matches()))
        .filteredOn(key -> !named(key, named))
        .as("keys that no code names")
        .isEmpty();
  }

  /** Whether code holds the key, or its beginning up to a dot where it puts the rest behind it. */
  private static boolean named(String key, Set<String> named) {
    return named.contains(key)
        || named.stream().anyMatch(start -> start.endsWith(".") && key.startsWith(start));
  }

  private static Set<String> quoted() throws IOException {
    Set<String> found = new TreeSet<>();
    for (String module : new String[] {"app", "resources", "store-bridge"}) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          Matcher matcher = QUOTED.matcher(Files.readString(file));
          while (matcher.find()) {
            found.add(matcher.group(1));
          }
        }
      }
    }
    return found;
  }

  private static String places(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(m -> m.group(1))
        .sorted()
        .distinct()
        .collect(Collectors.joining());
  }

  private static boolean han(int point) {
    return Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN;
  }

  private static Path file(String bundle) {
    return BUNDLES.resolve(bundle + ".properties");
  }

  private static Properties words(String bundle) throws IOException {
    Properties words = new Properties();
    try (Reader reader = Files.newBufferedReader(file(bundle))) {
      words.load(reader);
    }
    return words;
  }
}
