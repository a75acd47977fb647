package org.understory.store.variant;

import static org.understory.test.fuzz.Target.require;

import java.util.List;
import java.util.Map;
import org.understory.model.history.Variant;
import org.understory.model.history.VariantText;
import org.understory.test.fuzz.Target;

/** Values as GLib serialises them. */
public final class VariantTargets {
  private static final VariantType BOXED = VariantType.of("v");
  private static final VariantType DICTIONARY = VariantType.of("a{sv}");
  private static final int SHOWN = 200;

  private VariantTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of(
            "variant",
            VariantTargets::boxed,
            VariantReader.class,
            Serialized.class,
            VariantType.class),
        Target.of("metadata", Made.also("a{sv}", VariantTargets::dictionary), VariantReader.class));
  }

  /** Any type: it is written at the end of the value. */
  private static void boxed(byte[] input) throws VariantException {
    byte[] made = Made.value(BOXED.text(), input);
    try {
      show(VariantReader.read(BOXED, made));
    } catch (VariantException e) {
      throw new AssertionError("what is in normal form is read", e);
    }
    show(VariantReader.read(BOXED, input));
  }

  /** Metadata of a commit, of a deployment that is staged, and of rpm-ostree's history. */
  private static void dictionary(byte[] input) throws VariantException {
    Map<String, Variant> values = VariantReader.dictionary(Serialized.of(DICTIONARY, input));
    values.values().forEach(VariantTargets::show);
  }

  private static void show(Variant value) {
    require(VariantText.of(value, SHOWN).length() <= SHOWN + 1, "as short as was asked for");
    VariantText.contains(List.of(value), "fern");
  }
}
