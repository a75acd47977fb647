package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.SystemChoice;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Person;

/** Somebody moves the window about, closes it and finds it again. */
final class WindowPlaceJourneyTest {
  @TempDir private Path home;
  private SystemChoice nothing;
  private Person person;

  @BeforeEach
  void choose() {
    nothing = new SystemChoice.Folder(home.resolve("nothing"));
  }

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void the_window_comes_back_where_it_was() {
    person = Person.at(nothing, home);
    FxHarness.run(
        () -> {
          Stage stage = person.stage();
          stage.setX(60);
          stage.setY(40);
          stage.setWidth(810);
          stage.setHeight(620);
        });
    FxHarness.pulse();
    person.close();

    person = Person.at(nothing, home);
    assertThat(place()).isEqualTo(new Rectangle2D(60, 40, 810, 620));
  }

  @Test
  void a_place_that_is_on_no_screen_any_more_is_not_gone_back_to() throws IOException {
    write("frame=5000,4000,900,700,normal");
    person = Person.at(nothing, home);
    Rectangle2D screen = FxHarness.call(() -> Screen.getPrimary().getBounds());
    assertThat(screen.contains(place().getMinX(), place().getMinY())).isTrue();
  }

  @Test
  void a_maximised_window_keeps_the_place_that_it_had_before() throws IOException {
    write("frame=60,40,810,620,maximized");
    person = Person.at(nothing, home);
    assertThat(FxHarness.<Boolean>call(() -> person.stage().isMaximized())).isTrue();
    person.close();
    assertThat(Files.readString(settings())).contains("frame=60,40,810,620,maximized");
  }

  private Rectangle2D place() {
    return FxHarness.call(
        () -> {
          Stage stage = person.stage();
          return new Rectangle2D(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight());
        });
  }

  private void write(String frame) throws IOException {
    Files.createDirectories(settings().getParent());
    Files.writeString(settings(), frame + "\n");
  }

  private Path settings() {
    return home.resolve("config/settings");
  }
}
