package org.understory.store.wire;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.history.Checksum;

/** Values of a type, made by what its declaration says: each case, and each choice within one. */
final class Samples {
  private Samples() {}

  static List<Object> of(Type type) {
    if (type instanceof ParameterizedType generic) {
      List<Object> items = of(generic.getActualTypeArguments()[0]);
      if (generic.getRawType() == List.class) {
        return List.of(items, List.of());
      }
      List<Object> optional = new ArrayList<>(items.stream().map(Optional::of).toList());
      optional.add(Optional.empty());
      return optional;
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return List.of("\"a\\b\n\u0000ü𝄞", "");
    }
    if (plain == boolean.class) {
      return List.of(true, false);
    }
    if (plain == int.class) {
      return List.of(Integer.MIN_VALUE, 1);
    }
    if (plain == long.class) {
      return List.of(Long.MAX_VALUE, 0L);
    }
    if (plain == OptionalLong.class) {
      return List.of(OptionalLong.of(Long.MIN_VALUE), OptionalLong.empty());
    }
    if (plain == Checksum.class) {
      return List.of(Checksum.parse("0123456789abcdef".repeat(4)).orElseThrow());
    }
    if (plain.isEnum()) {
      return List.of(plain.getEnumConstants());
    }
    if (plain.isSealed()) {
      return Arrays.stream(plain.getPermittedSubclasses())
          .flatMap(each -> of(each).stream())
          .toList();
    }
    return records(plain);
  }

  /** The first choice of all components, then every other choice of one of them. */
  private static List<Object> records(Class<?> type) {
    List<List<Object>> choices =
        Arrays.stream(type.getRecordComponents()).map(each -> of(each.getGenericType())).toList();
    List<Object> records = new ArrayList<>();
    Object[] arguments = choices.stream().map(List::getFirst).toArray();
    records.add(make(type, arguments));
    for (int i = 0; i < arguments.length; i++) {
      for (Object other : choices.get(i).subList(1, choices.get(i).size())) {
        Object[] changed = arguments.clone();
        changed[i] = other;
        records.add(make(type, changed));
      }
    }
    return records;
  }

  private static Object make(Class<?> type, Object[] arguments) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      return type.getConstructor(types).newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.toString(), e);
    }
  }
}
