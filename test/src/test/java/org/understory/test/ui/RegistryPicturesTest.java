package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.understory.app.state.Reading;
import org.understory.app.state.SystemChoice;
import org.understory.model.operation.StoreException;
import org.understory.store.container.Registry;
import org.understory.test.kit.ImageSysroot;
import org.understory.test.kit.Person;
import org.understory.test.kit.SomeImage;

/**
 * What the window shows of the registry of an image, with pictures of it. What skopeo answers is
 * written down beforehand here: {@link org.understory.test.oracle.RegistryCommandTest} has the real
 * one ask a real registry.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RegistryPicturesTest {
  private static final SomeImage HERE = SomeImage.of("41.20260501", "base", "desktop", "office");
  private static final SomeImage THERE = SomeImage.of("42.20260601", "base", "desktop", "office7");
  private static final String NAME = "quay.io/fern/os";

  /** Answers as skopeo does, out of the files of a folder. */
  private static final String SKOPEO =
      """
      echo "$*" >> "$0/calls"
      test -e "$0/hang" && exec sleep 600
      test -e "$0/fail" && { echo 'time="x" level=fatal msg="no route to host"' >&2; exit 1; }
      case "$1 $2" in
        "list-tags "*) cat "$0/tags" ;;
        "inspect --raw") cat "$0/manifest" ;;
        "inspect --config") cat "$0/configuration" ;;
      esac
      """;

  private Path folder;
  private Path answers;

  @BeforeAll
  void deploy(@TempDir Path temporary) throws IOException {
    folder = temporary.resolve("system");
    ImageSysroot.create(folder).deploy(HERE);
    answers = Files.createDirectory(temporary.resolve("answers"));
    Files.writeString(answers.resolve("manifest"), THERE.manifest());
    Files.writeString(answers.resolve("configuration"), THERE.configuration());
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGLISH_LIGHT", "CHINESE_DARK"})
  void the_history_lists_the_tags_of_the_registry_and_a_tag_is_compared(
      PictureStyle style, @TempDir Path home) throws IOException, StoreException {
    boolean english = style.locale().equals(Locale.ENGLISH);
    tags("41", "stable", "42.20260601", "9");
    try (Person person = at(style, home, "history")) {
      person.reads("#history-registry", NAME);
      PictureStyle.takeAll(person.stage().getScene(), style.locale(), "REGISTRY_OFFER");
      assertThat(answers.resolve("calls")).as("nobody asked yet").doesNotExist();
      person.clickOn("#registry-look");
      person.reads("#registry-tags", "42.20260601");
      if (english) {
        person.reads("#registry-words", "4 tags of " + NAME);
        person.reads("#registry-tags", "followed");
      }
      person.tabsTo("#registry-tags");
      person.push(KeyCode.HOME).push(KeyCode.DOWN).push(KeyCode.ENTER);
      person.reads("#registry-tags", THERE.digest().substring(0, 19));
      PictureStyle.takeAll(person.stage().getScene(), style.locale(), "REGISTRY_TAGS");
      person.clickOn("#registry-compare");
      if (english) {
        person.reads("#compare-images-words", "1 of 3 layers are new (7.0\u00a0kB to download)");
        person.reads("#compare-images", "Only the layers can be compared");
      }
      person.reads("#compare-images", HERE.version());
      person.reads("#compare-images", THERE.version());
      person.reads("#compare-layers", SomeImage.digest("office7"));
      assertThat(person.count("#topic-packages")).isZero();
      PictureStyle.takeAll(person.stage().getScene(), style.locale(), "REGISTRY_COMPARE");
    } finally {
      Files.deleteIfExists(answers.resolve("calls"));
    }
  }

  @Test
  void asking_is_stopped_fails_and_finds_nothing_in_words(@TempDir Path home)
      throws IOException, StoreException {
    PictureStyle style = PictureStyle.ENGLISH_LIGHT;
    tags();
    Path hang = Files.createFile(answers.resolve("hang"));
    try (Person person = at(style, home, "history")) {
      person.clickOn("#registry-look");
      person.reads("#registry-words", "Asking for the tags");
      person.clickOn("#registry-stop");
      person.reads("#registry-words", "was stopped");
      Files.delete(hang);
      Path fail = Files.createFile(answers.resolve("fail"));
      person.clickOn("#registry-retry");
      person.reads("#history-registry", "Can\u2019t find out the tags of " + NAME);
      person.reads("#history-registry", "no route to host");
      PictureStyle.takeAll(person.stage().getScene(), style.locale(), "REGISTRY_FAILED");
      Files.delete(fail);
      person.clickOn("#registry-retry");
      person.reads("#registry-words", "The registry has no tags of " + NAME);
      assertThat(person.count("#registry-tags")).isZero();
    }
  }

  @Test
  void an_image_is_compared_by_its_name_alone(@TempDir Path home)
      throws IOException, StoreException {
    try (Person person = at(PictureStyle.ENGLISH_LIGHT, home, "compare")) {
      person.clickOn("#compare-from");
      person.sees("#choice-list");
      person.write(HERE.version()).push(KeyCode.ENTER);
      person.clickOn("#compare-to");
      person.sees("#choice-list");
      person.write("quay.io/fern/other:7").push(KeyCode.ENTER);
      person.reads("#compare-images-words", "1 of 3 layers are new");
      person.clickOn("#compare-swap");
      person.reads("#compare-from", "7");
      person.reads("#compare-images-words", "1 of 3 layers are new (6.0\u00a0kB to download)");
    }
  }

  private void tags(String... names) {
    try {
      Files.writeString(
          answers.resolve("tags"),
          "{\"Repository\":\"%s\",\"Tags\":[%s]}"
              .formatted(
                  NAME,
                  String.join(",", List.of(names).stream().map(it -> '"' + it + '"').toList())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Person at(PictureStyle style, Path home, String screen) throws StoreException {
    Registry registry =
        Registry.of(List.of("/bin/sh", "-c", SKOPEO, answers.toString()), Duration.ofMinutes(1));
    Reading reading = Reading.open(new SystemChoice.Folder(folder)).with(registry);
    assertThat(reading.snapshot().problems()).isEmpty();
    return Person.at(reading, home, style.settings(screen));
  }
}
