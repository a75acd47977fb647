package org.understory.app.home;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.understory.store.engine.LocalEngine;

/**
 * What the users of this computer are called, as far as its own list says (passwd(5)); those that a
 * network knows have numbers, except for the person at this program.
 */
public final class UserNames {
  /** Bytes that are read of the list. */
  private static final int LARGEST = 1 << 20;

  private final Map<Integer, String> names;

  private UserNames(Map<Integer, String> names) {
    this.names = names;
  }

  /** Reads them: files, so never on the thread that draws. */
  public static UserNames read() {
    Map<Integer, String> names = read(Path.of("/etc/passwd"));
    names.putIfAbsent(LocalEngine.uid(), System.getProperty("user.name", ""));
    return new UserNames(names);
  }

  /** Those of this list; none where it can't be read. */
  static Map<Integer, String> read(Path list) {
    Map<Integer, String> names = new HashMap<>();
    try (InputStream in = Files.newInputStream(list)) {
      String text = new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        String[] fields = line.split(":", 4);
        if (fields.length == 4 && fields[2].matches("\\d{1,9}")) {
          names.putIfAbsent(Integer.parseInt(fields[2]), fields[0]);
        }
      }
    } catch (IOException unreadable) {
      // Then everybody is a number.
    }
    return names;
  }

  /** Not safe to show; empty where nobody knows. */
  public Optional<String> of(int uid) {
    return Optional.ofNullable(names.get(uid)).filter(name -> !name.isEmpty());
  }
}
