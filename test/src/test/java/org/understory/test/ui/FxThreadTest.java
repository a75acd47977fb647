package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;

/**
 * Nothing holds up the thread that draws. Two things are measured while the demo opens in a shown
 * window: every piece of the program's own work on that thread (results that arrive, nodes that are
 * built for them), and the styling and layout of a pulse. The toolkit's start, the first use of
 * each class and the drawing of pixels are left out: the first runs are not counted, and of the
 * others the best one is, since other programs on the machine only ever make it slower.
 */
final class FxThreadTest {
  private static final int WARM_UP = 8;
  private static final int RUNS = 8;
  private static final double FRAME_MILLIS = 16;

  private final List<Double> deliveries = new ArrayList<>();
  private final List<Double> layouts = new ArrayList<>();
  private long layoutStart;

  @Test
  void opening_the_demo_never_holds_up_a_frame() {
    double delivery = Double.MAX_VALUE;
    double layout = Double.MAX_VALUE;
    for (int run = 0; run < WARM_UP + RUNS; run++) {
      Longest longest = open();
      if (run >= WARM_UP) {
        delivery = Math.min(delivery, longest.delivery());
        layout = Math.min(layout, longest.layout());
      }
    }
    System.out.printf(
        Locale.ROOT,
        "FX thread while the demo opens: longest delivery %.1f ms, longest layout %.1f ms%n",
        delivery,
        layout);
    assertThat(delivery).as("longest delivery, ms").isLessThan(FRAME_MILLIS);
    assertThat(layout).as("longest styling and layout, ms").isLessThan(FRAME_MILLIS);
  }

  private record Longest(double delivery, double layout) {}

  private Longest open() {
    FxHarness.run(
        () -> {
          deliveries.clear();
          layouts.clear();
        });
    Background background =
        new Background(
            Executors.newVirtualThreadPerTaskExecutor(),
            task -> Platform.runLater(() -> measure(task)));
    try (DemoWindow window = DemoWindow.build(Locale.ENGLISH, Place.SYSTEM, background)) {
      Scene scene = window.scene(960, 900);
      Stage stage = FxHarness.show(() -> scene);
      FxHarness.run(
          () -> {
            scene.addPreLayoutPulseListener(() -> layoutStart = cpu());
            scene.addPostLayoutPulseListener(() -> layouts.add((cpu() - layoutStart) / 1e6));
          });
      window.openDemo();
      FxHarness.pulse();
      assertThat(FxHarness.<Boolean>call(() -> scene.getRoot().lookup(".deployment") != null))
          .isTrue();
      Longest longest =
          FxHarness.call(() -> new Longest(Collections.max(deliveries), Collections.max(layouts)));
      FxHarness.close(stage);
      return longest;
    }
  }

  private void measure(Runnable task) {
    long start = System.nanoTime();
    task.run();
    deliveries.add(millisSince(start));
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
