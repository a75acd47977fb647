package org.understory.store.demo;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Makes up file contents; the same arguments always give the same bytes. */
final class DemoContent {
  private static final String[] WORDS = {
    "the", "service", "reads", "its", "settings", "at", "start", "and", "keeps", "a", "list",
    "of", "peers", "that", "may", "connect", "when", "network", "is", "ready", "this", "option",
    "sets", "how", "long", "to", "wait", "before", "trying", "again", "default", "value", "suits",
    "most", "systems", "see", "manual", "page", "for", "details"
  };
  private static final String[] KEYS = {
    "LogLevel",
    "Timeout",
    "MaxConnections",
    "CacheSize",
    "RetryDelay",
    "Threads",
    "KeepAlive",
    "BufferSize",
    "IdleTime",
    "Burst",
    "Interval",
    "Quota"
  };

  private DemoContent() {}

  /** Bytes that look like a program: a header, then parts that compress and parts that do not. */
  static byte[] binary(String seed, int size) {
    Random random = new Random(seed.hashCode());
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    for (int i = 0; i < size; i++) {
      if (i / 64 % 2 == 0) {
        bytes[i] = (byte) (i & 0x3f);
      }
    }
    byte[] magic = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0};
    System.arraycopy(magic, 0, bytes, 0, Math.min(magic.length, size));
    return bytes;
  }

  /** Some lines of plain words under a title. */
  static byte[] prose(String title, String seed, int lines) {
    Random random = new Random(seed.hashCode());
    StringBuilder text = new StringBuilder(title).append("\n\n");
    for (int line = 0; line < lines; line++) {
      for (int word = 0; word < 9; word++) {
        text.append(word == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
      }
      text.append(".\n");
    }
    return bytes(text.toString());
  }

  /** A configuration file; with each step a value or two change, and now and then a line comes. */
  static byte[] settings(String name, int step) {
    StringBuilder text = new StringBuilder("# Settings of " + name + "\n[" + name + "]\n");
    int keys = Math.min(KEYS.length, 6 + step);
    for (int i = 0; i < keys; i++) {
      int changed = (step + KEYS.length - i) / KEYS.length;
      int value = Math.floorMod((name + KEYS[i] + changed).hashCode(), 600);
      text.append('#').append(WORDS[Math.floorMod((name + i).hashCode(), WORDS.length)]);
      text.append('\n').append(KEYS[i]).append('=').append(value).append('\n');
    }
    return bytes(text.toString());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
