package org.understory.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * A GLib key file: repository configurations and origins are written in it. Read and refused as
 * GKeyFile does it (g_key_file_load_from_data): a group that comes again goes on, a key that comes
 * again counts last, blanks after a value belong to it. Stricter in one thing: nothing may hold a
 * NUL.
 */
public final class KeyFile {
  /** Bytes of a key file; real ones have a few thousand. */
  private static final int LIMIT = 1 << 20;

  /** What g_ascii_isspace takes for a blank within a line; the vertical tab is none. */
  private static final String BLANKS = " \t\f\r";

  private static final Pattern GROUP = Pattern.compile("\\[([^\\[\\]\\p{Cntrl}]+)][ \t]*");

  /** A name, which may hold but not end with a space, and for a translation its language. */
  private static final Pattern KEY =
      Pattern.compile("[^\\[\\]]*[^\\[\\] ](\\[[\\p{IsAlphabetic}\\p{IsDigit}_.@-]*])?");

  private final Map<String, Map<String, String>> groups = new HashMap<>();
  private Optional<Map<String, String>> group = Optional.empty();

  private KeyFile() {}

  /**
   * Reads the key file at {@code path}.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   * @throws StoreException CorruptFile
   */
  public static KeyFile read(Path path) throws IOException, StoreException {
    return parse(SmallFile.text(path, LIMIT), path.toString());
  }

  /**
   * Reads a text.
   *
   * @param path names the file in problems
   * @throws StoreException CorruptFile where GLib would refuse it
   */
  public static KeyFile parse(String text, String path) throws StoreException {
    KeyFile file = new KeyFile();
    boolean sound = text.indexOf('\0') < 0;
    for (int start = 0; sound && start < text.length(); ) {
      int end = text.indexOf('\n', start);
      int stop = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
      sound = file.line(chug(text.substring(start, end < 0 ? text.length() : stop)));
      start = end < 0 ? text.length() : end + 1;
    }
    if (!sound) {
      throw new StoreException(new Problem.CorruptFile(path, Flaw.MALFORMED));
    }
    return file;
  }

  /** Names of its groups. */
  public Set<String> groups() {
    return Collections.unmodifiableSet(groups.keySet());
  }

  /** Names of the keys of a group; none where there is no such group. */
  public Set<String> keys(String group) {
    return Collections.unmodifiableSet(groups.getOrDefault(group, Map.of()).keySet());
  }

  /** The value as written (g_key_file_get_value). */
  public Optional<String> value(String group, String key) {
    return Optional.ofNullable(groups.getOrDefault(group, Map.of()).get(key));
  }

  /**
   * The value with {@code \s \n \t \r \\} resolved (g_key_file_get_string); none if it holds
   * another escape.
   */
  public Optional<String> string(String group, String key) {
    return value(group, key).flatMap(KeyFile::unescape);
  }

  /** Whether the value is {@code true} or {@code 1} (g_key_file_get_boolean). */
  public boolean isTrue(String group, String key) {
    String value = value(group, key).map(KeyFile::chomp).orElse("");
    return value.equals("true") || value.equals("1");
  }

  /** Takes a line in; false if it is none of a key file. */
  private boolean line(String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return true;
    }
    Matcher header = GROUP.matcher(line);
    if (header.matches()) {
      group = Optional.of(groups.computeIfAbsent(header.group(1), _ -> new HashMap<>()));
      return true;
    }
    int equals = line.indexOf('=');
    String key = chomp(line.substring(0, Math.max(equals, 0)));
    if (group.isEmpty() || !KEY.matcher(key).matches()) {
      return false;
    }
    String value = chug(line.substring(equals + 1));
    group.get().put(key, value);
    // Only the first group is asked for it.
    return groups.size() > 1 || !key.equals("Encoding") || value.equalsIgnoreCase("UTF-8");
  }

  private static String chug(String text) {
    int start = 0;
    while (start < text.length() && BLANKS.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return text.substring(start);
  }

  private static String chomp(String text) {
    int end = text.length();
    while (end > 0 && BLANKS.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  private static Optional<String> unescape(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        i++;
        int escape = i < value.length() ? "sntr\\".indexOf(value.charAt(i)) : -1;
        if (escape < 0) {
          return Optional.empty();
        }
        c = " \n\t\r\\".charAt(escape);
      }
      out.append(c);
    }
    return Optional.of(out.toString());
  }
}
