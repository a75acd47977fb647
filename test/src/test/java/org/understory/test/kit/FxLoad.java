package org.understory.test.kit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import javafx.application.Platform;

/**
 * The longest that the JavaFX thread was at work without a pause for others, while a test did
 * something. A chain of marks runs through that thread's queue, each one asking for the next: every
 * event, pulse (animation, styling, layout, handing the scene to the renderer) and delivered result
 * lies between two of them. The thread's own processor time is measured and not the clock, so that
 * other programs on the machine don't count.
 */
public final class FxLoad {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private boolean marking = true;
  private long last = -1;
  private long longest;

  private FxLoad() {}

  /**
   * The longest piece of work, in milliseconds, from now to the end of {@code steps} on this
   * thread.
   */
  public static double longest(Runnable steps) {
    FxLoad load = new FxLoad();
    FxHarness.run(load::mark);
    steps.run();
    return FxHarness.call(load::end) / 1e6;
  }

  private void mark() {
    long now = THREADS.getCurrentThreadCpuTime();
    if (last >= 0) {
      longest = Math.max(longest, now - last);
    }
    last = now;
    if (marking) {
      Platform.runLater(this::mark);
    }
  }

  private long end() {
    marking = false;
    return longest;
  }
}
