package org.understory.store.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;

/**
 * Records in a file, one line of JSON for each, the newest last. When the file has grown, it is put
 * aside and the one put aside before it is lost.
 *
 * @param file which need not be there yet
 */
public record RecordLog<T extends Record>(Path file, Class<T> type) {
  private static final Logger LOG = LoggerFactory.getLogger(RecordLog.class);

  /** Bytes of a file before the next one is begun. */
  private static final int FULL = 1 << 20;

  /** A file may grow by one last line. */
  private static final int MAX_FILE = 4 * FULL;

  /**
   * All that is known, the newest first; lines that can't be understood are passed over.
   *
   * @throws StoreException NotPermitted, InputOutput
   */
  public List<T> read() throws StoreException {
    List<T> all = new ArrayList<>();
    for (Path each : List.of(old(), file)) {
      try {
        for (String line : SmallFile.text(each, MAX_FILE).lines().toList()) {
          add(all, line);
        }
      } catch (NoSuchFileException absent) {
        // Nothing was done yet, or not enough for a second file.
      } catch (IOException e) {
        throw SmallFile.trouble(each, e);
      }
    }
    Collections.reverse(all);
    return all;
  }

  private void add(List<T> all, String line) {
    try {
      all.add(RecordJson.read(type, line, file.toString()));
    } catch (StoreException e) {
      LOG.debug("A line that is none", e);
    }
  }

  /** Adds one; a log that can't be written never makes a change fail. */
  public void add(T entry) {
    byte[] line = (RecordJson.write(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(file.getParent());
      if (Files.exists(file) && Files.size(file) + line.length > FULL) {
        Files.move(file, old(), StandardCopyOption.ATOMIC_MOVE);
      }
      Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn("What was done could not be written down in {}", file, e);
    }
  }

  private Path old() {
    return file.resolveSibling(file.getFileName() + ".1");
  }
}
