package org.understory.model.plan;

import java.util.List;
import java.util.regex.Pattern;
import org.understory.model.container.ImageReference;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Label;

/**
 * Names and addresses that a change may use. The checks of libostree itself let a line end at the
 * end pass (a {@code $} in {@code ostree_validate_rev} and {@code ostree_validate_remote_name}),
 * which is then written into configuration; so it is never asked about others than these.
 */
public final class Names {
  /** OSTREE_REMOTE_NAME_REGEXP. */
  private static final Pattern REMOTE = Pattern.compile("\\w[-.\\w]*");

  /** OSTREE_REF_REGEXP. */
  private static final Pattern REF = Pattern.compile("(?:\\w[-.\\w]*/)*\\w[-.\\w]*");

  /** A folder below {@code ostree/deploy}. */
  private static final Pattern STATEROOT = Pattern.compile("[\\w-][-.\\w]*");

  /** Printable ASCII of a scheme that libostree fetches. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:(?:mirrorlist=)?https?|file)://[!-~]+");

  private static final int MAX = 255;
  private static final int MAX_ADDRESS = 2000;

  /**
   * The name of a package or of what a package provides, a file included: rpm's names, {@code
   * perl(JSON)}, {@code /usr/bin/vi}. Never an option.
   */
  private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9_/][A-Za-z0-9._+:~^()/-]*");

  /** Packages that one change may name. */
  private static final int MAX_PACKAGES = 200;

  private Names() {}

  /** The name of a remote, or UnsafeName. */
  public static void requireRemote(String name) throws StoreException {
    require(name.length() <= MAX && REMOTE.matcher(name).matches(), name);
  }

  /** The name of a branch without its remote, or UnsafeName. */
  public static void requireRef(String name) throws StoreException {
    require(name.length() <= MAX && REF.matcher(name).matches(), name);
  }

  /** {@code remote:branch} or {@code branch}, or UnsafeName. */
  public static void requireRefspec(String refspec) throws StoreException {
    int colon = refspec.indexOf(':');
    if (colon >= 0) {
      requireRemote(refspec.substring(0, colon));
    }
    requireRef(refspec.substring(colon + 1));
  }

  /** A branch as above, or a container image as an origin names it; else UnsafeName. */
  public static void requireFollowable(String source) throws StoreException {
    if (ImageReference.parse(source).isEmpty()) {
      requireRefspec(source);
    }
  }

  /** The name of a stateroot, or UnsafeName. */
  public static void requireStateroot(String name) throws StoreException {
    require(name.length() <= MAX && STATEROOT.matcher(name).matches(), name);
  }

  /** At least one, and nothing but names of packages, or UnsafeName. */
  public static void requirePackages(List<String> some, List<String> others) throws StoreException {
    int count = some.size() + others.size();
    require(
        count > 0 && count <= MAX_PACKAGES,
        String.join(" ", some.subList(0, Math.min(some.size(), 1))));
    for (String name : some) {
      requirePackage(name);
    }
    for (String name : others) {
      requirePackage(name);
    }
  }

  private static void requirePackage(String name) throws StoreException {
    require(name.length() <= MAX && PACKAGE.matcher(name).matches(), name);
  }

  /** An address to download from, or UnsafeName. */
  public static void requireAddress(String address) throws StoreException {
    require(address.length() <= MAX_ADDRESS && ADDRESS.matcher(address).matches(), address);
  }

  /** A name and note that an origin file can hold, or UnsafeName. */
  public static void requireLabel(Label label) throws StoreException {
    require(
        label.name().length() <= Label.MAX_NAME
            && label.name().chars().noneMatch(Character::isISOControl),
        label.name());
    require(
        label.note().length() <= Label.MAX_NOTE
            && label.note().chars().noneMatch(c -> Character.isISOControl(c) && c != '\n'),
        label.note());
  }

  private static void require(boolean good, String name) throws StoreException {
    if (!good) {
      throw new StoreException(new Problem.UnsafeName(name));
    }
  }
}
