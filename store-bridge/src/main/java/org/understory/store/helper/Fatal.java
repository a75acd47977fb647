package org.understory.store.helper;

import org.slf4j.LoggerFactory;

/**
 * Ends the process at once. A front that is half alive owns the name and answers nobody; one that
 * is gone is started anew by the bus. The worker is another process and goes on.
 */
final class Fatal {
  private static final int SOFTWARE = 70;

  private Fatal() {}

  /** Every failure that no thread caught ends the process from now on. */
  static void watch() {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> end(failure));
  }

  static void end(Throwable cause) {
    try {
      LoggerFactory.getLogger(Fatal.class).error("The front ends", cause);
    } finally {
      Runtime.getRuntime().halt(SOFTWARE);
    }
  }
}
