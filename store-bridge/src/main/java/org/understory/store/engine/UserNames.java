package org.understory.store.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;

/**
 * Names of users by number, from {@code /etc/passwd}. Who is known only to a directory service
 * stays a number: asking for those needs native code.
 */
final class UserNames {
  private static final Path PASSWD = Path.of("/etc/passwd");
  private static final int MAX_PASSWD = 1 << 20;
  private static final int UID = 2;

  private UserNames() {}

  static String of(long uid) {
    String number = Long.toString(uid);
    try {
      return SmallFile.text(PASSWD, MAX_PASSWD)
          .lines()
          .map(line -> List.of(line.split(":", -1)))
          .filter(fields -> fields.size() > UID && fields.get(UID).equals(number))
          .map(List::getFirst)
          .findFirst()
          .orElse(number);
    } catch (IOException | StoreException unreadable) {
      return number;
    }
  }
}
