package org.understory.app.cli;

import java.util.StringTokenizer;

/** Paths as people type them. */
final class TreePath {
  private TreePath() {}

  /** The absolute path in a tree that a person meant: {@code etc/} is {@code /etc}. */
  static String of(String typed) {
    StringBuilder path = new StringBuilder(typed.length() + 1);
    StringTokenizer parts = new StringTokenizer(typed, "/");
    while (parts.hasMoreTokens()) {
      path.append('/').append(parts.nextToken());
    }
    return path.isEmpty() ? "/" : path.toString();
  }
}
