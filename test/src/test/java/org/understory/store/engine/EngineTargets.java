package org.understory.store.engine;

import static org.understory.test.fuzz.Target.require;

import java.util.List;
import org.understory.test.fuzz.Target;

/** What a commit says of the system in it. */
public final class EngineTargets {
  private EngineTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(Target.of("os-release", EngineTargets::osRelease, FactsReader.class));
  }

  private static void osRelease(byte[] input) {
    FactsReader.variant(Target.text(input))
        .ifPresent(
            name -> require(name.matches("[A-Za-z0-9._-]+"), "one word, as os-release(5) has it"));
  }
}
