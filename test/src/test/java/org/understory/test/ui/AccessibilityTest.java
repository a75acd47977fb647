package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kordamp.ikonli.javafx.FontIcon;
import org.understory.app.shell.Look;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.app.state.SystemChoice;
import org.understory.model.plan.Operation;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Pictures;
import org.understory.test.kit.Seen;

/** What people need who don't see the window, or don't see it well. */
final class AccessibilityTest {
  /** Of text to its background (WCAG 2.1, 1.4.3). */
  private static final double LEAST_CONTRAST = 4.5;

  /** WCAG 2.1, 1.4.11. */
  private static final double LEAST_CONTRAST_OF_SYMBOLS = 3;

  /** The narrowest and lowest window that has to be usable. */
  private static final int LEAST_WIDTH = 640;

  private static final int LEAST_HEIGHT = 400;

  private static final KeyEvent F1 =
      new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.F1, false, false, false, false);

  static Stream<Arguments> placesAndLanguages() {
    return Arrays.stream(Place.values())
        .flatMap(
            place ->
                Stream.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)
                    .map(language -> Arguments.of(place, language)));
  }

  static Stream<Arguments> placesAndLooks() {
    return Arrays.stream(Place.values())
        .flatMap(place -> Arrays.stream(Look.values()).map(look -> Arguments.of(place, look)));
  }

  @ParameterizedTest
  @MethodSource("placesAndLanguages")
  void everything_that_can_be_used_has_a_name(Place place, Locale language) {
    try (DemoWindow window = open(place, language)) {
      draw(window, Look.LIGHT, language, 1280, 800);
      List<Node> nodes = FxHarness.call(() -> Seen.nodes(window.shell()));
      assertThat(nodes.stream().filter(AccessibilityTest::used)).hasSizeGreaterThan(8);
      assertThat(nodes.stream().filter(AccessibilityTest::used))
          .allSatisfy(node -> assertThat(name(node)).as(node.toString()).isNotBlank());
    }
  }

  @ParameterizedTest
  @MethodSource("placesAndLooks")
  void words_stand_out_from_what_is_behind_them(Place place, Look look) {
    try (DemoWindow window = open(place, Locale.ENGLISH)) {
      draw(window, look, Locale.ENGLISH, 1280, 800);
      assertThat(FxHarness.call(() -> faint(window.shell()))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("placesAndLanguages")
  void a_small_window_cuts_off_nothing_that_can_be_used(Place place, Locale language)
      throws IOException {
    try (DemoWindow window = open(place, language)) {
      draw(window, Look.LIGHT, language, LEAST_WIDTH, LEAST_HEIGHT);
      Pictures.write(
          Pictures.draw(window.shell().getScene()),
          Path.of("target/pictures/small", place.key() + "-" + language.toLanguageTag() + ".png"));
      assertThat(cut(window)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {700, 800, 939, 940, 1000, 1119})
  void the_header_has_room_at_every_width(int width) {
    try (DemoWindow window = open(Place.SYSTEM, Locale.ENGLISH)) {
      draw(window, Look.LIGHT, Locale.ENGLISH, width, 600);
      assertThat(cut(window)).isEmpty();
    }
  }

  private static List<String> cut(DemoWindow window) {
    return FxHarness.call(
        () ->
            Seen.nodes(window.shell()).stream()
                .filter(AccessibilityTest::used)
                .filter(node -> !Seen.scrolls(node))
                .filter(node -> Seen.cut(node) > 1 || shortened(node))
                .map(Node::toString)
                .toList());
  }

  @Test
  void the_table_of_keys_is_scrolled_where_it_finds_no_room() throws IOException {
    try (DemoWindow window = open(Place.SYSTEM, Locale.ENGLISH)) {
      draw(window, Look.LIGHT, Locale.ENGLISH, LEAST_WIDTH, LEAST_HEIGHT);
      FxHarness.run(() -> Event.fireEvent(window.shell(), F1));
      Pictures.write(
          Pictures.draw(window.shell().getScene()), Path.of("target/pictures/small/keys.png"));
      Node card = FxHarness.call(() -> window.shell().lookup(".dialog-card"));
      assertThat(card).isInstanceOf(ScrollPane.class);
      assertThat(FxHarness.call(() -> Seen.cut(card))).isZero();
      assertThat(FxHarness.call(() -> card.getLayoutBounds().getHeight())).isGreaterThan(300);
    }
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void a_plan_can_be_read_and_used_by_everybody(Look look) throws IOException {
    SystemSnapshot system = DemoFixture.snapshot();
    try (DemoWindow window = DemoWindow.build(Locale.ENGLISH, Place.SYSTEM, Background.threads())) {
      Scene scene = window.scene(LEAST_WIDTH, LEAST_HEIGHT);
      FxHarness.run(() -> look.apply(scene, Locale.ENGLISH));
      window.openDemo();
      window.awaitNodes(".deployment", 3);
      Operation next = new Operation.SetDefault(system.rollback().orElseThrow().id());
      FxHarness.run(() -> window.context().changes().ask(next));
      window.awaitNodes("#plan-sheet", 1);
      Pictures.write(
          Pictures.draw(scene), Path.of("target/pictures/small/plan-" + look.name() + ".png"));
      Parent sheet = FxHarness.call(() -> (Parent) window.shell().lookup("#plan-sheet"));
      assertThat(FxHarness.call(() -> faint(sheet))).isEmpty();
      List<Node> used =
          FxHarness.call(() -> Seen.nodes(sheet).stream().filter(AccessibilityTest::used).toList());
      assertThat(used).hasSizeGreaterThanOrEqualTo(2);
      assertThat(used)
          .allSatisfy(
              node -> {
                assertThat(name(node)).as(node.toString()).isNotBlank();
                assertThat(FxHarness.call(() -> Seen.cut(node))).isZero();
              });
      assertThat(
              FxHarness.call(
                  () ->
                      sheet.lookupAll(".boot-line").stream().map(Node::getAccessibleText).toList()))
          .anySatisfy(text -> assertThat(text).contains("Number 1", "Will be removed"))
          .anySatisfy(text -> assertThat(text).contains("Number 1", "Starts next", "Moves up"));
    }
  }

  @Test
  void without_an_engine_the_actions_are_there_and_say_why_they_can_not_be_used() {
    Deployment rollback = DemoFixture.snapshot().rollback().orElseThrow();
    String button = "#next-" + (rollback.index() + 1);
    try (DemoWindow window = DemoWindow.build(Locale.ENGLISH, Place.SYSTEM, Background.threads())) {
      SystemChoice demo = new SystemChoice.Demo(DemoFixture.folder());
      FxHarness.run(() -> window.context().state().open(demo));
      window.scene(1000, 800);
      window.awaitNodes(button, 1);
      Node next = FxHarness.call(() -> window.shell().lookup(button));
      assertThat(FxHarness.call(next::isDisabled)).isTrue();
      assertThat(FxHarness.call(next::getAccessibleHelp)).contains("only be looked at");
    }
  }

  private static DemoWindow open(Place place, Locale language) {
    if (place != Place.ACTIVITY) {
      return DemoWindow.open(language, place);
    }
    DemoWindow window = DemoWindow.build(language, place, Background.threads());
    window.openDemo(PastDays.withLoss());
    return window;
  }

  private static void draw(DemoWindow window, Look look, Locale language, int width, int height) {
    Scene scene = window.scene(width, height);
    FxHarness.run(() -> look.apply(scene, language));
    switch (window.context().navigation().currentProperty().get().place()) {
      case SYSTEM -> window.awaitNodes(".deployment", 3);
      case HISTORY -> window.awaitNodes("#details-title", 1);
      case BROWSE -> window.awaitNodes(".entry-details .copy-button", 2);
      case COMPARE -> window.awaitNodes("#compare-tree .tree-table-row-cell", 3);
      case ACTIVITY -> window.awaitNodes(".activity-again", 1);
      case REMOTES -> window.awaitNodes(".remote", 1);
      case STORAGE -> window.awaitNodes(".tile", 3);
      case APPLICATIONS -> window.awaitNodes("#applications-view .state-page", 1);
    }
    Pictures.draw(scene);
  }

  private static boolean used(Node node) {
    return node instanceof ButtonBase
        || node instanceof TextInputControl field && field.isFocusTraversable()
        || node instanceof ComboBoxBase<?>
        || node instanceof ListView<?>
        || node instanceof TreeTableView<?>;
  }

  /** What a screen reader calls it: its words, or the text given in place of them. */
  private static String name(Node node) {
    String given = Optional.ofNullable(node.getAccessibleText()).orElse("");
    return given.isBlank() && node instanceof Labeled ? Seen.words(node) : given;
  }

  private static boolean shortened(Node node) {
    return node instanceof Labeled labeled
        && labeled.getChildrenUnmodifiable().stream()
            .anyMatch(
                child ->
                    child instanceof Text drawn
                        && child.getStyleClass().contains("text")
                        && !drawn.getText().equals(labeled.getText()));
  }

  private static Set<String> faint(Parent root) {
    Set<String> faint = new TreeSet<>();
    for (Node node : Seen.nodes(root)) {
      if (!Seen.words(node).isBlank()
          && !node.isDisabled()
          && (node instanceof Labeled || node instanceof Text)
          && fill(node) instanceof Color color
          && !(node instanceof Text && node.getParent() instanceof Labeled)) {
        Color behind = Seen.background(node);
        double contrast = Seen.contrast(Seen.over(color, behind), behind);
        boolean symbol = node instanceof FontIcon;
        if (contrast < (symbol ? LEAST_CONTRAST_OF_SYMBOLS : LEAST_CONTRAST)) {
          faint.add("%.1f %s %s".formatted(contrast, node.getStyleClass(), Seen.words(node)));
        }
      }
    }
    return faint;
  }

  private static Paint fill(Node node) {
    return switch (node) {
      case Labeled labeled -> labeled.getTextFill();
      case Text text -> text.getFill();
      default -> Color.BLACK;
    };
  }
}
