package org.understory.store.helper;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What somebody wants to be done, checked and from now on unchangeable: what was shown to the
 * person who allowed it is what the worker gets.
 *
 * @param action the polkit action that allows it
 * @param details what polkit shows; sanitized
 * @param state id of the state of the system that the person saw
 * @param text the whole request in one way of writing it; JSON
 */
public record FrozenRequest(String action, Map<String, String> details, String state, String text) {
  /** Copies the details. */
  public FrozenRequest {
    details = Map.copyOf(details);
  }

  /** SHA-256 of the text, which says which request was allowed. */
  public String hash() {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
