package org.understory.store.variant;

import java.util.ArrayList;
import java.util.List;
import org.understory.model.operation.Flaw;

/**
 * A definite GVariant type, for example {@code a{sv}}.
 *
 * @param text as GLib writes it
 * @param kind its first character tells which
 * @param alignment 1, 2, 4 or 8: where a value may start, counted from the start of its container
 * @param fixedSize bytes of every value of this type; 0 where values differ in size
 * @param children types of the members of a tuple or dictionary entry, or the one element type of
 *     an array or maybe
 */
public record VariantType(
    String text, Kind kind, int alignment, int fixedSize, List<VariantType> children) {
  /** What a type is made of. */
  public enum Kind {
    BASIC,
    STRING,
    VARIANT,
    MAYBE,
    ARRAY,
    TUPLE,
    ENTRY
  }

  /**
   * How deep types may nest, with the values of {@code v} counted on. GLib stops at 128
   * (G_VARIANT_MAX_RECURSION_DEPTH); nothing that OSTree stores comes near this.
   */
  static final int MAX_DEPTH = 64;

  /** Characters of a type; keeps the sizes of tuples far from overflow. */
  private static final int MAX_TEXT = 1 << 16;

  /** Reads a type that was written in this program. */
  public static VariantType of(String text) {
    try {
      return parse(text);
    } catch (VariantException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /**
   * Reads exactly one definite type out of untrusted text (g_variant_type_string_scan).
   *
   * @throws VariantException MALFORMED, TOO_DEEP or TOO_LARGE
   */
  static VariantType parse(String text) throws VariantException {
    if (text.length() > MAX_TEXT) {
      throw new VariantException(Flaw.TOO_LARGE);
    }
    Scanner scanner = new Scanner(text);
    VariantType type = scanner.next(0);
    if (scanner.position != text.length()) {
      throw new VariantException(Flaw.MALFORMED);
    }
    return type;
  }

  /** First character of the type. */
  char code() {
    return text.charAt(0);
  }

  private static VariantType container(String text, Kind kind, List<VariantType> members) {
    int alignment = 1;
    long size = 0;
    for (VariantType member : members) {
      alignment = Math.max(alignment, member.alignment);
      if (member.fixedSize == 0) {
        size = -1;
      } else if (size >= 0) {
        size = align(size, member.alignment) + member.fixedSize;
      }
    }
    boolean fixed = size >= 0 && (kind == Kind.TUPLE || kind == Kind.ENTRY);
    // The empty tuple takes one byte; every other fixed size is a multiple of the alignment.
    int fixedSize = fixed ? (int) Math.max(1, align(size, alignment)) : 0;
    return new VariantType(text, kind, alignment, fixedSize, List.copyOf(members));
  }

  static long align(long position, int alignment) {
    return (position + alignment - 1) & -alignment;
  }

  private static final class Scanner {
    private final String text;
    private int position;

    Scanner(String text) {
      this.text = text;
    }

    VariantType next(int depth) throws VariantException {
      if (depth >= MAX_DEPTH) {
        throw new VariantException(Flaw.TOO_DEEP);
      }
      int start = position;
      char code = take();
      return switch (code) {
        case 'b', 'y' -> basic(code, 1);
        case 'n', 'q' -> basic(code, 2);
        case 'i', 'u', 'h' -> basic(code, 4);
        case 'x', 't', 'd' -> basic(code, 8);
        case 's', 'o', 'g' -> new VariantType(String.valueOf(code), Kind.STRING, 1, 0, List.of());
        case 'v' -> new VariantType("v", Kind.VARIANT, 8, 0, List.of());
        case 'a' -> wrapped(start, Kind.ARRAY, next(depth + 1));
        case 'm' -> wrapped(start, Kind.MAYBE, next(depth + 1));
        case '(' -> tuple(start, depth);
        case '{' -> entry(start, depth);
        default -> throw new VariantException(Flaw.MALFORMED);
      };
    }

    private VariantType tuple(int start, int depth) throws VariantException {
      List<VariantType> members = new ArrayList<>();
      while (peek() != ')') {
        members.add(next(depth + 1));
      }
      position++;
      return container(text.substring(start, position), Kind.TUPLE, members);
    }

    private VariantType entry(int start, int depth) throws VariantException {
      VariantType key = next(depth + 1);
      VariantType value = next(depth + 1);
      if (take() != '}' || (key.kind != Kind.BASIC && key.kind != Kind.STRING)) {
        throw new VariantException(Flaw.MALFORMED);
      }
      return container(text.substring(start, position), Kind.ENTRY, List.of(key, value));
    }

    private VariantType wrapped(int start, Kind kind, VariantType element) {
      return container(text.substring(start, position), kind, List.of(element));
    }

    private VariantType basic(char code, int size) {
      return new VariantType(String.valueOf(code), Kind.BASIC, size, size, List.of());
    }

    private char peek() throws VariantException {
      if (position >= text.length()) {
        throw new VariantException(Flaw.MALFORMED);
      }
      return text.charAt(position);
    }

    private char take() throws VariantException {
      char code = peek();
      position++;
      return code;
    }
  }
}
