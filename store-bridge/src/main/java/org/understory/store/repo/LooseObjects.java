package org.understory.store.repo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;

/** The objects of one repository, as its folders list them ({@code list_loose_objects_at}). */
final class LooseObjects {
  private LooseObjects() {}

  /** Names of all, {@code CHECKSUM.TYPE}. */
  static Set<String> list(Location location) throws StoreException {
    Set<String> names = new HashSet<>();
    Path folder = location.directory().resolve("objects");
    try (DirectoryStream<Path> prefixes = Files.newDirectoryStream(folder, "[0-9a-f][0-9a-f]")) {
      for (Path prefix : prefixes) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(prefix)) {
          for (Path file : files) {
            name(prefix.getFileName() + file.getFileName().toString(), location)
                .ifPresent(names::add);
          }
        }
      }
      return names;
    } catch (IOException e) {
      throw SmallFile.trouble(folder, e);
    }
  }

  private static Optional<String> name(String file, Location location) {
    int dot = file.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    Optional<Checksum> checksum = Checksum.parse(file.substring(0, dot));
    String suffix = file.substring(dot + 1);
    if (suffix.equals(location.fileType().suffix())) {
      return checksum.map(it -> Objects.name(it, ObjectType.FILE));
    }
    return switch (suffix) {
      case "commit", "dirtree", "dirmeta" -> checksum.map(_ -> file);
      default -> Optional.empty();
    };
  }
}
