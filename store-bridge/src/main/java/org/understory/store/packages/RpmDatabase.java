package org.understory.store.packages;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.ChangelogEntry;
import org.understory.model.packages.OwnedPaths;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageList;
import org.understory.model.tree.TreeEntry;
import org.understory.store.variant.VariantException;

/**
 * rpm's database in SQLite (rpm's lib/backend/sqlite.c): a table {@code Packages} of headers, and
 * one for each index, which is only trusted to leave out what is not asked for.
 */
final class RpmDatabase implements PackageDatabase {
  private static final List<String> FOLDERS = List.of("/usr/share/rpm", "/usr/lib/sysimage/rpm");

  private static final String FILE = "/rpmdb.sqlite";

  /** Headers that are read of one database; the largest distributions publish as many packages. */
  private static final int MAX_PACKAGES = 100_000;

  /** Keys that were imported look like packages; they have no files and no architecture. */
  private static final String KEY = "gpg-pubkey";

  private final Connection connection;
  private final String path;

  private RpmDatabase(Connection connection, String path) {
    this.connection = connection;
    this.path = path;
  }

  /**
   * The database of a tree, if it has one.
   *
   * @throws StoreException UnsupportedDatabase for one that is not SQLite's, or as {@link
   *     SqliteFile#open}
   */
  static Optional<PackageDatabase> open(TreeFiles files, Cancellation cancellation)
      throws StoreException {
    for (String folder : FOLDERS) {
      Optional<TreeEntry> sqlite = files.file(folder + FILE);
      if (sqlite.isPresent()) {
        RpmDatabase database =
            new RpmDatabase(
                SqliteFile.open(files, sqlite.get(), cancellation), sqlite.get().path());
        try {
          database.requireTable("Packages");
          return Optional.of(database);
        } catch (StoreException e) {
          database.close();
          throw e;
        }
      }
      refuse(files, folder + "/Packages.db", "ndb");
      refuse(files, folder + "/Packages", "Berkeley DB");
    }
    return Optional.empty();
  }

  /** The folder of the database, if the tree has one in SQLite. */
  static Optional<String> folder(TreeFiles files) throws StoreException {
    for (String folder : FOLDERS) {
      if (files.file(folder + FILE).isPresent()) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  private static void refuse(TreeFiles files, String path, String format) throws StoreException {
    if (files.file(path).isPresent()) {
      throw new StoreException(new Problem.UnsupportedDatabase(path, format));
    }
  }

  @Override
  public PackageList list(Cancellation cancellation) throws StoreException {
    List<Package> packages = new ArrayList<>();
    List<Problem> problems =
        each(Optional.empty(), header -> packages.add(header.asPackage()), cancellation);
    packages.sort(Package.ORDER);
    return new PackageList(
        Optional.of(Package.Source.RPMDB), List.copyOf(packages), List.copyOf(problems));
  }

  @Override
  public OwnedPaths files(String name, Cancellation cancellation) throws StoreException {
    Collection<String> files = new ArrayList<>();
    require(each(Optional.of(name), header -> files.addAll(header.files()), cancellation));
    return OwnedPaths.of(files);
  }

  @Override
  public List<Package> owners(String wanted, Cancellation cancellation) throws StoreException {
    List<Package> owners = new ArrayList<>();
    String place = OwnedPaths.inTree(wanted);
    each(
        Optional.empty(),
        header -> {
          if (header.files().stream().anyMatch(file -> OwnedPaths.inTree(file).equals(place))) {
            owners.add(header.asPackage());
          }
        },
        cancellation);
    owners.sort(Package.ORDER);
    return owners;
  }

  @Override
  public List<ChangelogEntry> changelog(String name, Cancellation cancellation)
      throws StoreException {
    // Several versions of one name tell mostly the same.
    Set<ChangelogEntry> entries = new LinkedHashSet<>();
    require(each(Optional.of(name), header -> entries.addAll(header.changelog()), cancellation));
    return entries.stream().sorted((a, b) -> Long.compare(b.time(), a.time())).toList();
  }

  private static void require(List<Problem> problems) throws StoreException {
    if (!problems.isEmpty()) {
      throw new StoreException(problems.getFirst());
    }
  }

  /** What is done with each header. */
  private interface Use {
    void use(RpmHeader header) throws VariantException;
  }

  /** All headers, or those of one name; gives what could not be read. */
  private List<Problem> each(Optional<String> name, Use use, Cancellation cancellation)
      throws StoreException {
    List<Problem> problems = new ArrayList<>();
    String query = "SELECT hnum, blob FROM Packages";
    if (name.isPresent()) {
      requireTable("Name");
      query += " WHERE hnum IN (SELECT hnum FROM Name WHERE key = ?)";
    }
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      if (name.isPresent()) {
        statement.setString(1, name.get());
      }
      SqliteFile.bound(connection, cancellation);
      try (ResultSet rows = statement.executeQuery()) {
        for (int i = 0; rows.next(); i++) {
          cancellation.check();
          if (i == MAX_PACKAGES) {
            problems.add(new Problem.CorruptFile(path, Flaw.TOO_MANY));
            break;
          }
          header(rows, name, use, problems);
        }
      }
    } catch (SQLException e) {
      cancellation.check();
      // What came before it is true all the same.
      problems.add(SqliteFile.trouble(path, e).problem());
    }
    return problems;
  }

  private void header(ResultSet rows, Optional<String> name, Use use, List<Problem> problems)
      throws SQLException {
    long number = rows.getLong(1);
    byte[] blob = rows.getBytes(2);
    try {
      RpmHeader header = RpmHeader.parse(blob == null ? new byte[0] : blob);
      boolean wanted = name.isEmpty() || name.get().equals(header.name());
      if (wanted && !header.name().equals(KEY)) {
        use.use(header);
      }
    } catch (VariantException e) {
      problems.add(new Problem.CorruptFile(path + "#" + number, e.flaw()));
    }
  }

  /** A view or a virtual table could run for ever. */
  private void requireTable(String table) throws StoreException {
    String query = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name = ?";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new StoreException(new Problem.CorruptFile(path, Flaw.MALFORMED));
        }
      }
    } catch (SQLException e) {
      throw SqliteFile.trouble(path, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // It was only read.
    }
  }
}
