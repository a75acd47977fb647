package org.understory.store.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sqlite.JDBC;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry;
import org.understory.store.file.SmallFile;

/** Opens a database of SQLite that is a file of a tree. Nobody's file is written to. */
final class SqliteFile {
  /** Bytes of a database and of its log; rpm's has 200 MB where very much is installed. */
  private static final long MAX_SIZE = 4L << 30;

  /** Nanoseconds for one question; a database with 100 000 packages takes some seconds. */
  private static final long MAX_TIME = TimeUnit.SECONDS.toNanos(60);

  /** Instructions of SQLite's machine between two looks: some milliseconds. */
  private static final int STEPS = 20_000;

  private SqliteFile() {}

  /**
   * Opens it read-only. A repository that keeps files as they are is read in place; else the file
   * is unpacked into a folder that only this user may enter, and which is gone again when this
   * returns: the open file lives as long as the connection.
   *
   * @throws StoreException NativeCodeRefused, CorruptFile, or what keeps it from being read
   */
  static Connection open(TreeFiles files, TreeEntry file, Cancellation cancellation)
      throws StoreException {
    if (!SqliteLibrary.isPermitted()) {
      throw new StoreException(new Problem.NativeCodeRefused(file.path()));
    }
    // What rpm wrote last may still be in the log beside the database, if it was not closed well.
    Optional<TreeEntry> log = files.file(file.path() + "-wal").filter(it -> it.size() > 0);
    Optional<Path> object =
        log.isPresent() ? Optional.empty() : files.repository().bareFile(file.checksum());
    if (object.isPresent()) {
      return connect(object.get(), true, file.path());
    }
    Path folder = temporary();
    try {
      Path copy = folder.resolve("rpmdb.sqlite");
      files.copy(file, copy, MAX_SIZE, cancellation);
      if (log.isPresent()) {
        files.copy(log.get(), folder.resolve("rpmdb.sqlite-wal"), MAX_SIZE, cancellation);
      }
      return connect(copy, log.isEmpty(), file.path());
    } finally {
      remove(folder);
    }
  }

  /** Not in memory, where {@code /tmp} often is. */
  private static Path temporary() throws StoreException {
    Path large = Path.of("/var/tmp");
    try {
      return Files.isWritable(large)
          ? Files.createTempDirectory(large, "understory-packages")
          : Files.createTempDirectory("understory-packages");
    } catch (IOException e) {
      throw SmallFile.trouble(large, e);
    }
  }

  private static void remove(Path folder) throws StoreException {
    try (Stream<Path> held = Files.list(folder)) {
      for (Path each : held.toList()) {
        Files.delete(each);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw SmallFile.trouble(folder, e);
    }
  }

  private static Connection connect(Path path, boolean sound, String name) throws StoreException {
    SQLiteConfig config = new SQLiteConfig();
    // Nothing that the file itself brings may be run (https://www.sqlite.org/security.html).
    config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, "0");
    config.enableLoadExtension(false);
    config.setReadOnly(sound);
    // Without it SQLite would look for a log beside the object, and for locks.
    String query = sound ? "?immutable=1" : "";
    try {
      SQLiteConnection connection =
          JDBC.createConnection(
              JDBC.PREFIX + "file:" + path.toUri().getRawPath() + query, config.toProperties());
      try {
        connection.setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, RpmHeader.MAX_SIZE);
        try (var settings = connection.createStatement()) {
          settings.execute("PRAGMA trusted_schema=OFF");
          settings.execute("PRAGMA cell_size_check=ON");
          settings.execute("PRAGMA locking_mode=EXCLUSIVE");
          settings.execute("SELECT count(*) FROM sqlite_schema");
        }
        return connection;
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw trouble(name, e);
    }
  }

  /**
   * Lets SQLite look now and then whether it should go on. Pages that lead to the same pages again
   * and again make a small file endless, and it gives nothing back meanwhile.
   */
  static void bound(Connection connection, Cancellation cancellation) throws SQLException {
    long end = System.nanoTime() + MAX_TIME;
    ProgressHandler.setHandler(
        connection,
        STEPS,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return cancellation.isCancelled() || System.nanoTime() > end ? 1 : 0;
          }
        });
  }

  /** What SQLite does not understand is damaged; it reads nothing but files. */
  static StoreException trouble(String name, SQLException e) {
    return new StoreException(new Problem.CorruptFile(name, Flaw.MALFORMED), e);
  }
}
