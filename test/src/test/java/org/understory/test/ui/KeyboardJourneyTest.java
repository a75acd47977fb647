package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.understory.app.shell.Place;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Person;

/** Somebody uses the whole window without a mouse. */
final class KeyboardJourneyTest {
  private static final PseudoClass FOCUS_VISIBLE = PseudoClass.getPseudoClass("focus-visible");

  private Person person;

  @BeforeEach
  void open(@TempDir Path home) {
    person = Person.atTheDemo(home, "system");
    person.sees("#next-boot-sentence");
  }

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void every_screen_has_a_key_and_what_is_listed_there_has_the_keyboard() {
    person.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    person.sees("#history-list:focused");
    person.push(KeyCode.CONTROL, KeyCode.DIGIT3);
    person.sees("#browse-tree:focused");
    person.push(KeyCode.CONTROL, KeyCode.DIGIT4);
    person.sees("#compare-tree:focused");
    person.push(KeyCode.CONTROL, KeyCode.DIGIT1);
    person.sees("#go-system:selected");
  }

  @Test
  void one_key_puts_the_keyboard_where_one_searches_on_each_screen() {
    person.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    person.sees("#history-list:focused");
    person.push(KeyCode.CONTROL, KeyCode.F);
    person.sees("#history-search:focused");
    person.push(KeyCode.CONTROL, KeyCode.DIGIT3);
    person.sees("#browse-tree:focused");
    person.push(KeyCode.CONTROL, KeyCode.F);
    person.sees("#browse-filter:focused");
    person.push(KeyCode.CONTROL, KeyCode.DIGIT4);
    person.sees("#compare-tree:focused");
    person.push(KeyCode.CONTROL, KeyCode.F);
    person.sees("#compare-filter:focused");
  }

  @Test
  void the_table_of_keys_opens_over_everything_and_gives_the_keyboard_back() {
    person.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    person.sees("#history-list:focused");
    person.push(KeyCode.F1);
    person.reads("#keys-page", "Ctrl+1 … Ctrl+8");
    person.push(KeyCode.TAB);
    person.push(KeyCode.DOWN);
    person.sees("#keys-close:focused");
    person.push(KeyCode.ESCAPE);
    person.seesNo("#keys-page");
    person.sees("#history-list:focused");
  }

  @Test
  void the_window_closes_with_a_key() {
    person.push(KeyCode.CONTROL, KeyCode.Q);
    assertThat(person.isHere()).isFalse();
  }

  @Test
  void the_menu_is_used_with_the_keyboard() {
    person.tabsTo("#main-menu");
    person.push(KeyCode.SPACE);
    person.reads(".context-menu", "Keyboard shortcuts");
    person.push(KeyCode.ESCAPE);
    person.seesNo(".context-menu");
    person.sees("#main-menu:focused");
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void tab_goes_round_the_screen_from_top_to_bottom_and_always_shows_where_it_is(Place place) {
    person.push(KeyCode.CONTROL, KeyCode.valueOf("DIGIT" + place.digit()));
    person.sees("#go-" + place.key() + ":selected");
    if (place == Place.STORAGE) {
      // While it is measured there is another button, which would go in the middle of the round.
      person.sees("#storage-clean");
    }
    person.push(KeyCode.TAB);
    person.tabsTo("#go-" + place.key());
    Set<Node> round = new LinkedHashSet<>();
    List<String> unmarked = new ArrayList<>();
    while (round.add(person.focus())) {
      Node here = person.focus();
      if (!FxHarness.call(() -> here.getPseudoClassStates().contains(FOCUS_VISIBLE))) {
        unmarked.add(here.toString());
      }
      person.push(KeyCode.TAB);
    }
    assertThat(unmarked).isEmpty();
    assertThat(round.stream().limit(3).map(Node::getId))
        .containsExactly("go-" + place.key(), "refresh", "main-menu");
    assertThat(round)
        .hasSizeGreaterThanOrEqualTo(
            switch (place) {
              // Where nothing was changed, and nothing is installed, there is nothing to press but
              // what is at the top.
              case ACTIVITY, APPLICATIONS -> 3;
              case REMOTES -> 6;
              case SYSTEM, HISTORY, BROWSE, COMPARE, STORAGE -> 7;
            });
  }
}
