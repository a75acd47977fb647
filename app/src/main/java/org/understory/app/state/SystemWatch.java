package org.understory.app.state;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.plan.Busy;
import org.understory.model.system.ServiceReport;
import org.understory.store.engine.Engine;

/**
 * Sees that what is open has changed and has it read again, and who else is changing it. It looks
 * at a few time stamps every two seconds: that costs nothing, and unlike a subscription to the file
 * system it works everywhere. Where a service says that it knows something new, it looks at once.
 */
public final class SystemWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemWatch.class);

  /** Milliseconds that it waits for a service before it looks all the same. */
  private static final long WAIT = 1500;

  /** Milliseconds between two looks at least, whatever a service says. */
  private static final long PAUSE = 500;

  private final AppState state;
  private final Executor drawing;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Semaphore woken = new Semaphore(0);
  private final AtomicBoolean said = new AtomicBoolean();
  private volatile Optional<OpenSystem> watched = Optional.empty();
  private Optional<OpenSystem> last = Optional.empty();
  private List<Long> seen = List.of();
  private Optional<ServiceReport> heard = Optional.empty();
  private boolean told;
  private Closeable listening = () -> {};

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
      while (!closed.await(PAUSE, TimeUnit.MILLISECONDS)) {
        boolean _ = woken.tryAcquire(WAIT, TimeUnit.MILLISECONDS);
        woken.drainPermits();
        look();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
    listen(Optional.empty());
  }

  private void listen(Optional<OpenSystem> open) {
    try {
      listening.close();
    } catch (IOException gone) {
      LOG.debug("Nobody was heard any more", gone);
    }
    listening =
        open.flatMap(OpenSystem::engine)
            .map(engine -> engine.watch(this::serviceSpoke))
            .orElse(() -> {});
  }

  private void serviceSpoke() {
    said.set(true);
    woken.release();
  }

  /** Looks once, as is done every two seconds after {@link #start}; on one thread only. */
  public void look() {
    Optional<OpenSystem> open = watched;
    if (!open.equals(last)) {
      listen(open);
    }
    if (open.isEmpty()) {
      last = open;
      return;
    }
    List<Long> before = open.equals(last) ? seen : open.get().opened();
    List<Long> now = open.get().stamps();
    heard = open.equals(last) ? heard : Optional.empty();
    last = open;
    seen = now;
    boolean spoke = said.getAndSet(false);
    boolean changed = spoke || !now.equals(before);
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
    woken.release();
  }
}
