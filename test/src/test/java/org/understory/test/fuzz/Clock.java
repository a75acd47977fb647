package org.understory.test.fuzz;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Measures processor time, which does not depend on what else the computer does. */
final class Clock {
  /** Most take a tenth of it, where Jazzer does not watch each of their steps. */
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(3);

  private Clock() {}

  /** Fails where something takes too long. */
  static void within(Runnable work) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    work.run();
    long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    Target.require(took < LIMIT, "too slow: " + TimeUnit.NANOSECONDS.toMillis(took) + " ms");
  }
}
