package org.understory.test.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.understory.model.operation.StoreException;
import org.understory.store.variant.VariantException;

/**
 * Something that reads what anybody may have written, and what must hold whatever that is. The
 * targets of a room stand in its own package, for most of its parsers are not public.
 *
 * @param name of the folder of its corpus, and for the command {@code test/fuzz}
 * @param parsers the classes that it tries
 */
public record Target(String name, Trial trial, List<Class<?>> parsers) {
  /** Bytes of the input that {@link #large} makes of a smaller one. */
  private static final int LARGE = 1 << 20;

  /** What stands between the parts of an input that has several. */
  private static final int SEPARATOR = 0x1e;

  /** Reads the input and checks what came of it. */
  public interface Trial {
    /** May refuse the input with the exceptions that the readers have for that. */
    void run(byte[] input) throws Exception;
  }

  /** A target that tries these classes. */
  public static Target of(String name, Trial trial, Class<?>... parsers) {
    return new Target(name, trial, List.of(parsers));
  }

  /** Tries an input: it is read, or refused with a named problem; anything else is a fault. */
  public void run(byte[] input) {
    try {
      trial.run(input);
    } catch (StoreException refused) {
      Objects.requireNonNull(refused.problem());
    } catch (VariantException refused) {
      Objects.requireNonNull(refused.flaw());
    } catch (RuntimeException fault) {
      throw fault;
    } catch (Exception fault) {
      throw new AssertionError("not an exception for bad input", fault);
    }
  }

  /**
   * A mebibyte of the same again and again, each part for itself: what takes the square of its
   * length shows there.
   */
  public static byte[] large(byte[] input) {
    List<byte[]> parts = parts(input, 1 + count(input));
    ByteBuffer large = ByteBuffer.allocate(LARGE + parts.size());
    for (byte[] part : parts) {
      for (int left = LARGE / parts.size(); left > 0 && part.length > 0; left -= part.length) {
        large.put(part, 0, Math.min(left, part.length));
      }
      large.put((byte) SEPARATOR);
    }
    return Arrays.copyOf(large.array(), large.position() - 1);
  }

  private static int count(byte[] input) {
    int count = 0;
    for (byte each : input) {
      count += each == SEPARATOR ? 1 : 0;
    }
    return count;
  }

  /** Something that must hold. */
  public static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /** Two things that must be the same. */
  public static void same(Object expected, Object found, String what) {
    if (!expected.equals(found)) {
      throw new AssertionError(what + ": " + expected + " and " + found);
    }
  }

  /** The input as text; what is not UTF-8 is replaced. */
  public static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }

  /** The input in so many parts: the last ones are empty where there are too few separators. */
  public static List<byte[]> parts(byte[] input, int count) {
    byte[][] parts = new byte[count][];
    int start = 0;
    for (int i = 0; i < count; i++) {
      start = Math.min(start, input.length);
      int end = start;
      while (end < input.length && (i == count - 1 || input[end] != SEPARATOR)) {
        end++;
      }
      parts[i] = Arrays.copyOfRange(input, start, end);
      start = end + 1;
    }
    return List.of(parts);
  }

  /** The same as texts. */
  public static List<String> texts(byte[] input, int count) {
    return parts(input, count).stream().map(Target::text).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
