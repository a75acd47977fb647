package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.understory.test.kit.BusPerson;
import org.understory.test.kit.HelperLab;
import org.understory.test.kit.SystemLab;

/**
 * Whatever one user says, another is answered within two seconds, by the same process as before.
 */
@Tag("alone")
final class HostileMessageTest {
  private static final long MIB = 1 << 20;

  private record Hostile(String kind, long code) {}

  private static final List<Hostile> MESSAGES =
      List.of(
          new Hostile("field", 10),
          new Hostile("field", 77),
          new Hostile("field", 128),
          new Hostile("field", 255),
          new Hostile("handle", 0),
          new Hostile("many-handles", 0),
          new Hostile("deep", 15),
          new Hostile("deep", 60),
          new Hostile("deep", 200),
          new Hostile("structs", 30),
          new Hostile("structs", 40),
          new Hostile("signature", 0),
          new Hostile("large", MIB),
          new Hostile("large", 32 * MIB - 1024),
          new Hostile("large", 33 * MIB),
          new Hostile("bytes", 120 * MIB),
          new Hostile("no-interface", 0),
          new Hostile("big-endian", 0),
          new Hostile("reply", 1),
          new Hostile("error", 2),
          new Hostile("signal-class", 0));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void nobody_can_make_the_front_deaf(SystemLab.Kind kind) {
    assumeTrue(SystemLab.possible());
    try (HelperLab helper = new HelperLab(kind, folder, HelperLab.Patience.INSTALLED, true);
        BusPerson good = helper.lab().person("hal")) {
      good.connect();
      for (Hostile message : MESSAGES) {
        try (BusPerson bad = helper.lab().person("bob")) {
          bad.connect();
          bad.run("hostile", Map.of("kind", message.kind, "code", message.code, "wait", 0.05));
          assertAnswered(good, message.toString());
        }
      }
      assertThat(helper.starts()).as(helper.lab()::said).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_crowd_that_floods_it_does_not_keep_others_out(SystemLab.Kind kind) {
    assumeTrue(SystemLab.possible());
    try (HelperLab helper = new HelperLab(kind, folder, HelperLab.Patience.INSTALLED, true);
        BusPerson good = helper.lab().person("hal");
        BusPerson bad = helper.lab().person("bob")) {
      good.connect();
      for (long size : List.of(0L, 60_000L, 30 * MIB)) {
        Map<String, ?> flood = Map.of("count", 200, "size", size, "seconds", 1.2);
        Thread crowd = Thread.ofPlatform().start(() -> bad.run("flood", flood));
        while (crowd.isAlive()) {
          assertAnswered(good, "flood of " + size);
          pause();
        }
        assertAnswered(good, "after a flood of " + size);
      }
      assertThat(helper.starts()).as(helper.lab()::said).isEqualTo(1);
    }
  }

  /** Else the good one would itself ask too often. */
  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertAnswered(BusPerson good, String after) {
    List<JsonNode> tries = new ArrayList<>();
    long start = System.nanoTime();
    while (System.nanoTime() - start < 2_000_000_000L) {
      JsonNode state =
          good.run(
              "call",
              Map.of(
                  "dest", "org.understory.Helper1",
                  "path", BusPerson.OBJECT,
                  "interface", "org.understory.Helper1.Manager",
                  "member", "GetState",
                  "wait", 2));
      if (state.get("body").path(0).asText().equals("{\"deployments\":[]}")) {
        return;
      }
      tries.add(state);
    }
    throw new AssertionError(after + ": " + tries);
  }
}
