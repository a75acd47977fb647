package org.understory.store.flatpak;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem.Flaw;
import org.understory.model.operation.StoreException;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantType;

/**
 * The file {@code deploy} of something that is installed (FLATPAK_DEPLOY_DATA_GVARIANT_FORMAT).
 *
 * @param size bytes that its files take
 * @param texts what of its metadata is text, by key; translations have their language behind an @
 * @param time when its version was made, in seconds since 1970; empty in files of old versions
 */
record DeployFile(
    String origin, Checksum commit, long size, Map<String, String> texts, OptionalLong time) {
  /** origin, commit, subpaths, installed size (big-endian), metadata. */
  private static final VariantType TYPE = VariantType.of("(ssasta{sv})");

  DeployFile {
    texts = Map.copyOf(texts);
  }

  /**
   * Reads the bytes of one.
   *
   * @param path names it in problems
   * @throws StoreException CorruptFile
   */
  static DeployFile parse(byte[] bytes, String path) throws StoreException {
    try {
      List<Serialized> fields = Serialized.of(TYPE, bytes).items();
      Map<String, String> texts = new HashMap<>();
      OptionalLong time = OptionalLong.empty();
      for (Serialized entry : fields.get(4).items()) {
        List<Serialized> pair = entry.items();
        String key = pair.getFirst().text();
        Serialized value = pair.getLast().items().getFirst();
        switch (value.type().text()) {
          case "s" -> texts.putIfAbsent(key, value.text());
          case "t" -> {
            // 0 is what a file has that was written before there was a time.
            if (key.equals("timestamp") && value.integer() > 0) {
              time = OptionalLong.of(value.integer());
            }
          }
          default -> {}
        }
      }
      return new DeployFile(
          fields.get(0).text(),
          Checksum.parse(fields.get(1).text())
              .orElseThrow(() -> new VariantException(Flaw.MALFORMED)),
          Math.max(0, fields.get(3).bigEndian()),
          texts,
          time);
    } catch (VariantException e) {
      throw e.inFile(path);
    }
  }

  /** A text, in this language where there is a translation. */
  Optional<String> text(String key, Locale language) {
    return Optional.ofNullable(texts.get(key + "@" + language))
        .or(() -> Optional.ofNullable(texts.get(key + "@" + language.getLanguage())))
        .or(() -> Optional.ofNullable(texts.get(key)))
        .filter(text -> !text.isBlank());
  }
}
