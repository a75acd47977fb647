package org.understory.store.repo;

import java.nio.file.Files;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Variant;
import org.understory.model.operation.StoreException;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantReader;
import org.understory.store.variant.VariantType;

/** Reads all of one commit, and what is kept about it beside its object. */
final class DetailsReader {
  private static final VariantType DICTIONARY = VariantType.of("a{sv}");

  private final Objects objects;

  DetailsReader(Objects objects) {
    this.objects = objects;
  }

  CommitDetails read(Checksum checksum) throws StoreException {
    byte[] bytes = objects.load(checksum, ObjectType.COMMIT);
    try {
      List<Serialized> fields = Serialized.of(CommitParser.TYPE, bytes).items();
      return new CommitDetails(
          CommitParser.parse(checksum, bytes),
          Collections.unmodifiableMap(VariantReader.dictionary(fields.getFirst())),
          detached(checksum),
          related(fields.get(2)),
          isPartial(checksum));
    } catch (VariantException e) {
      throw e.in(Objects.name(checksum, ObjectType.COMMIT));
    }
  }

  /** What a commit says of itself under this key; of one that comes twice the first counts. */
  Optional<Serialized> metadata(Checksum checksum, String key) throws StoreException {
    byte[] bytes = objects.load(checksum, ObjectType.COMMIT);
    try {
      for (Serialized entry : Serialized.of(CommitParser.TYPE, bytes).items().getFirst().items()) {
        List<Serialized> pair = entry.items();
        if (pair.getFirst().text().equals(key)) {
          return Optional.of(pair.getLast().items().getFirst());
        }
      }
      return Optional.empty();
    } catch (VariantException e) {
      throw e.in(Objects.name(checksum, ObjectType.COMMIT));
    }
  }

  /**
   * Of a commit that is named again with another checksum, the first counts; libostree itself
   * writes nothing here.
   */
  private static Map<String, Checksum> related(Serialized field) throws VariantException {
    Map<String, Checksum> related = new LinkedHashMap<>();
    for (Serialized pair : field.items()) {
      List<Serialized> items = pair.items();
      related.putIfAbsent(items.getFirst().text(), CommitParser.checksum(items.getLast()));
    }
    return Collections.unmodifiableMap(related);
  }

  /** No checksum covers it: signatures are added to a commit after it is made. */
  private Map<String, Variant> detached(Checksum checksum) throws StoreException {
    byte[] bytes = objects.detached(checksum);
    try {
      return Collections.unmodifiableMap(
          VariantReader.dictionary(Serialized.of(DICTIONARY, bytes)));
    } catch (VariantException e) {
      throw e.in(Objects.name(checksum, ObjectType.COMMITMETA));
    }
  }

  /** As libostree, looks in the repository of the chain that has the commit. */
  private boolean isPartial(Checksum checksum) {
    return objects.chain().stream()
        .filter(l -> Files.exists(l.path(checksum, ObjectType.COMMIT.suffix())))
        .findFirst()
        .map(l -> l.directory().resolve("state/" + checksum.hex() + ".commitpartial"))
        .filter(Files::exists)
        .isPresent();
  }
}
