package org.understory.store.remote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantType;

/**
 * The signatures in the detached metadata of a commit or in {@code summary.sig}, an {@code a{sv}}
 * with an {@code aay} for each kind.
 */
record Detached(Map<String, List<byte[]>> kinds) {
  private static final VariantType DICTIONARY = VariantType.of("a{sv}");
  private static final String SIGNATURES = "aay";

  /** Signatures of one kind; real ones have one or two. */
  private static final int MAX_SIGNATURES = 32;

  /** What can't be understood has no signatures. */
  static Detached parse(byte[] bytes) {
    Map<String, List<byte[]>> kinds = new HashMap<>();
    try {
      for (Serialized entry : Serialized.of(DICTIONARY, bytes).items()) {
        List<Serialized> pair = entry.items();
        Serialized value = pair.getLast().items().getFirst();
        if (value.type().text().equals(SIGNATURES)) {
          List<byte[]> signatures = new ArrayList<>();
          for (Serialized one : value.items()) {
            if (signatures.size() < MAX_SIGNATURES) {
              signatures.add(one.bytes());
            }
          }
          // The first of a name is the one that counts (g_variant_lookup_value).
          kinds.putIfAbsent(pair.getFirst().text(), signatures);
        }
      }
      return new Detached(kinds);
    } catch (VariantException e) {
      return new Detached(Map.of());
    }
  }

  /** Those under this key. */
  List<byte[]> of(String key) {
    return kinds.getOrDefault(key, List.of());
  }
}
