package org.understory.store.sysroot;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A key file as GLib reads it (desktop entry syntax): groups of keys with texts.
 *
 * @param groups values as they are written, by group and key; of a key that comes twice the last
 */
record KeyFile(Map<String, Map<String, String>> groups) {
  /**
   * Reads a key file; empty where GLib would refuse it: a line that is neither group, key, comment
   * nor blank, or a key before any group ({@code g_key_file_load_from_data}).
   */
  static Optional<KeyFile> parse(String text) {
    Map<String, Map<String, String>> groups = new HashMap<>();
    Map<String, String> group = null;
    for (String line : text.split("\n", -1)) {
      String stripped = line.stripLeading();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      if (stripped.startsWith("[")) {
        int end = stripped.indexOf(']');
        if (end <= 1 || !stripped.substring(end + 1).isBlank()) {
          return Optional.empty();
        }
        group = groups.computeIfAbsent(stripped.substring(1, end), name -> new HashMap<>());
        continue;
      }
      int equals = stripped.indexOf('=');
      if (group == null || equals <= 0) {
        return Optional.empty();
      }
      group.put(
          stripped.substring(0, equals).stripTrailing(),
          stripped.substring(equals + 1).stripLeading());
    }
    return Optional.of(new KeyFile(groups));
  }

  /**
   * The text of a key with its escapes read ({@code g_key_file_get_string}); empty where there is
   * none or an escape is unknown.
   */
  Optional<String> text(String group, String key) {
    String value = groups.getOrDefault(group, Map.of()).get(key);
    return value == null ? Optional.empty() : unescape(value);
  }

  /** Whether a key says {@code true} or {@code 1} ({@code g_key_file_get_boolean}). */
  boolean isTrue(String group, String key) {
    String value = groups.getOrDefault(group, Map.of()).getOrDefault(key, "").stripTrailing();
    return value.equals("true") || value.equals("1");
  }

  private static Optional<String> unescape(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      i++;
      char escaped = i < value.length() ? value.charAt(i) : '\0';
      switch (escaped) {
        case 's' -> out.append(' ');
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'r' -> out.append('\r');
        case '\\' -> out.append('\\');
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(out.toString());
  }
}
