package org.understory.store.endless;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** USB drives that are mounted and hold updates. */
final class Volumes {
  private static final Logger LOG = LoggerFactory.getLogger(Volumes.class);

  /** Where {@code eos-updater-prepare-volume} makes the repository, and the updater expects it. */
  static final String REPOSITORY = ".ostree/repo";

  /** Bytes of the list of mounts that are read. */
  private static final int MAX_TABLE = 1 << 20;

  /** Drives that are looked at. */
  private static final int MAX_VOLUMES = 64;

  /** Where udisks mounts what is plugged in, and people what they mount themselves. */
  private static final Pattern PLACE = Pattern.compile("/(run/media|media|mnt)(/.+)?");

  private static final Pattern ESCAPED = Pattern.compile("\\\\([0-3][0-7]{2})");
  private static final int POINT = 4;

  private Volumes() {}

  /** Those of the computer whose files are below {@code root}. */
  static List<Path> here(Path root) {
    try (InputStream table = Files.newInputStream(root.resolve("proc/self/mountinfo"))) {
      return read(table.readNBytes(MAX_TABLE)).stream()
          .filter(volume -> hasRepository(root, volume))
          .toList();
    } catch (IOException e) {
      LOG.info("What is mounted can't be told", e);
      return List.of();
    }
  }

  /** Whether there is something where the updater looks. */
  static boolean hasRepository(Path root, Path volume) {
    Path config = root.resolve(volume.toString().substring(1)).resolve(REPOSITORY + "/config");
    return Files.isRegularFile(config, LinkOption.NOFOLLOW_LINKS);
  }

  /** Where drives may be mounted, of a table as {@code mountinfo} in proc_pid_mountinfo(5). */
  static List<Path> read(byte[] table) {
    // Names in it may be in any encoding.
    return new String(table, StandardCharsets.ISO_8859_1)
        .lines()
        .map(line -> line.split(" ", -1))
        .filter(fields -> fields.length > POINT)
        .map(fields -> path(fields[POINT]))
        .flatMap(Optional::stream)
        .distinct()
        .limit(MAX_VOLUMES)
        .toList();
  }

  private static Optional<Path> path(String written) {
    Matcher escaped = ESCAPED.matcher(written);
    String bytes =
        escaped.replaceAll(
            found ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 8))));
    try {
      String name =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
              .toString();
      return Optional.of(name)
          .filter(it -> PLACE.matcher(it).matches())
          .map(Path::of)
          .filter(path -> path.normalize().equals(path));
    } catch (CharacterCodingException | InvalidPathException other) {
      // It could not be handed on either.
      return Optional.empty();
    }
  }
}
