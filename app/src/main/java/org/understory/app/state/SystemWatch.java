package org.understory.app.state;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.understory.model.plan.Busy;
import org.understory.model.system.ServiceReport;
import org.understory.store.engine.Engine;

/**
 * Sees that what is open has changed on disk and has it read again, and who else is changing it. It
 * looks at a few time stamps every two seconds: that costs nothing, and unlike a subscription to
 * the file system it works everywhere.
 */
public final class SystemWatch implements AutoCloseable {
  private static final long SECONDS = 2;

  private final AppState state;
  private final Executor drawing;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Optional<OpenSystem> watched = Optional.empty();
  private Optional<OpenSystem> last = Optional.empty();
  private List<Long> seen = List.of();
  private Optional<ServiceReport> heard = Optional.empty();
  private boolean told;

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

  /** Looks once, as is done every two seconds after {@link #start}; on one thread only. */
  public void look() {
    Optional<OpenSystem> open = watched;
    if (open.isEmpty()) {
      return;
    }
    List<Long> before = open.equals(last) ? seen : open.get().opened();
    List<Long> now = open.get().stamps();
    heard = open.equals(last) ? heard : Optional.empty();
    last = open;
    seen = now;
    boolean changed = !now.equals(before);
    Optional<Busy> busy = open.get().engine().flatMap(Engine::others);
    Optional<ServiceReport> report = open.get().engine().flatMap(Engine::serviceReport);
    if (changed || busy.isPresent() || told || !report.equals(heard)) {
      told = busy.isPresent();
      heard = report;
      drawing.execute(
          () -> {
            if (state.systemProperty().get().equals(open)) {
              state.notice(busy);
              state.hear(report);
              if (changed) {
                state.refresh();
              }
            }
          });
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
