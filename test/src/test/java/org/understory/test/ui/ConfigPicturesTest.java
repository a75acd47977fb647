package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Look;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.model.history.Checksum;
import org.understory.model.plan.Operation;
import org.understory.model.plan.PlanFacts;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.PictureEngine;
import org.understory.test.kit.Pictures;

/** Takes pictures of configuration and kernel on the Compare screen. */
final class ConfigPicturesTest {
  private static final Path BUILT = Path.of("target/pictures");

  static Stream<Arguments> pictures() {
    return Stream.of(Look.values())
        .flatMap(
            look ->
                Stream.of(
                    Arguments.of("en", look, look == Look.DARK ? 1000 : 1280),
                    Arguments.of("zh-CN", look, look == Look.DARK ? 1280 : 1000)));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void configuration_and_kernel_are_shown(String language, Look look, int width)
      throws IOException {
    Locale locale = Locale.forLanguageTag(language);
    String name = "%s-%s-%dx800".formatted(language, look.name().toLowerCase(Locale.ROOT), width);
    SystemSnapshot system = DemoFixture.snapshot();
    Checksum runs = system.booted().map(Deployment::checksum).orElseThrow();
    Checksum rescue = system.deployments().getLast().checksum();
    try (DemoWindow window = DemoWindow.open(locale, Place.COMPARE)) {
      Scene scene = window.scene(width, 800);
      FxHarness.run(() -> look.apply(scene, locale));
      for (Optional<Checksum> other :
          List.of(system.pending().map(Deployment::checksum), Optional.of(rescue))) {
        Checksum to = other.orElse(rescue);
        FxHarness.run(() -> window.context().navigation().go(Destination.compare(runs, to)));
        String end = to.equals(rescue) ? "-rescue" : "";
        turn(scene, "#topic-configuration");
        window.awaitNodes("#config-list .config-cell", 5);
        take(scene, "configuration" + end + "-" + name);
        FxHarness.run(
            () -> ((ListView<?>) scene.lookup("#config-list")).getSelectionModel().select(1));
        window.awaitNodes(".sides .content-view .list-cell", 1);
        take(scene, "configuration-sides" + end + "-" + name);
        turn(scene, "#topic-kernel");
        window.awaitNodes("#kernel-arguments", 1);
        take(scene, "kernel" + end + "-" + name);
        turn(scene, "#topic-files");
      }
    }
  }

  /** Deploying what is staged again says what becomes of files of one's own, and leads there. */
  @Test
  void a_plan_tells_of_conflicts_and_leads_to_them() throws IOException {
    SystemSnapshot system = DemoFixture.snapshot();
    Checksum next = system.pending().map(Deployment::checksum).orElseThrow();
    for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
      try (DemoWindow window = DemoWindow.build(locale, Place.SYSTEM, Background.threads())) {
        window.openDemo(PictureEngine.withoutUpdate(PlanFacts.NONE));
        Scene scene = window.scene(1000, 800);
        FxHarness.run(() -> Look.LIGHT.apply(scene, locale));
        FxHarness.run(
            () -> window.context().changes().ask(new Operation.Deploy(system.os(), next)));
        window.awaitNodes("#plan-config", 1);
        take(scene, "plan-configuration-" + locale.toLanguageTag());
        FxHarness.run(() -> ((Button) scene.lookup("#plan-config")).fire());
        window.awaitNodes("#config-list .config-cell", 5);
      }
    }
  }

  private static void turn(Scene scene, String button) {
    FxHarness.run(() -> ((ToggleButton) scene.lookup(button)).fire());
    FxHarness.pulse();
  }

  private static void take(Scene scene, String name) throws IOException {
    WritableImage image = Pictures.draw(scene);
    Pictures.write(image, BUILT.resolve(name + ".png"));
    assertThat(Pictures.colours(image)).as("different colours in " + name).isGreaterThan(50);
  }
}
