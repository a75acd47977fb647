package org.understory.test.kit;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.demo.DemoSystem;
import org.understory.store.sysroot.Sysroot;

/**
 * The demo system for tests: made once, kept in the build folder, always with the same dates and so
 * with the same commits. Tests only read it.
 */
public final class DemoFixture {
  /** What the time is for everything that looks at it. */
  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-15T09:30:00Z"), ZoneOffset.UTC);

  private static final Path FOLDER =
      Path.of(System.getProperty("understory.root", "."), "test", "target", "demo");

  private DemoFixture() {}

  /** The demo system; made now if this is the first time. */
  public static synchronized DemoSystem demo() {
    DemoSystem demo = new DemoSystem(FOLDER, CLOCK);
    if (!demo.isPresent()) {
      try {
        demo.make(fraction -> {}, new Cancellation());
      } catch (StoreException failure) {
        throw new AssertionError(failure);
      }
    }
    return demo;
  }

  /** Its deployments. */
  public static SystemSnapshot snapshot() {
    try (Sysroot sysroot = demo().open()) {
      return sysroot.snapshot();
    } catch (StoreException failure) {
      throw new AssertionError(failure);
    }
  }

  /** Where it is; made now if this is the first time. */
  public static Path folder() {
    demo();
    return FOLDER;
  }
}
