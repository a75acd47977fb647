package org.understory.store.rebase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a system calls itself, as os-release(5) has it.
 *
 * @param ids {@code ID} and what {@code ID_LIKE} names, the nearest first
 * @param version {@code VERSION_ID}; empty text where there is none
 */
record OsRelease(List<String> ids, String version) {
  /** Nothing is known. */
  static final OsRelease NONE = new OsRelease(List.of(), "");

  private static final Pattern LINE =
      Pattern.compile("(ID|ID_LIKE|VERSION_ID)=([\"']?)([A-Za-z0-9._ -]{0,200})\\2\\s*");

  OsRelease {
    ids = List.copyOf(ids);
  }

  /** As a shell reads it: the last of a name counts, in quotes or without. */
  static OsRelease parse(String text) {
    Map<String, String> values = new HashMap<>();
    text.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> values.put(line.group(1), line.group(3)));
    List<String> ids = new ArrayList<>();
    for (String name : List.of("ID", "ID_LIKE")) {
      for (String id : values.getOrDefault(name, "").split(" ", -1)) {
        if (!id.isEmpty()) {
          ids.add(id);
        }
      }
    }
    String version = values.getOrDefault("VERSION_ID", "");
    return new OsRelease(ids, version.contains(" ") ? "" : version);
  }
}
