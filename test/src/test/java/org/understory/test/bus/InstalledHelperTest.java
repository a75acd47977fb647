package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.understory.model.operation.Cancellation;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.store.client.HelperClient;
import org.understory.store.engine.HelperEngine;
import org.understory.test.kit.SystemLab;
import org.understory.test.kit.WholeLab;

/**
 * The helper out of a runtime image, with {@code -Dunderstory.image=FOLDER}, which {@code
 * installer/run} makes in {@code installer/target/understory}; prints what {@code
 * docs/performance.md} tells.
 */
final class InstalledHelperTest {
  private static final int RUNS = 9;
  private static final Cancellation NEVER = new Cancellation();

  @Test
  void it_starts_and_works() throws Exception {
    String image = System.getProperty("understory.image", "");
    assumeTrue(!image.isEmpty() && SystemLab.possible());
    List<Long> starts = new ArrayList<>();
    List<Long> again = new ArrayList<>();
    List<Long> pins = new ArrayList<>();
    long front = 0;
    long worker = 0;
    try (WholeLab lab = WholeLab.ofImage(SystemLab.Kind.DBUS_BROKER, Path.of(image))) {
      HelperEngine engine = lab.engine();
      for (int i = 0; i < RUNS; i++) {
        lab.helper().front().destroyForcibly().onExit().join();
        long begin = System.nanoTime();
        lab.helper().startAnother();
        try (HelperClient client =
            HelperClient.connect(lab.helper().lab().path("/run/dbus/system_bus_socket"))) {
          assertThat(client.state()).contains(lab.newest().isEmpty() ? "" : "stateId");
          starts.add(millis(begin));
          Thread.sleep(1000);
          begin = System.nanoTime();
          client.state();
          again.add(millis(begin));
        }
        var plan =
            engine.plan(
                i % 2 == 0 ? new Operation.Pin(lab.other()) : new Operation.Unpin(lab.other()));
        long from = System.nanoTime();
        CompletableFuture<Outcome> end =
            CompletableFuture.supplyAsync(() -> engine.carryOut(plan, event -> {}, NEVER));
        while (!end.isDone()) {
          for (ProcessHandle each : lab.workers()) {
            worker = Math.max(worker, peak(each.pid()));
          }
        }
        assertThat(end.join()).isInstanceOf(Outcome.Succeeded.class);
        pins.add(millis(from));
        front = Math.max(front, peak(lab.helper().front().pid()));
      }
      // The runtime image has what it takes to start logger.
      assertThat(lab.helper().lab().journal("UNDERSTORY_ACTION=org.understory.pin")).isNotEmpty();
    }
    System.out.printf(
        "start to first GetState %s ms, GetState %s ms, pin %s ms, front %d KiB, worker %d KiB%n",
        leastAndMedian(starts), leastAndMedian(again), leastAndMedian(pins), front, worker);
  }

  private static long millis(long since) {
    return (System.nanoTime() - since) / 1_000_000;
  }

  private static String leastAndMedian(List<Long> times) {
    Collections.sort(times);
    return times.getFirst() + " (median " + times.get(times.size() / 2) + ")";
  }

  /** KiB resident at most so far. */
  private static long peak(long process) {
    try {
      return Files.readString(Path.of("/proc/" + process + "/status"))
          .lines()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException ended) {
      return 0;
    }
  }
}
