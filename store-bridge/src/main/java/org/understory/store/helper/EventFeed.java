package org.understory.store.helper;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Passes on what a worker says, at most five times a second: what came in between goes together,
 * one JSON document a line, and of several progresses in a row only the newest.
 */
final class EventFeed {
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** A worker says little; what is more than this is not for a person to read. */
  private static final int LINE_LIMIT = 64;

  private static final int LENGTH_LIMIT = 16 << 10;

  private record Line(String text, boolean progress) {}

  private final Loop loop;
  private final Consumer<String> receiver;
  private final Deque<Line> waiting = new ArrayDeque<>();
  private boolean pausing;

  EventFeed(Loop loop, Consumer<String> receiver) {
    this.loop = loop;
    this.receiver = receiver;
  }

  void add(String text, boolean progress) {
    if (text.length() > LENGTH_LIMIT) {
      return;
    }
    Line last = waiting.peekLast();
    if (progress && last != null && last.progress) {
      waiting.removeLast();
    }
    if (waiting.size() == LINE_LIMIT) {
      waiting.removeFirst();
    }
    waiting.add(new Line(text, progress));
    if (!pausing) {
      pass();
    }
  }

  /** Passes on what is waiting, now; before the end. */
  void flush() {
    if (!waiting.isEmpty()) {
      receiver.accept(String.join("\n", waiting.stream().map(Line::text).toList()));
      waiting.clear();
    }
  }

  private void pass() {
    flush();
    pausing = true;
    loop.after(
        PAUSE,
        () -> {
          pausing = false;
          if (!waiting.isEmpty()) {
            pass();
          }
        });
  }
}
