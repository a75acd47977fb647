package org.understory.model.plan;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Label;

/** Which names and addresses a change may use; libostree is never asked about others. */
final class Names {
  /** {@code OSTREE_REGEXP_VALID_REMOTE_NAME}, and no name that starts with a dash. */
  private static final Pattern REMOTE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");

  /** {@code ostree_validate_rev}: {@code remote:} in front is allowed. */
  private static final Pattern REFSPEC =
      Pattern.compile("([A-Za-z0-9_][A-Za-z0-9_.-]{0,63}:)?[\\w.+-]+(/[\\w.+-]+){0,15}");

  private static final Pattern STATEROOT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
  private static final Pattern URL =
      Pattern.compile("https?://[^\\s/\\p{Cntrl}]+(/[^\\s\\p{Cntrl}]*)?|file:///[^\\s\\p{Cntrl}]*");

  private static final int MAX_URL = 2000;
  private static final int MAX_REFSPEC = 255;

  private Names() {}

  static void requireRemote(String name) throws StoreException {
    require(REMOTE.matcher(name).matches(), name);
  }

  static void requireStateroot(String name) throws StoreException {
    require(STATEROOT.matcher(name).matches(), name);
  }

  static void requireRefspec(String refspec) throws StoreException {
    boolean dots =
        Arrays.stream(refspec.substring(refspec.indexOf(':') + 1).split("/", -1))
            .anyMatch(part -> part.equals(".") || part.equals(".."));
    require(
        refspec.length() <= MAX_REFSPEC && !dots && REFSPEC.matcher(refspec).matches(), refspec);
  }

  static void requireUrl(String url) throws StoreException {
    require(url.length() <= MAX_URL && URL.matcher(url).matches(), url);
  }

  static void requireLabel(Label label) throws StoreException {
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
