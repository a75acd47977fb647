package org.understory.app.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.understory.app.shell.Navigation;

/**
 * Tells a benchmark for how long the thread that draws is held up by what is done for the first
 * time: with {@code -Dunderstory.first-visits} the program takes a {@link Tour} and prints after
 * each stop the longest time, in milliseconds, between two looks of that thread at its queue.
 *
 * <p>A chain of marks runs through the queue as in the tests, which have that thread's own
 * processor time from a module that is not in the program. Here it is the clock, less what the
 * thread waited for a processor that others had.
 */
final class FirstVisits {
  private static final Path SCHEDULE = Path.of("/proc/thread-self/schedstat");

  private String stop = "first screen";
  private long last = -1;
  private long longest;

  private FirstVisits() {}

  /** Call it when the content is in the window. */
  static void tell(Stage stage, Navigation navigation) {
    if (System.getProperty("understory.first-visits") != null) {
      FirstVisits visits = new FirstVisits();
      Tour.start(stage, navigation, visits::print);
      visits.mark();
    }
  }

  private void mark() {
    long now = System.nanoTime() - waited();
    if (last >= 0) {
      longest = Math.max(longest, now - last);
    }
    last = now;
    if (!stop.equals(Tour.END)) {
      Platform.runLater(this::mark);
    }
  }

  private void print(String next) {
    System.out.printf("held-up %.1f %s%n", longest / 1e6, stop);
    stop = next;
    longest = 0;
  }

  /**
   * Nanoseconds that this thread was ready to run and did not; 0 where the kernel does not count.
   */
  private static long waited() {
    try {
      return Files.exists(SCHEDULE)
          ? Long.parseLong(Files.readString(SCHEDULE).strip().split(" ", -1)[1])
          : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
