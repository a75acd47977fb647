package org.understory.store.packages;

import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.JDBC;

/** SQLite's own library, which is native code. */
public final class SqliteLibrary {
  /** In the runtime image, which brings it beside its own. */
  private static final String NAME = "libsqlitejdbc.so";

  private SqliteLibrary() {}

  /** Whether it may be used; says where it is, so that it need not be unpacked. */
  public static boolean isPermitted() {
    Path folder = Path.of(System.getProperty("java.home"), "lib");
    if (Files.exists(folder.resolve(NAME))) {
      System.setProperty("org.sqlite.lib.path", folder.toString());
      System.setProperty("org.sqlite.lib.name", NAME);
    }
    return JDBC.class.getModule().isNativeAccessEnabled();
  }
}
