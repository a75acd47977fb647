package org.understory.store.container;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON document that another program wrote, of which only some fields count here: what is asked
 * for and is not there, or is something else, is just absent.
 *
 * @param value a map, a list, a text, a number or a truth value; empty where there is nothing
 */
public record JsonTree(Optional<Object> value) {
  /** Characters of a document. A manifest has some 100 of each layer. */
  private static final int MAX = 4 << 20;

  /** Values in a document. */
  private static final int MAX_VALUES = 100_000;

  private static final JsonTree NOTHING = new JsonTree(Optional.empty());

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxNumberLength(30)
                  .maxStringLength(1 << 20)
                  .build())
          .build();

  /** Reads a whole document; nothing where it is none, or too large to be a true one. */
  public static JsonTree parse(String text) {
    if (text.length() > MAX) {
      return NOTHING;
    }
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      JsonTree tree = new JsonTree(new Reader(json).value());
      return json.nextToken() == null ? tree : NOTHING;
    } catch (IOException notJson) {
      return NOTHING;
    }
  }

  private static final class Reader {
    private final JsonParser json;
    private int values;

    Reader(JsonParser json) {
      this.json = json;
    }

    Optional<Object> value() throws IOException {
      if (++values > MAX_VALUES || json.currentToken() == null) {
        throw new IOException("too many values, or none");
      }
      return switch (json.currentToken()) {
        case VALUE_STRING -> Optional.of(json.getText());
        case VALUE_TRUE -> Optional.of(true);
        case VALUE_FALSE -> Optional.of(false);
        case VALUE_NUMBER_INT -> Optional.of(json.getBigIntegerValue());
        case VALUE_NUMBER_FLOAT -> Optional.of(json.getText());
        case START_OBJECT -> Optional.of(object());
        case START_ARRAY -> Optional.of(array());
        case VALUE_NULL -> Optional.empty();
        default -> throw new IOException("not a value");
      };
    }

    private Map<String, Object> object() throws IOException {
      Map<String, Object> fields = new HashMap<>();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        value().ifPresent(value -> fields.putIfAbsent(name, value));
      }
      return fields;
    }

    private List<Object> array() throws IOException {
      List<Object> items = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        value().ifPresent(items::add);
      }
      return items;
    }
  }

  /** Whether there is anything. */
  public boolean isThere() {
    return value.isPresent();
  }

  /** A field of an object. */
  public JsonTree get(String name) {
    return value.orElse("") instanceof Map<?, ?> fields
        ? new JsonTree(Optional.ofNullable(fields.get(name)))
        : NOTHING;
  }

  /** The items of a list. */
  public List<JsonTree> items() {
    return value.orElse("") instanceof List<?> items
        ? items.stream().map(item -> new JsonTree(Optional.<Object>of(item))).toList()
        : List.of();
  }

  /** A text. */
  public Optional<String> text() {
    return value.filter(String.class::isInstance).map(String.class::cast);
  }

  /** A number that is not negative. */
  public OptionalLong number() {
    return value.orElse("") instanceof BigInteger number
            && number.signum() >= 0
            && number.bitLength() < Long.SIZE
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  /** Whether it is true. */
  public boolean isTrue() {
    return value.filter(Boolean.TRUE::equals).isPresent();
  }
}
