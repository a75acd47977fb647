package org.understory.test.kit;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.understory.model.history.Variant;

/** Values as texts that {@code dump.py} writes the same way. */
public final class Canonical {
  private static final HexFormat HEX = HexFormat.of();

  private Canonical() {}

  /** The text of a value. */
  public static String of(Variant value) {
    return switch (value) {
      case Variant.Bool b -> String.valueOf(b.value());
      case Variant.Int i -> i.value().toString();
      case Variant.Real r -> "d" + HEX.toHexDigits(Double.doubleToRawLongBits(r.value()));
      case Variant.Text t -> "s" + HEX.formatHex(t.value().getBytes(StandardCharsets.UTF_8));
      case Variant.Bytes b -> "y" + hex(b.value());
      case Variant.Array a -> "[" + all(a.items()) + "]";
      case Variant.Dictionary d -> "[" + all(d.entries()) + "]";
      case Variant.Entry e -> "{" + of(e.key()) + "," + of(e.value()) + "}";
      case Variant.Tuple t -> "(" + all(t.items()) + ")";
      case Variant.Maybe m -> "m" + m.value().map(Canonical::of).orElse("") + "j";
      case Variant.Boxed b -> "<" + of(b.value()) + ">";
    };
  }

  /** Bytes as hexadecimal digits. */
  public static String hex(List<Byte> bytes) {
    StringBuilder out = new StringBuilder(2 * bytes.size());
    bytes.forEach(b -> HEX.toHexDigits(out, b));
    return out.toString();
  }

  private static String all(List<? extends Variant> items) {
    return items.stream().map(Canonical::of).collect(Collectors.joining(","));
  }
}
