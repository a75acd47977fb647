package org.understory.app.control;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What is left to do until something is built: done piece by piece ahead of need, since all of it
 * would hold up a frame, or the rest at once when somebody wants to see it.
 */
public final class Pieces {
  private final Queue<Runnable> building = new ArrayDeque<>();
  private final Queue<Runnable> rehearsing = new ArrayDeque<>();

  /** A piece of what is built. */
  public void add(Runnable piece) {
    building.add(piece);
  }

  /**
   * Something that is done last, and only while nobody waits: it makes things of which what is
   * shown later makes use.
   */
  public void rehearse(Runnable rehearsal) {
    rehearsing.add(rehearsal);
  }

  /** Does the next piece; false if there was none. */
  public boolean next() {
    Runnable piece = building.isEmpty() ? rehearsing.poll() : building.poll();
    if (piece != null) {
      piece.run();
    }
    return piece != null;
  }

  /** Builds what is not yet built. */
  public void finish() {
    rehearsing.clear();
    while (next()) {}
  }

  /** Leaves undone what is not yet done. */
  public void clear() {
    building.clear();
    rehearsing.clear();
  }
}
