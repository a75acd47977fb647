package org.understory.store.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.history.Checksum;

/** Reads one value of a known type; stands on its first token. */
final class RecordReader {
  /** Items of a list at most. */
  private static final int MAX_ITEMS = 4096;

  private final JsonParser json;

  RecordReader(JsonParser json) {
    this.json = json;
  }

  Object read(Type type) throws IOException, ReflectiveOperationException {
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == Optional.class) {
        return json.currentToken() == JsonToken.VALUE_NULL
            ? Optional.empty()
            : Optional.of(read(RecordJson.argument(type)));
      }
      if (generic.getRawType() == List.class) {
        return list(RecordJson.argument(type));
      }
      throw wrong("a type that is not for JSON: " + type);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == OptionalLong.class) {
      return json.currentToken() == JsonToken.VALUE_NULL
          ? OptionalLong.empty()
          : OptionalLong.of(number());
    }
    if (plain == String.class) {
      return text();
    }
    if (plain == boolean.class) {
      return json.getBooleanValue();
    }
    if (plain == long.class) {
      return number();
    }
    if (plain == int.class) {
      return Math.toIntExact(number());
    }
    if (plain == Checksum.class) {
      return Checksum.parse(text()).orElseThrow(() -> wrong("no checksum"));
    }
    if (plain.isEnum()) {
      return constant(plain);
    }
    return object(plain);
  }

  private String text() throws IOException {
    expect(JsonToken.VALUE_STRING);
    String text = json.getText();
    // Half of a character can be escaped, and becomes another text where it is written as UTF-8.
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw wrong("half of a character");
    }
    return text;
  }

  private long number() throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  private Object constant(Class<?> type) throws IOException {
    String name = text();
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> RecordJson.name((Enum<?>) each).equals(name))
        .findFirst()
        .orElseThrow(() -> wrong("no such constant: " + name));
  }

  private List<Object> list(Type item) throws IOException, ReflectiveOperationException {
    expect(JsonToken.START_ARRAY);
    List<Object> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (items.size() == MAX_ITEMS) {
        throw wrong("too many items");
      }
      items.add(read(item));
    }
    return items;
  }

  private Object object(Class<?> type) throws IOException, ReflectiveOperationException {
    expect(JsonToken.START_OBJECT);
    Class<?> known = type;
    json.nextToken();
    if (type.isSealed()) {
      if (!"type".equals(json.currentName()) || json.nextToken() != JsonToken.VALUE_STRING) {
        throw wrong("type comes first");
      }
      String name = json.getText();
      known =
          Arrays.stream(type.getPermittedSubclasses())
              .filter(each -> RecordJson.name(each).equals(name))
              .findFirst()
              .orElseThrow(() -> wrong("no such type: " + name));
      json.nextToken();
    }
    if (!known.isRecord()) {
      throw wrong("a type that is not for JSON: " + known);
    }
    return record(known);
  }

  private Object record(Class<?> type) throws IOException, ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Map<String, Type> types = new HashMap<>();
    for (RecordComponent component : components) {
      types.put(component.getName(), component.getGenericType());
    }
    Map<String, Object> values = new HashMap<>();
    while (json.currentToken() != JsonToken.END_OBJECT) {
      expect(JsonToken.FIELD_NAME);
      String name = json.currentName();
      Type wanted = types.get(name);
      if (wanted == null) {
        throw wrong("no such field: " + name);
      }
      json.nextToken();
      values.put(name, read(wanted));
      json.nextToken();
    }
    if (values.size() != components.length) {
      throw wrong("fields are missing");
    }
    Class<?>[] parameters =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] arguments =
        Arrays.stream(components).map(each -> values.get(each.getName())).toArray();
    try {
      return type.getConstructor(parameters).newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new IOException("refused by the record", e);
    }
  }

  private void expect(JsonToken token) throws IOException {
    if (json.currentToken() != token) {
      throw wrong("expected " + token);
    }
  }

  private static IOException wrong(String why) {
    return new IOException(why);
  }
}
