package org.understory.test.ui;

import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.understory.app.state.SystemChoice;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.Person;
import org.understory.test.kit.Pictures;

/**
 * Takes pictures of what hangs over the window, as {@link StatePicturesTest} does of its states.
 */
final class MenuPicturesTest {
  @TempDir private Path home;

  @ParameterizedTest
  @EnumSource(PictureStyle.class)
  void the_list_of_revisions_hangs_below_its_button(PictureStyle style) throws IOException {
    try (Person person = at(style, "browse")) {
      person.reads("#browse-tree", "boot");
      person.clickOn("#browse-commit");
      person.sees("#choice-list .list-cell");
      style.take(Pictures.draw(person.stage()), "BROWSE_PICKER");
    }
  }

  @ParameterizedTest
  @EnumSource(PictureStyle.class)
  void the_menu_hangs_below_its_button(PictureStyle style) throws IOException {
    try (Person person = at(style, "system")) {
      person.clickOn("#main-menu");
      person.sees(".context-menu");
      for (int i = 0; i < 5; i++) {
        person.push(KeyCode.DOWN);
      }
      person.push(KeyCode.RIGHT);
      person.awaits("the looks", () -> person.count(".context-menu") > 1);
      style.take(Pictures.draw(person.stage()), "MENU");
    }
  }

  @ParameterizedTest
  @EnumSource(PictureStyle.class)
  void a_menu_of_a_row_hangs_below_the_pointer(PictureStyle style) throws IOException {
    try (Person person = at(style, "history")) {
      person.rightClickOn("#history-list .list-cell:selected");
      person.sees(".context-menu");
      style.take(Pictures.draw(person.stage()), "HISTORY_MENU");
    }
  }

  private Person at(PictureStyle style, String screen) {
    return Person.at(new SystemChoice.Demo(DemoFixture.folder()), home, style.settings(screen));
  }
}
