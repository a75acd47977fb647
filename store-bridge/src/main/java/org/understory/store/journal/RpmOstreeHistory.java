package org.understory.store.journal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantType;

/**
 * What rpm-ostree writes down of each deployment that it makes: a file in {@code
 * /var/lib/rpm-ostree/history} with the time for its name and an {@code a{sv}} in it ({@code
 * write_history} in rpmostree-sysroot-upgrader.cxx). Everybody may read it, also who may not read
 * the journal, which tells the rest.
 */
final class RpmOstreeHistory {
  private static final Logger LOG = LoggerFactory.getLogger(RpmOstreeHistory.class);
  private static final int MAX_FILES = 200;

  /** Lists of packages are in there. */
  private static final int MAX_SIZE = 8 << 20;

  private static final Pattern NAME = Pattern.compile("\\d{1,12}");
  private static final VariantType DICTIONARY = VariantType.of("a{sv}");
  private static final VariantType TEXT = VariantType.of("s");
  private static final VariantType NUMBER = VariantType.of("i");
  private static final Set<String> TEXTS = Set.of("osname", "checksum", "version");

  private RpmOstreeHistory() {}

  /**
   * A deployment that it made.
   *
   * @param time when, seconds since 1970
   * @param version its name; may be empty
   */
  record Made(long time, String id, String version) {}

  /** All that can be read, the newest at most. */
  static List<Made> read(Path folder) {
    List<Made> made = new ArrayList<>();
    for (Path file : files(folder)) {
      try {
        long time = Long.parseLong(file.getFileName().toString());
        parse(time, SmallFile.bytes(file, MAX_SIZE)).ifPresent(made::add);
      } catch (IOException | StoreException | VariantException e) {
        LOG.debug("Not of rpm-ostree: {}", file, e);
      }
    }
    return made;
  }

  private static List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            folder, file -> NAME.matcher(file.getFileName().toString()).matches())) {
      all.forEach(files::add);
    } catch (IOException | DirectoryIteratorException e) {
      LOG.debug("No history of rpm-ostree", e);
    }
    files.sort(
        Comparator.comparingLong((Path file) -> Long.parseLong(file.getFileName().toString()))
            .reversed());
    return files.subList(0, Math.min(files.size(), MAX_FILES));
  }

  /** Only what is needed of it is looked at. */
  static Optional<Made> parse(long time, byte[] bytes) throws VariantException {
    Map<String, String> facts = new HashMap<>();
    for (Serialized entry : Serialized.of(DICTIONARY, bytes).items()) {
      String key = entry.items().getFirst().text();
      Serialized value = entry.items().getLast().items().getFirst();
      if (TEXTS.contains(key) && value.type().equals(TEXT)) {
        facts.putIfAbsent(key, value.text());
      } else if (key.equals("serial") && value.type().equals(NUMBER)) {
        facts.putIfAbsent(key, Long.toString(value.integer()));
      }
    }
    String folder = facts.get("checksum") + "." + facts.get("serial");
    return Versions.id("ostree/deploy/" + facts.get("osname") + "/deploy/" + folder)
        .map(id -> new Made(time, id, facts.getOrDefault("version", "")));
  }
}
