package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.app.bisect.BisectViewModel;
import org.understory.app.shell.Look;
import org.understory.app.shell.Place;
import org.understory.model.history.Bisection.Verdict;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.Repository;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Pictures;

/** Takes pictures of the search for what broke. */
final class BisectPicturesTest {
  private static final Path BUILT = Path.of("target/pictures");

  static Stream<Arguments> pictures() {
    return Stream.of(
        Arguments.of("en", Look.LIGHT, 1280),
        Arguments.of("en", Look.DARK, 640),
        Arguments.of("zh-CN", Look.LIGHT, 640),
        Arguments.of("zh-CN", Look.DARK, 1000));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void each_step_of_the_guide_is_shown(String language, Look look, int width)
      throws IOException, StoreException {
    Locale locale = Locale.forLanguageTag(language);
    int height = width == 640 ? 400 : 800;
    String name =
        "%s-%s-%dx%d".formatted(language, look.name().toLowerCase(Locale.ROOT), width, height);
    List<Commit> stable = stable();
    try (DemoWindow window = DemoWindow.open(locale, Place.HISTORY)) {
      Scene scene = window.scene(width, height);
      FxHarness.run(() -> look.apply(scene, locale));
      window.awaitNodes("#history-list .list-cell:filled", 1);
      BisectViewModel bisect = window.context().bisect();
      FxHarness.run(() -> bisect.mark(stable.get(14), Verdict.GOOD));
      take(scene, "bisect-marked-" + name);
      FxHarness.run(() -> bisect.mark(stable.getFirst(), Verdict.BAD));
      window.awaitNodes("#bisect-sheet", 1);
      take(scene, "bisect-answer-" + name);
      fire(scene, "#sheet-cancel");
      take(scene, "bisect-banner-" + name);
      fire(scene, "#bisect-open");
      fire(scene, "#bisect-bad-sheet");
      window.awaitNodes("#bisect-sheet #bisect-undo", 1);
      fire(scene, "#bisect-skip-sheet");
      window.awaitNodes("#bisect-sheet .bisect-mark", 3);
      take(scene, "bisect-try-" + name);
      boolean bad = true;
      while (scene.lookup("#bisect-packages") == null) {
        String before = headline(scene);
        fire(scene, bad ? "#bisect-bad-sheet" : "#bisect-good-sheet");
        FxHarness.await("the next step", () -> !headline(scene).equals(before));
        bad = !bad;
      }
      take(scene, "bisect-found-" + name);
      fire(scene, "#bisect-end");
      window.awaitNodes("#bisect-ending", 1);
      take(scene, "bisect-ending-" + name);
    }
  }

  /** The newest first. */
  private static List<Commit> stable() throws StoreException {
    try (Sysroot sysroot = DemoFixture.demo().open()) {
      Repository repository = sysroot.repository();
      Checksum newest = repository.resolve("demo:fern/x86_64/stable");
      return Stream.iterate(
              repository.commit(newest),
              commit -> commit.parent().isPresent(),
              commit -> parent(commit, repository))
          .toList();
    }
  }

  private static Commit parent(Commit commit, Repository repository) {
    try {
      return repository.commit(commit.parent().orElseThrow());
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  private static String headline(Scene scene) {
    return ((Label) scene.lookup("#bisect-headline")).getText();
  }

  private static void fire(Scene scene, String button) {
    FxHarness.run(() -> ((Button) scene.lookup(button)).fire());
    FxHarness.pulse();
  }

  private static void take(Scene scene, String name) throws IOException {
    WritableImage image = Pictures.draw(scene);
    Pictures.write(image, BUILT.resolve(name + ".png"));
    assertThat(Pictures.colours(image)).as("different colours in " + name).isGreaterThan(50);
  }
}
