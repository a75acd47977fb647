package org.understory.store.bootc;

import static org.understory.test.fuzz.Target.require;

import java.util.List;
import org.understory.test.fuzz.Target;

/** What bootc says of itself. */
public final class BootcTargets {
  private BootcTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of("bootc-progress", BootcTargets::progress, BootcProgress.class),
        Target.of("bootc-status", BootcTargets::status, BootcStatus.class));
  }

  private static void progress(byte[] input) {
    BootcProgress.parse(Target.text(input))
        .ifPresent(
            it -> {
              require(it.bytes().orElse(0) >= 0 && it.totalBytes().orElse(1) > 0, "numbers");
              require(it.steps() >= 0 && it.totalSteps() >= 0, "counts");
              require(it.description().length() <= 400, "a line");
            });
  }

  private static void status(byte[] input) {
    BootcStatus.parse(Target.text(input))
        .ifPresent(
            it ->
                it.booted()
                    .flatMap(BootcStatus.Entry::deployment)
                    .ifPresent(id -> require(id.contains("-"), "an id")));
  }
}
