package org.understory.store.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * An entry of the journal as {@code journalctl -o json} writes it: an object of texts. What is not
 * UTF-8 is an array of bytes, what is longer than 4096 bytes is null, and what comes several times
 * is an array of all of that (systemd, "Journal JSON Format").
 */
record JournalEntry(Map<String, String> fields) {
  private static final int MAX_FIELDS = 256;
  private static final long MICROS = 1_000_000;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(4)
                  .maxNumberLength(20)
                  .maxStringLength(1 << 16)
                  .build())
          .build();

  /** Reads a line; empty where it is none, or does not say when it was written. */
  static Optional<JournalEntry> read(String line) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME && fields.size() < MAX_FIELDS) {
        String name = json.currentName();
        json.nextToken();
        value(json).ifPresent(value -> fields.putIfAbsent(name, value));
      }
      boolean whole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
      JournalEntry entry = new JournalEntry(Map.copyOf(fields));
      return whole && entry.micros().isPresent() ? Optional.of(entry) : Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /** Of what comes several times the first. */
  private static Optional<String> value(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return Optional.of(json.getText());
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Optional<String> first = Optional.empty();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        bytes.write(json.getIntValue());
      } else {
        Optional<String> inner = value(json);
        first = first.or(() -> inner);
      }
    }
    return first.or(
        () ->
            bytes.size() == 0
                ? Optional.empty()
                : Optional.of(bytes.toString(StandardCharsets.UTF_8)));
  }

  /** A field that is there and not empty. */
  Optional<String> get(String name) {
    return Optional.ofNullable(fields.get(name)).filter(text -> !text.isEmpty());
  }

  /** A field, or nothing. */
  String text(String name) {
    return fields.getOrDefault(name, "");
  }

  /** A field of decimal digits. */
  OptionalLong number(String name) {
    String text = text(name);
    return NUMBER.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /** When it was written, microseconds since 1970. */
  private OptionalLong micros() {
    return number("__REALTIME_TIMESTAMP");
  }

  /** When it was written, seconds since 1970. */
  long time() {
    return micros().orElseThrow() / MICROS;
  }

  /** Which run of the computer wrote it. */
  String boot() {
    return text("_BOOT_ID");
  }

  /** What kind it is. */
  String kind() {
    return text("MESSAGE_ID");
  }
}
