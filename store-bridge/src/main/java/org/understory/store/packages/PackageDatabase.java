package org.understory.store.packages;

import java.util.List;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.ChangelogEntry;
import org.understory.model.packages.OwnedPaths;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageList;

/** The database of a packager in the tree of one commit, open for reading by one thread. */
sealed interface PackageDatabase extends AutoCloseable permits RpmDatabase, DpkgDatabase {
  /** Everything that is installed. */
  PackageList list(Cancellation cancellation) throws StoreException;

  /** What the packages of this name own. */
  OwnedPaths files(String name, Cancellation cancellation) throws StoreException;

  /** Who owns the file or folder at this path; several may own a folder. */
  List<Package> owners(String path, Cancellation cancellation) throws StoreException;

  /** The changelog of the package of this name; empty where it is not kept. */
  List<ChangelogEntry> changelog(String name, Cancellation cancellation) throws StoreException;

  @Override
  void close();
}
