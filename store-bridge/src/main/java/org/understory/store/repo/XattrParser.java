package org.understory.store.repo;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.understory.model.operation.Flaw;
import org.understory.model.tree.PathOrder;
import org.understory.model.tree.TreeEntry.Xattr;
import org.understory.store.variant.ByteList;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantType;

/**
 * Reads extended attributes as OSTree stores them: {@code a(ayay)}, names with a zero at the end.
 */
final class XattrParser {
  static final VariantType TYPE = VariantType.of("a(ayay)");

  /** As strcmp orders them (_ostree_canonicalize_xattrs). */
  static final Comparator<Xattr> ORDER = Comparator.comparing(Xattr::name, PathOrder.BYTEWISE);

  private XattrParser() {}

  /** The attributes, sorted by name. */
  static List<Xattr> parse(Serialized array) throws VariantException {
    List<Xattr> xattrs = new ArrayList<>();
    for (Serialized item : array.items()) {
      List<Serialized> pair = item.items();
      xattrs.add(new Xattr(name(pair.getFirst().bytes()), new ByteList(pair.getLast().bytes())));
    }
    xattrs.sort(ORDER);
    return List.copyOf(xattrs);
  }

  private static String name(byte[] stored) throws VariantException {
    int end = stored.length - 1;
    for (int i = 0; i <= end; i++) {
      if ((stored[i] == 0) != (i == end)) {
        throw new VariantException(Flaw.UNSAFE_NAME);
      }
    }
    if (end < 1) {
      throw new VariantException(Flaw.UNSAFE_NAME);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(stored, 0, end)).toString();
    } catch (CharacterCodingException e) {
      throw new VariantException(Flaw.UNSAFE_NAME);
    }
  }
}
