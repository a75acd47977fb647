package org.understory.store.libostree;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * An OstreeAsyncProgress that tells a listener. It is made and used on the thread that pulls, whose
 * default context is the pull's: C calls back from there and from nowhere else.
 */
final class NativeProgress implements AutoCloseable {
  /** How often libostree says something (its option {@code update-frequency}). */
  static final int MILLISECONDS = 200;

  private static final Fn NEW = new Fn("ostree_async_progress_new_and_connect", "ppp");
  private static final Fn FINISH = new Fn("ostree_async_progress_finish", "vp");
  private static final Fn NUMBER = new Fn("ostree_async_progress_get_uint", "upp");
  private static final Fn WORD = new Fn("ostree_async_progress_get_uint64", "lpp");
  private static final Fn STATUS = new Fn("ostree_async_progress_get_status", "pp");

  private final Arena arena = Arena.ofConfined();
  private final PullListener listener;
  private final NativeCancel cancel;
  private final MemorySegment progress;
  private Optional<Throwable> failure = Optional.empty();
  private long next = System.nanoTime();

  NativeProgress(PullListener listener, NativeCancel cancel) {
    this.listener = listener;
    this.cancel = cancel;
    this.progress = NEW.pointer(upcall(), MemorySegment.NULL); // transfer full
  }

  MemorySegment pointer() {
    return progress;
  }

  /** Says the last; throws what the listener threw. */
  void finish() {
    next = System.nanoTime();
    FINISH.run(progress); // calls back once more, if something has changed
    failure.ifPresent(
        thrown -> {
          switch (thrown) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(thrown);
          }
        });
  }

  /** Called by C, where an exception would end the JVM. */
  @SuppressWarnings({"unused", "UnusedMethod"})
  private void changed(MemorySegment sender, MemorySegment unused) {
    try {
      if (failure.isEmpty() && System.nanoTime() - next >= 0) {
        next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLISECONDS);
        listener.progress(now());
      }
    } catch (Throwable thrown) {
      failure = Optional.of(thrown);
      cancel.cancel();
    }
  }

  /** The names are those of update_progress in ostree-repo-pull.c; 0 for one that is not set. */
  private PullProgress now() {
    long total = word("total-delta-part-size");
    return new PullProgress(
        word("bytes-transferred"),
        total == 0 ? OptionalLong.empty() : OptionalLong.of(total),
        number("fetched"),
        number("requested"),
        number("metadata-fetched"),
        number("outstanding-metadata-fetches"),
        GLib.taken(STATUS.pointer(progress)));
  }

  private int number(String key) {
    try (Arena brief = Arena.ofConfined()) {
      return NUMBER.number(progress, brief.allocateFrom(key));
    }
  }

  private long word(String key) {
    try (Arena brief = Arena.ofConfined()) {
      return WORD.word(progress, brief.allocateFrom(key));
    }
  }

  @SuppressWarnings("restricted") // this room is for it
  private MemorySegment upcall() {
    try {
      return Linker.nativeLinker()
          .upcallStub(
              MethodHandles.lookup()
                  .findVirtual(
                      NativeProgress.class,
                      "changed",
                      MethodType.methodType(void.class, MemorySegment.class, MemorySegment.class))
                  .bindTo(this),
              FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS),
              arena);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    GLib.UNREF.run(progress);
    arena.close(); // nothing calls back any more
  }
}
