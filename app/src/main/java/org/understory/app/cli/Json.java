package org.understory.app.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One JSON document, written as it comes. Text from disk is written whole and exact, but escaped
 * wherever a terminal could take it for something else than text. Failures to write come as {@link
 * UncheckedIOException}, as in {@link Output}.
 */
final class Json implements AutoCloseable {
  private final JsonGenerator generator;
  private final Output output;

  Json(Output output) {
    this.output = output;
    try {
      generator = new JsonFactory().createGenerator(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    generator.setCharacterEscapes(new Escapes());
  }

  Json beginObject() {
    return write(generator::writeStartObject);
  }

  Json endObject() {
    return write(generator::writeEndObject);
  }

  Json beginArray() {
    return write(generator::writeStartArray);
  }

  Json endArray() {
    return write(generator::writeEndArray);
  }

  /** The name of the value that follows. */
  Json name(String name) {
    return write(() -> generator.writeFieldName(name));
  }

  Json text(String value) {
    return write(() -> generator.writeString(value));
  }

  Json bool(boolean value) {
    return write(() -> generator.writeBoolean(value));
  }

  Json number(long value) {
    return write(() -> generator.writeNumber(value));
  }

  Json number(BigInteger value) {
    return write(() -> generator.writeNumber(value));
  }

  /** A number, or one of the texts NaN, Infinity and -Infinity, which JSON has no numbers for. */
  Json number(double value) {
    return write(() -> generator.writeNumber(value));
  }

  Json absent() {
    return write(generator::writeNull);
  }

  Json text(String name, String value) {
    return name(name).text(value);
  }

  /** A text, null where there is none. */
  Json text(String name, Optional<String> value) {
    name(name);
    return value.isPresent() ? text(value.get()) : absent();
  }

  Json number(String name, long value) {
    return name(name).number(value);
  }

  /** A number, null where there is none. */
  Json number(String name, OptionalLong value) {
    name(name);
    return value.isPresent() ? number(value.getAsLong()) : absent();
  }

  Json bool(String name, boolean value) {
    return name(name).bool(value);
  }

  /** An array of texts. */
  Json texts(String name, Iterable<String> values) {
    name(name).beginArray();
    values.forEach(this::text);
    return endArray();
  }

  /** Bytes in base64, read to their end. */
  Json bytes(String name, InputStream content) {
    name(name);
    return write(() -> generator.writeBinary(content, -1));
  }

  /** Ends the document and its line; a document that is not whole gets no line end. */
  @Override
  public void close() {
    boolean whole = generator.getOutputContext().inRoot();
    generator.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    write(generator::close);
    if (whole) {
      output.line();
    }
  }

  private interface Writing {
    void run() throws IOException;
  }

  private Json write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /**
   * Escapes what the writer would write as it is: DEL and the C1 controls, format characters (marks
   * that reverse the direction of writing among them), separators of lines, and surrogates, which
   * may be alone.
   */
  private static final class Escapes extends CharacterEscapes {
    @Serial private static final long serialVersionUID = 1L;
    private static final int DELETE = 0x7f;

    private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

    Escapes() {
      ascii[DELETE] = CharacterEscapes.ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int point) {
      return switch (Character.getType(point)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR,
            Character.SURROGATE,
            Character.PRIVATE_USE,
            Character.UNASSIGNED ->
            new SerializedString(String.format("\\u%04x", point));
        default -> null;
      };
    }
  }
}
