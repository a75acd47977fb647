package org.understory.store.libostree;

import java.lang.foreign.MemorySegment;
import org.understory.model.operation.Cancellation;

/** A GCancellable that is cancelled when a {@link Cancellation} is, from whatever thread. */
final class NativeCancel implements AutoCloseable {
  private static final Fn NEW = new Fn("g_cancellable_new", "p");
  private static final Fn CANCEL = new Fn("g_cancellable_cancel", "vp");

  private final MemorySegment cancellable;
  private final Cancellation.Registration registration;

  NativeCancel(Cancellation cancellation) {
    cancellation.check();
    cancellable = NEW.pointer(); // transfer full
    registration = cancellation.onCancel(this::cancel);
  }

  /** To be passed to C, which does not keep it longer than this lives. */
  MemorySegment pointer() {
    return cancellable;
  }

  void cancel() {
    CANCEL.run(cancellable);
  }

  @Override
  public void close() {
    registration.close(); // no other thread is in cancel() after this
    GLib.UNREF.run(cancellable);
  }
}
