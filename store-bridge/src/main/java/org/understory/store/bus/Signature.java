package org.understory.store.bus;

import java.util.ArrayList;
import java.util.List;

/** Type signatures of D-Bus, taken apart. */
final class Signature {
  /** Deeper than anything that is said to the helper; the bus allows 64. */
  private static final int DEPTH_LIMIT = 16;

  /** What a key of a dictionary can be. */
  private static final String BASIC = "ybnqiuxtdsogh";

  private Signature() {}

  /** The complete types of a signature, in order. */
  static List<String> types(String signature) throws MalformedMessage {
    List<String> types = new ArrayList<>();
    for (int at = 0; at < signature.length(); ) {
      int end = end(signature, at, 0);
      types.add(signature.substring(at, end));
      at = end;
    }
    return types;
  }

  private static int end(String signature, int at, int depth) throws MalformedMessage {
    if (at >= signature.length() || depth > DEPTH_LIMIT) {
      throw new MalformedMessage("signature");
    }
    return switch (signature.charAt(at)) {
      case 'a' ->
          signature.startsWith("{", at + 1)
              ? entry(signature, at + 2, depth + 1)
              : end(signature, at + 1, depth + 1);
      case '(' -> struct(signature, at + 1, depth);
      case 'y', 'b', 'n', 'q', 'i', 'u', 'x', 't', 'd', 's', 'o', 'g', 'v', 'h' -> at + 1;
      default -> throw new MalformedMessage("signature");
    };
  }

  private static int struct(String signature, int at, int depth) throws MalformedMessage {
    int next = at;
    while (next < signature.length() && signature.charAt(next) != ')') {
      next = end(signature, next, depth + 1);
    }
    if (next == at || next >= signature.length()) {
      throw new MalformedMessage("signature");
    }
    return next + 1;
  }

  /** The element of a dictionary: a basic type and any other; nowhere else is one allowed. */
  private static int entry(String signature, int at, int depth) throws MalformedMessage {
    if (at >= signature.length() || BASIC.indexOf(signature.charAt(at)) < 0) {
      throw new MalformedMessage("signature");
    }
    int next = end(signature, at + 1, depth + 1);
    if (!signature.startsWith("}", next)) {
      throw new MalformedMessage("signature");
    }
    return next + 1;
  }

  /** What the position of a value of this type is a multiple of. */
  static int alignment(char type) {
    return switch (type) {
      case 'x', 't', 'd', '(', '{' -> 8;
      case 'b', 'i', 'u', 's', 'o', 'a', 'h' -> 4;
      case 'n', 'q' -> 2;
      default -> 1;
    };
  }
}
