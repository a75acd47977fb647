package org.understory.store.demo;

import java.util.function.Supplier;

/** What is at one path of a tree that the demo commits; folders follow from the paths. */
sealed interface DemoEntry {
  /**
   * A regular file.
   *
   * @param key the same for the same content and mode, so that it is written once
   * @param mode permission bits
   */
  record File(String key, int mode, Supplier<byte[]> content) implements DemoEntry {
    @Override
    public boolean equals(Object other) {
      return other instanceof File file && file.key.equals(key) && file.mode == mode;
    }

    @Override
    public int hashCode() {
      return key.hashCode();
    }
  }

  /** A symbolic link. */
  record Link(String target) implements DemoEntry {}

  /** An empty folder. */
  record Folder() implements DemoEntry {}
}
