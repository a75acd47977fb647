package org.understory.store.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.understory.store.demo.DemoPackageLine.Dated;

/**
 * The database of packages in the newest images, with what this program reads in it: which package
 * owns a file, and what packagers say about their releases.
 */
final class DemoRpms {
  /** Where it is in a tree. */
  static final String PATH = "usr/share/rpm/rpmdb.sqlite";

  /** Releases of which a changelog tells. */
  private static final int TOLD = 4;

  private static final List<String> WORDS =
      List.of(
          "- Update to the newest release",
          "- Fix a crash when the network goes away\n- Update translations",
          "- Rebuild for a newer compiler",
          "- Take the fix of a memory leak from upstream",
          "- Start only when it is needed\n- Drop a patch that upstream has now");

  private static final String AUTHOR = "Mei Lin <mei@fern.example> - ";

  private final DemoHistory history;

  DemoRpms(DemoHistory history) {
    this.history = history;
  }

  /** The bytes of a database of these packages and their files. */
  byte[] bytes(Map<DemoPackage, Set<String>> packages) {
    try {
      Path file = Files.createTempFile("understory-demo", ".sqlite");
      try {
        write(file, packages);
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Path file, Map<DemoPackage, Set<String>> packages) throws IOException {
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = database.createStatement()) {
      database.setAutoCommit(false);
      statement.execute("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB NOT NULL)");
      statement.execute("CREATE TABLE Name (key TEXT NOT NULL, hnum INTEGER NOT NULL)");
      try (PreparedStatement header =
              database.prepareStatement("INSERT INTO Packages VALUES (?, ?)");
          PreparedStatement name = database.prepareStatement("INSERT INTO Name VALUES (?, ?)")) {
        int number = 0;
        for (var each : packages.entrySet()) {
          number++;
          header.setInt(1, number);
          header.setBytes(2, header(each.getKey(), each.getValue()));
          header.executeUpdate();
          name.setString(1, each.getKey().name());
          name.setInt(2, number);
          name.executeUpdate();
        }
      }
      database.commit();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private byte[] header(DemoPackage each, Collection<String> files) {
    List<String> paths = files.stream().sorted().map(path -> "/" + path).toList();
    List<String> folders = paths.stream().map(DemoRpms::folder).distinct().toList();
    List<Dated> told = history.releases(each).stream().limit(TOLD).toList();
    return new RpmHeaderBytes()
        .text(1000, each.name())
        .text(1001, each.version())
        .text(1002, each.release() + ".fern")
        .text(1022, each.arch())
        .numbers(1080, told.stream().mapToInt(this::date).toArray())
        .texts(1081, told.stream().map(it -> AUTHOR + it.release().versionRelease()).toList())
        .texts(1082, told.stream().map(it -> words(it.release())).toList())
        .numbers(1116, paths.stream().mapToInt(it -> folders.indexOf(folder(it))).toArray())
        .texts(1117, paths.stream().map(it -> it.substring(folder(it).length())).toList())
        .texts(1118, folders)
        .bytes();
  }

  private int date(Dated each) {
    return (int) history.noon(each.day()).getEpochSecond();
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  private static String words(DemoPackage each) {
    return WORDS.get(Math.floorMod(each.name().hashCode() + 7 * each.step(), WORDS.size()));
  }
}
