package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.app.state.SystemChoice;
import org.understory.model.history.Checksum;
import org.understory.model.history.Ref;
import org.understory.model.plan.Operation;
import org.understory.model.plan.PlanFacts;
import org.understory.model.system.SystemSnapshot;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.FxLoad;
import org.understory.test.kit.LargeRepository;
import org.understory.test.kit.PictureEngine;
import org.understory.test.kit.SomeRemotes;
import org.understory.test.kit.TestRepository;

/**
 * Nothing holds up the thread that draws for longer than a frame, also where there is much to show.
 * What is measured is that thread's own processor time between two looks at its queue ({@link
 * FxLoad}), so that a busy machine does not fail the test; and since other programs still make
 * memory slower, and in the first runs classes are loaded and code is compiled, the best of several
 * runs counts: there are as many of them as it takes, or more with {@code -Dunderstory.runs=N}.
 */
@Tag("alone")
final class FxThreadTest {
  private static final int FEWEST = Integer.getInteger("understory.runs", 2);
  private static final int MOST = Math.max(FEWEST, 16);
  private static final double FRAME_MILLIS = 16;

  @TempDir private static Path folder;

  private DemoWindow window;
  private Scene scene;
  private Stage stage;

  @BeforeAll
  static void make() {
    LargeRepository.make(folder.resolve("repo"));
  }

  @BeforeEach
  void show() {
    window = DemoWindow.build(Locale.ENGLISH, Place.SYSTEM, Background.threads());
    scene = window.scene(960, 900);
    stage = FxHarness.show(() -> scene);
  }

  @AfterEach
  void close() {
    FxHarness.close(stage);
    window.close();
  }

  @Test
  void system() {
    measure(
        new Step(
            "opening the demo",
            () -> {
              window.openDemo();
              FxHarness.await("the cards", () -> scene.lookup(".deployment") != null);
            }));
  }

  @Test
  void changes() {
    SystemSnapshot system = DemoFixture.snapshot();
    Operation operation = new Operation.SetDefault(system.rollback().orElseThrow().id());
    window.openDemo();
    FxHarness.await("the cards", () -> scene.lookup(".deployment") != null);
    measure(
        new Step(
            "asking what a change would do",
            () -> {
              FxHarness.run(() -> window.context().changes().ask(operation));
              FxHarness.await("the plan", () -> scene.lookup("#plan-sheet") != null);
            }),
        new Step(
            "leaving it",
            () -> {
              FxHarness.run(() -> window.context().changes().dismiss());
              FxHarness.await("no plan", () -> scene.lookup("#plan-sheet") == null);
            }));
  }

  @Test
  void remotes() {
    window.openDemo(new PictureEngine(DemoFixture.snapshot(), PlanFacts.NONE), SomeRemotes.ALL);
    measure(
        new Step("away", () -> go(Destination.of(Place.SYSTEM))),
        new Step(
            "where it downloads from",
            () -> {
              go(Destination.of(Place.REMOTES));
              FxHarness.await(
                  "the cards",
                  () ->
                      scene.getRoot().lookupAll(".remote").size() == SomeRemotes.ALL.list().size());
            }));
  }

  @Test
  void storage() {
    window.openDemo();
    measure(
        new Step("away", () -> go(Destination.of(Place.SYSTEM))),
        new Step(
            "what takes room",
            () -> {
              go(Destination.of(Place.STORAGE));
              FxHarness.await("tiles", () -> scene.lookup(".tile") != null);
              FxHarness.await("branches", () -> scene.lookup("#storage-branches") != null);
            }),
        new Step("the root of the map", () -> fire("#storage-view .crumb")),
        new Step("a folder of the map", () -> fire("#storage-view .tile.opens")));
  }

