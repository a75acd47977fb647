package org.understory.store.libostree;

/** Hears about a pull. */
@FunctionalInterface
public interface PullListener {
  /**
   * Called on the thread that pulls, at most five times a second and once at the end. What it
   * throws ends the pull and comes out of it.
   */
  void progress(PullProgress progress);
}
