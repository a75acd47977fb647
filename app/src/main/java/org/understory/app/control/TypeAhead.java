package org.understory.app.control;

import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Finds a row by the first letters of its name, typed one after another. */
public final class TypeAhead {
  private static final long PAUSE_NANOS = 1_000_000_000;

  private final LongSupplier nanoTime;
  private String typed = "";
  private long last;

  /** Letters belong together while less than a second of this clock lies between them. */
  public TypeAhead(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * The row to go to when {@code letter} is typed at row {@code current}; -1 for none. The same
   * letter again goes on to the next row that begins with it.
   */
  public int find(List<String> names, int current, String letter) {
    long now = nanoTime.getAsLong();
    boolean fresh = typed.isEmpty() || now - last > PAUSE_NANOS;
    last = now;
    boolean again = !fresh && typed.equals(letter);
    typed = fresh || again ? letter : typed + letter;
    int start = Math.max(current, 0) + (fresh || again ? 1 : 0);
    for (int i = 0; i < names.size(); i++) {
      int row = (start + i) % names.size();
      if (names.get(row).toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT))) {
        return row;
      }
    }
    return -1;
  }
}
