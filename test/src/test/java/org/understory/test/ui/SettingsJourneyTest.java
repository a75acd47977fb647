package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javafx.geometry.Rectangle2D;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Person;

/** Somebody changes how the window looks, closes it and finds it again as it was. */
final class SettingsJourneyTest {
  @TempDir private Path home;
  private Person person;

  @BeforeEach
  void open() {
    person = Person.atTheDemo(home, "system");
    person.sees("#next-boot-sentence");
  }

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void the_language_changes_at_once_and_the_screen_stays_in_front() {
    person.clickOn("#go-history");
    person.clickOn("#main-menu");
    person.clickOn(".context-menu", "Language");
    person.clickOn(".context-menu", "简体中文");
    person.reads("#go-history", "历史");
    person.sees("#go-history:selected");
    person.reads("#history-found", "81");
  }

  @Test
  void the_dark_look_is_put_on_at_once() {
    assertThat(brightness()).isGreaterThan(0.8);
    person.clickOn("#main-menu");
    person.clickOn(".context-menu", "Appearance");
    person.clickOn(".context-menu", "Dark");
    person.awaits("the dark", () -> brightness() < 0.2);
  }

  @Test
  void what_was_set_is_found_again_in_the_next_window() {
    person.clickOn("#main-menu");
    person.clickOn(".context-menu", "Appearance");
    person.clickOn(".context-menu", "Dark");
    person.clickOn("#go-compare");
    person.sees("#go-compare:selected");
    resize(820, 640);
    person.push(KeyCode.CONTROL, KeyCode.Q);
    assertThat(person.isHere()).isFalse();

    person = Person.atTheDemo(home, "system");
    person.sees("#go-compare:selected");
    person.awaits("the dark", () -> brightness() < 0.2);
    Stage stage = person.stage();
    assertThat(
            FxHarness.call(
                () ->
                    new Rectangle2D(
                        stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight())))
        .isEqualTo(new Rectangle2D(20, 10, 820, 640));
  }

  private void resize(double width, double height) {
    FxHarness.run(
        () -> {
          Stage stage = person.stage();
          stage.setWidth(width);
          stage.setHeight(height);
          stage.setX(20);
          stage.setY(10);
        });
  }

  /** Of the background, from 0 to 1. */
  private double brightness() {
    return FxHarness.call(
        () ->
            person
                .stage()
                .getScene()
                .snapshot(null)
                .getPixelReader()
                .getColor(3, 300)
                .getBrightness());
  }
}
