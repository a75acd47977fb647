package org.understory.store.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * Records as JSON, and back with every doubt refused: the record's components and nothing else,
 * each once, of its type. A case of a sealed interface is an object whose first field {@code type}
 * names it: {@code {"type":"pin","id":"…"}}. The same record always gives the same text.
 */
public final class RecordJson {
  /** Characters of a document at most. */
  public static final int MAX_TEXT = 1 << 20;

  private static final int MAX_DEPTH = 16;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(20)
                  .maxNameLength(100)
                  .maxStringLength(MAX_TEXT)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private RecordJson() {}

  /** The record as one line. */
  public static String write(Record value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Reads a text that {@link #write} could have written.
   *
   * @param type a record, or a sealed interface of records
   * @throws StoreException CorruptFile for anything else; {@code origin} names where it came from
   */
  public static <T> T read(Class<T> type, String text, String origin) throws StoreException {
    if (text.length() > MAX_TEXT) {
      throw new StoreException(new Problem.CorruptFile(origin, Flaw.TOO_LARGE));
    }
    try (JsonParser json = FACTORY.createParser(text)) {
      json.nextToken();
      T value = type.cast(new RecordReader(json).read(type));
      if (json.nextToken() != null) {
        throw new IOException("more than one value");
      }
      return value;
    } catch (IOException | ReflectiveOperationException | RuntimeException e) {
      // Constructors of records refuse what they don't like with a RuntimeException of their own.
      throw new StoreException(new Problem.CorruptFile(origin, Flaw.MALFORMED), e);
    }
  }

  /** The name of a case: {@code EditKernelArguments} is {@code edit-kernel-arguments}. */
  public static String name(Class<?> type) {
    return kebab(type.getSimpleName());
  }

  static String kebab(String camel) {
    return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** The name of a constant: {@code NOT_HERE} is {@code not-here}. */
  public static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a record is a case of a sealed interface, which has to be told. */
  private static boolean isCase(Class<?> type) {
    for (Class<?> parent : type.getInterfaces()) {
      if (parent.isSealed()) {
        return true;
      }
    }
    return false;
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case String text -> json.writeString(text);
      case Boolean yes -> json.writeBoolean(yes);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Checksum checksum -> json.writeString(checksum.hex());
      case Enum<?> constant -> json.writeString(name(constant));
      case OptionalLong number when number.isPresent() -> json.writeNumber(number.getAsLong());
      case OptionalLong _ -> json.writeNull();
      case Optional<?> some when some.isPresent() -> write(json, some.get());
      case Optional<?> _ -> json.writeNull();
      case Collection<?> items -> {
        json.writeStartArray();
        for (Object item : items) {
          write(json, item);
        }
        json.writeEndArray();
      }
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.writeFieldName((String) entry.getKey());
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case Record known -> {
        json.writeStartObject();
        if (isCase(known.getClass())) {
          json.writeStringField("type", name(known.getClass()));
        }
        for (RecordComponent component : known.getClass().getRecordComponents()) {
          json.writeFieldName(component.getName());
          write(json, get(component, known));
        }
        json.writeEndObject();
      }
      default -> throw new IllegalArgumentException("not for JSON: " + value.getClass());
    }
  }

  private static Object get(RecordComponent component, Record known) {
    try {
      return component.getAccessor().invoke(known);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static Type argument(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments()[0];
  }
}
