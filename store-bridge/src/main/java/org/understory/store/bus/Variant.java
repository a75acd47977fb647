package org.understory.store.bus;

/**
 * A value with its type, as {@code v} carries it.
 *
 * @param type one complete type
 */
public record Variant(String type, Object value) {
  /** A text. */
  public static Variant of(String text) {
    return new Variant("s", text);
  }
}
