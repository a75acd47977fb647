package org.understory.store.flatpak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.understory.model.flatpak.Installed;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;
import org.understory.store.wire.RecordJson;

/**
 * What was changed last from here, so that it can be taken back.
 *
 * @param ref full name of what was changed
 * @param installation id of where it is
 */
public record LastChange(
    String ref,
    String installation,
    Checksum before,
    boolean heldBefore,
    Checksum after,
    boolean heldAfter) {
  private static final int MAX_FILE = 1 << 16;
  private static final String NAME = "application.json";

  static LastChange of(Installed before, Installed after) {
    return new LastChange(
        before.ref().name(),
        before.installation().id(),
        before.commit(),
        before.held(),
        after.commit(),
        after.held());
  }

  /** Whether it is about this, and nothing else has happened to it since. */
  boolean isAbout(Installed now) {
    return now.ref().name().equals(ref)
        && now.installation().id().equals(installation)
        && now.commit().equals(after)
        && now.held() == heldAfter;
  }

  /**
   * The one in this folder, if there is one.
   *
   * @throws StoreException CorruptFile, NotPermitted, InputOutput
   */
  static Optional<LastChange> in(Path folder) throws StoreException {
    Path file = folder.resolve(NAME);
    try {
      String text = SmallFile.text(file, MAX_FILE);
      return Optional.of(RecordJson.read(LastChange.class, text, file.toString()));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw SmallFile.trouble(file, e);
    }
  }

  /** Puts it into this folder, in place of the one before. */
  void keep(Path folder) throws StoreException {
    Path file = folder.resolve(NAME);
    try {
      Files.createDirectories(folder);
      Path fresh = folder.resolve(NAME + ".new");
      Files.writeString(fresh, RecordJson.write(this), StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw SmallFile.trouble(file, e);
    }
  }
}