  @Test
  void history() {
    Map<String, Checksum> refs = openLarge();
    measure(
        new Step("away", () -> go(Destination.of(Place.SYSTEM))),
        new Step(
            "opening the history of 5 000 commits",
            () -> {
              window.open(large());
              go(Destination.history(refs.get("line3")));
              FxHarness.await("rows", () -> list() != null && list().getItems().size() > 5_000);
            }),
        new Step("scrolling", () -> FxHarness.run(() -> list().scrollTo(2_500))));
  }

  @Test
  void browse() {
    Map<String, Checksum> refs = openLarge();
    Checksum commit = refs.get("before");
    measure(
        new Step("a small folder", () -> browse(commit, "/", 2)),
        new Step("a folder of 10 000 entries", () -> browse(commit, "/many", 10_000)),
        new Step("its end", () -> FxHarness.run(() -> table().scrollTo(9_990))),
        new Step("filter", () -> filter("#browse-filter", "99", 200, 1_000)),
        new Step("no filter", () -> filter("#browse-filter", "", 10_000, 10_000)),
        new Step("sorting", () -> sort(1)),
        new Step("not sorting", () -> FxHarness.run(() -> table().getSortOrder().clear())));
  }

  @Test
  void compare() {
    Map<String, Checksum> refs = openLarge();
    Checksum[] sides = {refs.get("before"), refs.get("after")};
    measure(
        new Step("27 508 changes", () -> compare(sides)),
        new Step("a folder unfolded", () -> unfold(true)),
        new Step("and folded", () -> unfold(false)),
        new Step("all folders unfolded", () -> unfoldAll()),
        new Step("as a list", () -> layout("#compare-as-list", 27_508, 27_508)),
        new Step("its end", () -> FxHarness.run(() -> table().scrollTo(27_500))),
        new Step("sorting", () -> sort(4)),
        new Step("not sorting", () -> FxHarness.run(() -> table().getSortOrder().clear())),
        new Step("filter", () -> filter("#compare-filter", "/file-77", 100, 1_000)),
        new Step("no filter", () -> filter("#compare-filter", "", 27_508, 27_508)),
        new Step("as a tree", () -> layout("#compare-as-tree", 41, 41)));
  }

  @Test
  void content() throws IOException {
    TestRepository repository = TestRepository.create(folder.resolve("text"), "bare-user");
    Checksum before = commitLines(repository, 1);
    Checksum after = commitLines(repository, 9);
    window.open(new SystemChoice.BareRepository(repository.path()));
    go(Destination.compare(before, after));
    awaitRows("#compare-tree", 1, 9);
    FxHarness.run(() -> ((ToggleButton) scene.lookup("#compare-as-list")).fire());
    awaitRows("#compare-tree", 1, 1);
    measure(
        new Step("30 000 lines beside each other", () -> look(true)),
        new Step("their end", () -> FxHarness.run(() -> diff().scrollTo(29_990))),
        new Step("a difference", () -> fire("#content-previous")),
        new Step("in one column", () -> fire("#compare-content-unified")),
        new Step("its middle", () -> FxHarness.run(() -> diff().scrollTo(5_000))),
        new Step("and back", () -> fire("#compare-content-sides")),
        new Step("left", () -> look(false)));
  }

