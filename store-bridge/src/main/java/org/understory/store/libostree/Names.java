package org.understory.store.libostree;

import java.util.regex.Pattern;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * Names and addresses that libostree may be asked about. Its own checks let a line end at the end
 * pass (a {@code $} in ostree_validate_rev and ostree_validate_remote_name), which is then written
 * into configuration.
 */
final class Names {
  /** OSTREE_REMOTE_NAME_REGEXP. */
  private static final Pattern REMOTE = Pattern.compile("\\w[-.\\w]*");

  /** OSTREE_REF_REGEXP. */
  private static final Pattern REF = Pattern.compile("(?:\\w[-.\\w]*/)*\\w[-.\\w]*");

  /** Printable ASCII of a scheme that libostree fetches. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:(?:mirrorlist=)?https?|file)://[!-~]+");

  private Names() {}

  static void checkRemote(String name) throws StoreException {
    check(REMOTE, name);
  }

  static void checkRef(String name) throws StoreException {
    check(REF, name);
  }

  static void checkAddress(String address) throws StoreException {
    check(ADDRESS, address);
  }

  private static void check(Pattern allowed, String text) throws StoreException {
    if (!allowed.matcher(text).matches()) {
      throw new StoreException(new Problem.UnsafeName(text));
    }
  }
}
