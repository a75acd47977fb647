package org.understory.test.fuzz;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Measures processor time, which does not depend on what else the computer does. */
final class Clock {
  private Clock() {}

  /** Fails where something takes longer than so many seconds. */
  static void within(int seconds, Runnable work) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    work.run();
    long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    Target.require(
        took < TimeUnit.SECONDS.toNanos(seconds),
        "too slow: " + TimeUnit.NANOSECONDS.toMillis(took) + " ms");
  }
}
