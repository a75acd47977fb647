package org.understory.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.understory.model.operation.Problem;
import org.understory.model.operation.Problem.Flaw;
import org.understory.model.operation.StoreException;

/**
 * A GLib key file: repository configurations and origins are written in it. Read as GKeyFile reads
 * it: a group that comes again goes on, a key that comes again counts last.
 */
public final class KeyFile {
  /** Bytes of a key file; real ones have a few thousand. */
  private static final int LIMIT = 1 << 20;

  private final Map<String, Map<String, String>> groups;

  private KeyFile(Map<String, Map<String, String>> groups) {
    this.groups = groups;
  }

  /**
   * Reads the key file at {@code path}.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   * @throws StoreException CorruptFile
   */
  public static KeyFile read(Path path) throws IOException, StoreException {
    return parse(SmallFile.text(path, LIMIT), path.toString());
  }

  /** {@code path} names the file in problems. */
  public static KeyFile parse(String text, String path) throws StoreException {
    Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    Optional<Map<String, String>> group = Optional.empty();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      String bare = line.stripLeading();
      if (bare.isBlank() || bare.startsWith("#")) {
        continue;
      }
      if (bare.startsWith("[")) {
        String header = bare.stripTrailing();
        if (!header.endsWith("]") || header.length() < 3) {
          throw malformed(path);
        }
        String name = header.substring(1, header.length() - 1);
        group = Optional.of(groups.computeIfAbsent(name, _ -> new LinkedHashMap<>()));
        continue;
      }
      int equals = bare.indexOf('=');
      if (equals < 1 || group.isEmpty()) {
        throw malformed(path);
      }
      String key = bare.substring(0, equals).stripTrailing();
      group.get().put(key, bare.substring(equals + 1).strip());
    }
    return new KeyFile(groups);
  }

  /** The value as written (g_key_file_get_value). */
  public Optional<String> value(String group, String key) {
    return Optional.ofNullable(groups.getOrDefault(group, Map.of()).get(key));
  }

  /** The value with {@code \s \n \t \r \\} resolved (g_key_file_get_string). */
  public Optional<String> string(String group, String key) {
    return value(group, key).map(KeyFile::unescape);
  }

  /** Whether the value is {@code true} or {@code 1} (g_key_file_get_boolean). */
  public boolean isTrue(String group, String key) {
    return value(group, key).filter(v -> v.equals("true") || v.equals("1")).isPresent();
  }

  /** Keys of a group in the order they were written; empty if there is no such group. */
  public Set<String> keys(String group) {
    return Collections.unmodifiableSet(groups.getOrDefault(group, Map.of()).keySet());
  }

  private static String unescape(String value) {
    if (value.indexOf('\\') < 0) {
      return value;
    }
    StringBuilder out = new StringBuilder(value.length());
    boolean escaped = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (escaped) {
        out.append(
            switch (c) {
              case 's' -> ' ';
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> c;
            });
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static StoreException malformed(String path) {
    return new StoreException(new Problem.CorruptFile(path, Flaw.MALFORMED));
  }
}
