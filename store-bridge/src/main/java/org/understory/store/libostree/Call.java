package org.understory.store.libostree;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * One piece of work for libostree: memory for its arguments, freed at its end, and a place for its
 * error. Every error leaves C here.
 */
final class Call implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment error = arena.allocate(ValueLayout.ADDRESS);
  private final Meaning meaning;

  Call(Meaning meaning) {
    this.meaning = meaning;
  }

  Arena arena() {
    return arena;
  }

  MemorySegment text(String text) {
    return arena.allocateFrom(text);
  }

  MemorySegment strings(List<String> texts) {
    return GLib.strings(arena, texts);
  }

  /** Eight bytes of zero, for a result that C writes. */
  MemorySegment place() {
    return arena.allocate(ValueLayout.JAVA_LONG);
  }

  /**
   * Calls a function that takes a {@code GError **} last, which is added here, and returns whether
   * all went well.
   *
   * @throws StoreException what the {@link Meaning} makes of the error, or LibostreeFailed
   * @throws CancellationException where it stopped because it was cancelled
   */
  void check(Fn function, Object... arguments) throws StoreException {
    if (!function.yes(withError(arguments))) {
      throw failure(function);
    }
  }

  /** As {@link #check}, for a function that returns NULL where something went wrong. */
  MemorySegment pointer(Fn function, Object... arguments) throws StoreException {
    MemorySegment result = function.pointer(withError(arguments));
    if (GLib.isNull(result)) {
      throw failure(function);
    }
    return result;
  }

  /** As {@link #check}, but gives an error that came after the change was made. */
  void attempt(Fn function, AfterChange after, Object... arguments) throws StoreException {
    if (function.yes(withError(arguments))) {
      return;
    }
    GError said = takeError();
    if (!after.isOf(said)) {
      throw translate(function, said);
    }
  }

  /** Tells errors that a change is done in spite of. */
  @FunctionalInterface
  interface AfterChange {
    boolean isOf(GError error);
  }

  private Object[] withError(Object... arguments) {
    error.set(ValueLayout.ADDRESS, 0, MemorySegment.NULL);
    Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = error;
    return all;
  }

  private StoreException failure(Fn function) {
    return translate(function, takeError());
  }

  private GError takeError() {
    MemorySegment said = error.get(ValueLayout.ADDRESS, 0);
    // g_return_val_if_fail says no without an error
    return GLib.isNull(said) ? new GError("", 0, "it gave no reason") : GError.taken(said);
  }

  private StoreException translate(Fn function, GError said) {
    if (said.is(GError.CANCELLED)) {
      throw new CancellationException(function.name());
    }
    Problem problem =
        meaning
            .of(said)
            .orElseGet(() -> new Problem.LibostreeFailed(function.name(), said.message()));
    return new StoreException(
        problem,
        new IllegalStateException(
            function.name()
                + ": "
                + said.message()
                + " ("
                + said.domain()
                + " "
                + said.code()
                + ")"));
  }

  @Override
  public void close() {
    arena.close();
  }
}
