package org.understory.store.wire;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.understory.model.history.Checksum;

/** Values of a type, made by what its declaration says: each case, and each choice within one. */
final class Samples {
  private Samples() {}

  static List<Object> of(Type type) {
    return of(type, Set.of());
  }

  private static List<Object> of(Type type, Set<Class<?>> around) {
    if (type instanceof ParameterizedType generic) {
      List<Object> items = of(generic.getActualTypeArguments()[0], around);
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
      // One that holds another of its kind holds one that holds none.
      boolean again = around.contains(plain);
      Set<Class<?>> within = new HashSet<>(around);
      within.add(plain);
      return Arrays.stream(plain.getPermittedSubclasses())
          .filter(each -> !again || !holds(each, plain))
          .flatMap(each -> of(each, within).stream())
          .toList();
    }
    return records(plain, around);
  }

  /** The first choice of all components, then every other choice of one of them. */
  private static List<Object> records(Class<?> type, Set<Class<?>> around) {
    List<List<Object>> choices =
        Arrays.stream(type.getRecordComponents())
            .map(each -> of(each.getGenericType(), around))
            .toList();
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

  private static boolean holds(Class<?> type, Class<?> kind) {
    return Arrays.stream(type.getRecordComponents()).anyMatch(each -> each.getType() == kind);
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
