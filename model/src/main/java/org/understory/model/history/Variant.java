package org.understory.model.history;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A value out of commit metadata: every GVariant type (GLib's serialisation) in a form that can be
 * shown and compared.
 */
public sealed interface Variant {
  /** {@code b}. */
  record Bool(boolean value) implements Variant {}

  /** {@code y n q i u x t h}; unsigned 64 bit values need a BigInteger. */
  record Int(BigInteger value) implements Variant {}

  /** {@code d}. */
  record Real(double value) implements Variant {}

  /** {@code s o g}. */
  record Text(String value) implements Variant {}

  /** {@code ay}: compared by content; the array is never changed. */
  record Bytes(List<Byte> value) implements Variant {}

  /** {@code a*} of anything but bytes and dictionary entries. */
  record Array(List<Variant> items) implements Variant {}

  /** {@code a{**}} in stored order. */
  record Dictionary(List<Entry> entries) implements Variant {}

  /** A dictionary entry, alone or in a {@link Dictionary}. */
  record Entry(Variant key, Variant value) implements Variant {}

  /** {@code (...)}. */
  record Tuple(List<Variant> items) implements Variant {}

  /** {@code m*}. */
  record Maybe(Optional<Variant> value) implements Variant {}

  /** {@code v}: the value inside. */
  record Boxed(Variant value) implements Variant {}
}
