package org.understory.store.variant;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.understory.model.history.Variant;
import org.understory.model.operation.Flaw;

/**
 * Turns a serialised value of any type into a {@link Variant}. Integers are read as stored on
 * little-endian machines. OSTree stores those in its own objects big-endian, but takes metadata as
 * it comes: no key of its own holds an integer, rpm-ostree's are as the machine writes them ({@code
 * rpmostree.clientlayer_version}), and Flatpak's {@code xa.installed-size} and {@code
 * xa.download-size} are big-endian. {@code ostree show --print-metadata-key} swaps all of them
 * unless told {@code --no-byteswap}.
 *
 * <p>The depth of the recursion is bounded by {@link VariantType#MAX_DEPTH}, the number of values
 * by {@link #MAX_NODES}.
 */
public final class VariantReader {
  /** Values in one tree of values. */
  private static final int MAX_NODES = 1 << 20;

  private static final VariantType BYTES = VariantType.of("ay");

  private int nodes;

  private VariantReader() {}

  /** The value of all of {@code bytes}. */
  public static Variant read(VariantType type, byte[] bytes) throws VariantException {
    return read(Serialized.of(type, bytes));
  }

  /** The value and all that it holds. */
  public static Variant read(Serialized value) throws VariantException {
    return new VariantReader().value(value, 0);
  }

  /**
   * An {@code a{sv}} in stored order; of a key that comes twice the first counts, as in
   * g_variant_lookup. Values are no longer boxed.
   */
  public static Map<String, Variant> dictionary(Serialized dictionary) throws VariantException {
    VariantReader reader = new VariantReader();
    Map<String, Variant> values = new LinkedHashMap<>();
    for (Serialized entry : dictionary.items()) {
      List<Serialized> pair = entry.items();
      Serialized inside = pair.getLast().items().getFirst();
      values.putIfAbsent(pair.getFirst().text(), reader.value(inside, 0));
    }
    return values;
  }

  private Variant value(Serialized value, int depth) throws VariantException {
    if (depth >= VariantType.MAX_DEPTH) {
      throw new VariantException(Flaw.TOO_DEEP);
    }
    nodes++;
    if (nodes > MAX_NODES) {
      throw new VariantException(Flaw.TOO_MANY);
    }
    return switch (value.type().kind()) {
      case BASIC -> basic(value);
      case STRING -> new Variant.Text(string(value));
      case VARIANT -> new Variant.Boxed(only(value, depth));
      case MAYBE ->
          new Variant.Maybe(
              value.items().isEmpty() ? Optional.empty() : Optional.of(only(value, depth)));
      case TUPLE -> new Variant.Tuple(items(value, depth));
      case ENTRY -> entry(value, depth);
      case ARRAY -> array(value, depth);
    };
  }

  private Variant array(Serialized value, int depth) throws VariantException {
    if (value.type().equals(BYTES)) {
      return new Variant.Bytes(new ByteList(value.bytes()));
    }
    if (value.type().children().getFirst().kind() != VariantType.Kind.ENTRY) {
      return new Variant.Array(items(value, depth));
    }
    List<Variant.Entry> entries = new ArrayList<>();
    for (Serialized item : value.items()) {
      entries.add(entry(item, depth + 1));
    }
    return new Variant.Dictionary(List.copyOf(entries));
  }

  private Variant.Entry entry(Serialized value, int depth) throws VariantException {
    List<Serialized> pair = value.items();
    return new Variant.Entry(value(pair.getFirst(), depth + 1), value(pair.getLast(), depth + 1));
  }

  private Variant only(Serialized value, int depth) throws VariantException {
    return value(value.items().getFirst(), depth + 1);
  }

  private List<Variant> items(Serialized value, int depth) throws VariantException {
    List<Serialized> items = value.items();
    List<Variant> values = new ArrayList<>(items.size());
    for (Serialized item : items) {
      values.add(value(item, depth + 1));
    }
    return List.copyOf(values);
  }

  private static Variant basic(Serialized value) throws VariantException {
    long integer = value.integer();
    return switch (value.type().code()) {
      case 'b' -> {
        if (integer != 0 && integer != 1) {
          throw new VariantException(Flaw.MALFORMED);
        }
        yield new Variant.Bool(integer == 1);
      }
      case 'd' -> new Variant.Real(Double.longBitsToDouble(integer));
      case 't' -> new Variant.Int(new BigInteger(Long.toUnsignedString(integer)));
      default -> new Variant.Int(BigInteger.valueOf(integer));
    };
  }

  private static String string(Serialized value) throws VariantException {
    String text = value.text();
    boolean valid =
        switch (value.type().code()) {
          case 'o' -> isObjectPath(text);
          case 'g' -> isSignature(text);
          default -> true;
        };
    if (!valid) {
      throw new VariantException(Flaw.MALFORMED);
    }
    return text;
  }

  /** g_variant_is_object_path. */
  private static boolean isObjectPath(String text) {
    if (text.equals("/")) {
      return true;
    }
    if (!text.startsWith("/") || text.endsWith("/") || text.contains("//")) {
      return false;
    }
    return text.chars()
        .allMatch(
            c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || c == '/');
  }

  /** A row of definite types that D-Bus knows, so without a maybe (g_variant_is_signature). */
  private static boolean isSignature(String text) {
    if (text.indexOf('m') >= 0) {
      return false;
    }
    try {
      VariantType.parse("(" + text + ")");
      return true;
    } catch (VariantException e) {
      return false;
    }
  }
}
