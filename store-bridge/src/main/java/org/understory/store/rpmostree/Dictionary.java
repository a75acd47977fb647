package org.understory.store.rpmostree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.understory.model.history.Checksum;
import org.understory.store.bus.Variant;

/**
 * What the daemon tells by name, {@code a{sv}}. A value of another type than it should have, or
 * more of them than any real one has, costs that value and is noted.
 *
 * @param unreadable where names are noted
 */
record Dictionary(Map<?, ?> values, Set<String> unreadable) {
  /** Items of a list that are looked at. */
  private static final int MAX_ITEMS = 2000;

  /** Characters of a text that is kept. */
  private static final int MAX_TEXT = 1000;

  /** A dictionary, or one without entries where that is none. */
  static Dictionary of(Object value, Set<String> unreadable) {
    return new Dictionary(value instanceof Map<?, ?> map ? map : Map.of(), unreadable);
  }

  Optional<String> text(String key) {
    return value(key, "s").map(String.class::cast).map(Dictionary::brief);
  }

  boolean isTrue(String key) {
    return value(key, "b").map(Boolean.class::cast).orElse(false);
  }

  /** A number that is not negative; where it is no {@code t} or {@code u}, none. */
  OptionalLong number(String key) {
    Object value =
        values.get(key) instanceof Variant(String type, Object number)
                && (type.equals("t") || type.equals("u"))
            ? number
            : "";
    if (value instanceof Long number && number >= 0) {
      return OptionalLong.of(number);
    }
    if (values.containsKey(key)) {
      unreadable.add(key);
    }
    return OptionalLong.empty();
  }

  Optional<Checksum> checksum(String key) {
    Optional<String> text = text(key);
    Optional<Checksum> sum = text.flatMap(Checksum::parse);
    if (text.isPresent() && sum.isEmpty()) {
      unreadable.add(key);
    }
    return sum;
  }

  List<String> texts(String key) {
    return items(key, "as").stream().map(String.class::cast).map(Dictionary::brief).toList();
  }

  /** What a list of this type holds, as far as it is looked at. */
  List<?> items(String key, String type) {
    List<?> items = value(key, type).map(value -> (List<?>) value).orElse(List.of());
    if (items.size() > MAX_ITEMS) {
      unreadable.add(key);
    }
    return new ArrayList<>(items.subList(0, Math.min(items.size(), MAX_ITEMS)));
  }

  /** A dictionary within. */
  Optional<Dictionary> dictionary(String key) {
    return value(key, "a{sv}").map(value -> of(value, unreadable));
  }

  private Optional<Object> value(String key, String type) {
    Object value = values.get(key);
    if (value instanceof Variant(String found, Object inside) && found.equals(type)) {
      return Optional.of(inside);
    }
    if (value != null) {
      unreadable.add(key);
    }
    return Optional.empty();
  }

  /** As much of a text as is kept. */
  static String brief(String text) {
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
  }
}
