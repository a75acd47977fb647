package org.understory.app.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Sees that what is open has changed on disk and has it read again. It looks at a few time stamps
 * every two seconds: that costs nothing, and unlike a subscription to the file system it works
 * everywhere.
 */
public final class SystemWatch implements AutoCloseable {
  private static final long SECONDS = 2;

  private final AppState state;
  private final Executor drawing;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Optional<OpenSystem> watched = Optional.empty();
  private List<Long> seen = List.of();

  /** Watches what is open in {@code state}, which it asks to refresh on {@code drawing}. */
  public SystemWatch(AppState state, Executor drawing) {
    this.state = state;
    this.drawing = drawing;
    state.systemProperty().subscribe(open -> watched = open);
  }

  /** Looks from now on. */
  public void start() {
    Thread.ofPlatform().name("watch").daemon().start(this::lookOften);
  }

  private void lookOften() {
    try {
      while (!closed.await(SECONDS, TimeUnit.SECONDS)) {
        look();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once; on one thread only. */
  void look() {
    Optional<OpenSystem> open = watched;
    List<Long> now =
        open.map(system -> system.watched().stream().map(SystemWatch::stamp).toList())
            .orElse(List.of());
    boolean changed = !seen.isEmpty() && !now.isEmpty() && !now.equals(seen);
    seen = now;
    if (changed) {
      drawing.execute(
          () -> {
            if (state.systemProperty().get().equals(open)) {
              state.refresh();
            }
          });
    }
  }

  private static long stamp(Path file) {
    try {
      return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    } catch (IOException absent) {
      return 0;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
