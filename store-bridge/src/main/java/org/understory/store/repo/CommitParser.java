package org.understory.store.repo;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Problem.Flaw;
import org.understory.model.operation.StoreException;
import org.understory.store.container.ImageReader;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantType;

/**
 * Reads what a list of commits needs out of a commit object (OSTREE_COMMIT_GVARIANT_FORMAT). Looks
 * into no more of the metadata than the keys it knows, so that a walk over a long history is cheap.
 */
final class CommitParser {
  /** metadata, parent, related, subject, body, timestamp, root dirtree, root dirmeta. */
  static final VariantType TYPE = VariantType.of("(a{sv}aya(say)sstayay)");

  /**
   * The last second of the year 9999, where GLib's calendar ends and with it what {@code ostree
   * log} can print: later timestamps are read as this one.
   */
  static final long LAST_TIMESTAMP = 253_402_300_799L;

  private CommitParser() {}

  /** {@code bytes} are those of the object {@code checksum}, verified. */
  static Commit parse(Checksum checksum, byte[] bytes) throws StoreException {
    try {
      List<Serialized> fields = Serialized.of(TYPE, bytes).items();
      Optional<String> version = Optional.empty();
      Commit.Kind kind = Commit.Kind.RELEASE;
      Optional<String> image = Optional.empty();
      Set<String> seen = new HashSet<>();
      for (Serialized entry : fields.getFirst().items()) {
        List<Serialized> pair = entry.items();
        String key = pair.getFirst().text();
        // Of a key that comes twice the first counts, as in g_variant_lookup.
        switch (seen.add(key) ? key : "") {
          case "version" -> version = text(pair.getLast());
          case "rpmostree.clientlayer" -> {
            if (isTrue(pair.getLast())) {
              kind = Commit.Kind.LAYERED;
            }
          }
          case "ostree.manifest-digest" -> {
            if (kind == Commit.Kind.RELEASE) {
              kind = Commit.Kind.CONTAINER;
            }
          }
          case "ostree.container.image-config" -> image = text(pair.getLast());
          default -> {}
        }
      }
      if (version.isEmpty() && image.isPresent()) {
        // Only rpm-ostree and bootc know it: as a label of the image.
        version = ImageReader.parseVersion(image.get());
      }
      return new Commit(
          checksum,
          fields.get(1).size() == 0 ? Optional.empty() : Optional.of(checksum(fields.get(1))),
          timestamp(fields.get(5).bigEndian()),
          fields.get(3).text(),
          fields.get(4).text(),
          version,
          kind,
          checksum(fields.get(6)),
          checksum(fields.get(7)));
    } catch (VariantException e) {
      throw e.in(Objects.name(checksum, ObjectType.COMMIT));
    }
  }

  /** An {@code ay} that holds a checksum. */
  static Checksum checksum(Serialized value) throws VariantException {
    if (value.size() != Checksum.BYTES) {
      throw new VariantException(Flaw.MALFORMED);
    }
    return Checksum.of(value.bytes(), 0);
  }

  private static long timestamp(long stored) {
    return stored < 0 ? LAST_TIMESTAMP : Math.min(stored, LAST_TIMESTAMP);
  }

  private static Optional<String> text(Serialized boxed) throws VariantException {
    Serialized value = boxed.items().getFirst();
    return value.type().text().equals("s") ? Optional.of(value.text()) : Optional.empty();
  }

  private static boolean isTrue(Serialized boxed) throws VariantException {
    Serialized value = boxed.items().getFirst();
    return value.type().text().equals("b") && value.integer() == 1;
  }
}
