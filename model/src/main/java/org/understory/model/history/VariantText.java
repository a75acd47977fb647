package org.understory.model.history;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * Metadata values as text: searched through, and written much as GLib's text format writes them.
 */
public final class VariantText {
  private static final HexFormat HEX = HexFormat.of();

  private VariantText() {}

  /** Whether a text holds a word, whatever its case. */
  public static boolean contains(String text, String word) {
    for (int i = 0; i <= text.length() - word.length(); i++) {
      if (text.regionMatches(true, i, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text or number in one of the values, however deep, holds a word. */
  public static boolean contains(Collection<Variant> values, String word) {
    Deque<Variant> left = new ArrayDeque<>(values);
    while (!left.isEmpty()) {
      switch (left.pop()) {
        case Variant.Text(String text) when contains(text, word) -> {
          return true;
        }
        case Variant.Int(var number) when contains(number.toString(), word) -> {
          return true;
        }
        case Variant.Array(List<Variant> items) -> left.addAll(items);
        case Variant.Tuple(List<Variant> items) -> left.addAll(items);
        case Variant.Dictionary(List<Variant.Entry> entries) -> left.addAll(entries);
        case Variant.Entry(Variant key, Variant value) -> {
          left.push(value);
          left.push(key);
        }
        case Variant.Maybe(var value) -> value.ifPresent(left::push);
        case Variant.Boxed(Variant value) -> left.push(value);
        case Variant.Text text -> {}
        case Variant.Int number -> {}
        case Variant.Bool bool -> {}
        case Variant.Real real -> {}
        case Variant.Bytes bytes -> {}
      }
    }
    return false;
  }

  /**
   * A value on one line, at most {@code limit} characters and an ellipsis. A text alone stands
   * without quotes, bytes are written in hexadecimal. Not safe to show until sanitized.
   */
  public static String of(Variant value, int limit) {
    if (value instanceof Variant.Text(String text)) {
      return text.length() <= limit ? text : text.substring(0, limit) + "…";
    }
    Writer writer = new Writer(limit);
    writer.write(value);
    return writer.text();
  }

  /**
   * Writes until the limit is reached. What is still to be written waits on a stack of its own, so
   * that nesting costs no depth of calls.
   */
  private static final class Writer {
    private final StringBuilder out = new StringBuilder();
    private final Deque<Object> left = new ArrayDeque<>();
    private final int limit;

    Writer(int limit) {
      this.limit = limit;
    }

    void write(Variant value) {
      left.push(value);
      while (!left.isEmpty() && out.length() <= limit) {
        switch (left.pop()) {
          case Variant next -> open(next);
          case Object words -> out.append(words);
        }
      }
    }

    String text() {
      return out.length() <= limit ? out.toString() : out.substring(0, limit) + "…";
    }

    private void open(Variant value) {
      switch (value) {
        case Variant.Bool(boolean bool) -> out.append(bool);
        case Variant.Int(var number) -> out.append(number);
        case Variant.Real(double real) -> out.append(real);
        case Variant.Text(String text) ->
            out.append('\'').append(text, 0, Math.min(text.length(), limit + 1)).append('\'');
        case Variant.Bytes(List<Byte> bytes) -> hex(bytes);
        case Variant.Array(List<Variant> items) -> list("[", items, "]");
        case Variant.Tuple(List<Variant> items) -> list("(", items, ")");
        case Variant.Dictionary(List<Variant.Entry> entries) -> list("{", entries, "}");
        case Variant.Entry(Variant key, Variant entry) -> {
          left.push(entry);
          left.push(": ");
          left.push(key);
        }
        case Variant.Maybe(var content) -> left.push(content.<Object>map(v -> v).orElse("nothing"));
        case Variant.Boxed(Variant content) -> {
          left.push(">");
          left.push(content);
          left.push("<");
        }
      }
    }

    private void list(String before, List<? extends Variant> items, String after) {
      out.append(before);
      left.push(after);
      // No item is shorter than one character, so the rest of a long list can't be reached.
      int reachable = Math.min(items.size(), limit + 1);
      for (int i = reachable - 1; i >= 0; i--) {
        left.push(items.get(i));
        if (i > 0) {
          left.push(", ");
        }
      }
    }

    private void hex(List<Byte> bytes) {
      for (int i = 0; i < bytes.size() && out.length() <= limit; i++) {
        out.append(HEX.toHexDigits(bytes.get(i)));
      }
    }
  }
}