  private Checksum commitLines(TestRepository repository, int version) throws IOException {
    Path tree = Files.createDirectories(folder.resolve("lines"));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      text.append("line %d: the value is %d here%n".formatted(i, i % 17 == 0 ? version : 0));
    }
    Files.writeString(tree.resolve("text"), text);
    return repository.commit("os", tree, "--no-xattrs");
  }

  private void look(boolean close) {
    FxHarness.run(
        () -> {
          table().requestFocus();
          table().getSelectionModel().select(0);
          new Robot().keyType(close ? KeyCode.ENTER : KeyCode.ESCAPE);
        });
    FxHarness.await(
        "the text",
        () -> (scene.lookup(".diff-list") != null) == close && (!close || diff().isVisible()));
  }

  private ListView<?> diff() {
    return (ListView<?>) scene.lookup(".diff-list");
  }

  /** Something that a person does. */
  private record Step(String name, Runnable does) {
    double longest() {
      return FxLoad.longest(
          () -> {
            does.run();
            FxHarness.pulse();
          });
    }
  }

  private static void measure(Step... steps) {
    double[] best = new double[steps.length];
    Arrays.fill(best, Double.MAX_VALUE);
    int run = 0;
    while (run < FEWEST
        || run < MOST && Arrays.stream(best).anyMatch(millis -> millis >= FRAME_MILLIS)) {
      for (int i = 0; i < steps.length; i++) {
        best[i] = Math.min(best[i], steps[i].longest());
      }
      run++;
    }
    for (int i = 0; i < steps.length; i++) {
      System.out.printf(Locale.ROOT, "FX thread, %s: %.1f ms%n", steps[i].name, best[i]);
      assertThat(best[i]).as("longest work, ms: " + steps[i].name).isLessThan(FRAME_MILLIS);
    }
  }

  private Map<String, Checksum> openLarge() {
    window.open(large());
    List<Ref> refs = FxHarness.call(() -> window.context().state().refsProperty().get());
    return refs.stream().collect(Collectors.toMap(Ref::name, Ref::checksum));
  }

  private static SystemChoice large() {
    return new SystemChoice.BareRepository(folder.resolve("repo"));
  }

  private void fire(String button) {
    FxHarness.run(() -> ((ButtonBase) scene.lookup(button)).fire());
  }

  private void go(Destination destination) {
    FxHarness.run(() -> window.context().navigation().go(destination));
  }

  private void browse(Checksum commit, String path, int rows) {
    go(Destination.browse(commit, path));
    awaitRows("#browse-tree", rows, rows);
  }

  private void compare(Checksum[] sides) {
    Checksum from = sides[0];
    sides[0] = sides[1];
    sides[1] = from;
    go(Destination.compare(sides[1], sides[0]));
    awaitRows("#compare-tree", 41, 41);
  }

  private void unfold(boolean open) {
    FxHarness.run(() -> table().getTreeItem(1).setExpanded(open));
    awaitRows("#compare-tree", open ? 42 : 41, open ? 200 : 41);
  }

  private void unfoldAll() {
    FxHarness.run(
        () -> {
          table().requestFocus();
          table().getSelectionModel().select(0);
        });
    FxHarness.run(() -> new Robot().keyType(KeyCode.MULTIPLY));
    awaitRows("#compare-tree", 28_000, 30_000);
  }

  private void layout(String button, int least, int most) {
    FxHarness.run(() -> ((ToggleButton) scene.lookup(button)).fire());
    awaitRows("#compare-tree", least, most);
  }

  private void filter(String field, String text, int least, int most) {
    FxHarness.run(() -> ((TextField) scene.lookup(field)).setText(text));
    awaitRows(field.replace("filter", "tree"), least, most);
  }

  private void sort(int column) {
    Object before = FxHarness.call(() -> table().getRoot());
    FxHarness.run(() -> sort(table(), column));
    FxHarness.await("other rows", () -> !table().getRoot().equals(before));
  }

  private static <T> void sort(TreeTableView<T> table, int column) {
    table.getSortOrder().setAll(List.of(table.getColumns().get(column)));
  }

  private void awaitRows(String table, int least, int most) {
    FxHarness.await(
        least + " rows",
        () ->
            scene.lookup(table) instanceof TreeTableView<?> shown
                && shown.getExpandedItemCount() >= least
                && shown.getExpandedItemCount() <= most);
  }

  private TreeTableView<?> table() {
    return Optional.of(window.context().navigation().currentProperty().get().place())
            .filter(Place.BROWSE::equals)
            .isPresent()
        ? (TreeTableView<?>) scene.lookup("#browse-tree")
        : (TreeTableView<?>) scene.lookup("#compare-tree");
  }

  private ListView<?> list() {
    return (ListView<?>) scene.lookup("#history-list");
  }
}
