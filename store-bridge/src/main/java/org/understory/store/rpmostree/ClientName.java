package org.understory.store.rpmostree;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the daemon calls a program that has it work. */
public final class ClientName {
  /** {@code rpmostree_client_to_string} in rpmostreed-daemon.cxx writes it. */
  private static final Pattern DESCRIPTION =
      Pattern.compile(
          "client\\((?:id:([^ ]{1,100}) )?dbus:[^ ]{1,100}(?: unit:([^ ]{1,300}))? uid:[^ ]{1,20}\\)");

  /** What a command gives where nobody has told it another (RPMOSTREE_AGENT_ID). */
  private static final String COMMAND = "cli";

  private static final String SERVICE = ".service";

  /** The unit of all that a person runs, so that it says nothing. */
  private static final String SESSION = "user@";

  private ClientName() {}

  /**
   * The id with which it registered; of a command the service that runs it, without {@code
   * .service}, where one does; empty where the daemon does not know it.
   */
  public static String parse(String description) {
    Matcher parts = DESCRIPTION.matcher(description);
    if (!parts.matches()) {
      return "";
    }
    String id = parts.group(1) == null ? "" : parts.group(1);
    String unit = parts.group(2) == null ? "" : parts.group(2);
    boolean told =
        unit.endsWith(SERVICE) && !unit.startsWith(SESSION) && (id.isEmpty() || id.equals(COMMAND));
    return told ? unit.substring(0, unit.length() - SERVICE.length()) : id;
  }
}
