package org.understory.app.cli;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.understory.model.history.Variant;

/**
 * Commit metadata as JSON.
 *
 * <ul>
 *   <li>Booleans, integers of any size and floating point numbers are themselves; integers keep all
 *       their digits. NaN and the infinities are texts.
 *   <li>Texts, object paths and signatures are texts.
 *   <li>Bytes ({@code ay}) are <code>{"$hex":"…"}</code>, so that they can't be taken for text.
 *   <li>Arrays and tuples are arrays.
 *   <li>A dictionary is an object if all its keys are texts and none is there twice, else an array
 *       of two-element arrays; a single dictionary entry is a two-element array.
 *   <li>A maybe is null or the value in it; a variant ({@code v}) is the value in it.
 * </ul>
 *
 * Nesting is bounded by the reader (64 levels), so calls may nest here.
 */
final class VariantJson {
  private static final HexFormat HEX = HexFormat.of();

  private VariantJson() {}

  /** Writes metadata as an object. */
  static void write(Json json, Map<String, Variant> metadata) {
    json.beginObject();
    metadata.forEach((key, value) -> write(json.name(key), value));
    json.endObject();
  }

  /** Writes one value. */
  static void write(Json json, Variant variant) {
    switch (variant) {
      case Variant.Bool(boolean value) -> json.bool(value);
      case Variant.Int(var value) -> json.number(value);
      case Variant.Real(double value) -> json.number(value);
      case Variant.Text(String value) -> json.text(value);
      case Variant.Bytes(List<Byte> value) ->
          json.beginObject().text("$hex", hex(value)).endObject();
      case Variant.Array(List<Variant> items) -> array(json, items);
      case Variant.Tuple(List<Variant> items) -> array(json, items);
      case Variant.Dictionary(List<Variant.Entry> entries) -> dictionary(json, entries);
      case Variant.Entry(Variant key, Variant value) -> array(json, List.of(key, value));
      case Variant.Maybe(var value) ->
          value.ifPresentOrElse(content -> write(json, content), json::absent);
      case Variant.Boxed(Variant value) -> write(json, value);
    }
  }

  private static void array(Json json, List<? extends Variant> items) {
    json.beginArray();
    items.forEach(item -> write(json, item));
    json.endArray();
  }

  private static void dictionary(Json json, List<Variant.Entry> entries) {
    Set<String> keys = new HashSet<>();
    for (Variant.Entry entry : entries) {
      if (!(entry.key() instanceof Variant.Text(String key)) || !keys.add(key)) {
        array(json, entries);
        return;
      }
    }
    json.beginObject();
    for (Variant.Entry entry : entries) {
      if (entry.key() instanceof Variant.Text(String key)) {
        write(json.name(key), entry.value());
      }
    }
    json.endObject();
  }

  private static String hex(List<Byte> bytes) {
    StringBuilder out = new StringBuilder(2 * bytes.size());
    for (byte octet : bytes) {
      HEX.toHexDigits(out, octet);
    }
    return out.toString();
  }
}
