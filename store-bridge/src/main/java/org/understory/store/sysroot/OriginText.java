package org.understory.store.sysroot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.understory.model.system.Label;
import org.understory.model.system.Origin;

/**
 * The text of an origin file with a change made to it. Everything else in it stays as it is, for
 * other programs keep their own facts there.
 */
public final class OriginText {
  private static final Set<String> REPLACED = Set.of("refspec", "override-commit", "unlocked");

  private static final String UNCONFIGURED = "unconfigured-state";

  private static final String OWN_GROUP = "[" + OriginRequests.OWN + "]";

  /** The words with which {@code ostree admin upgrade} refuses, for it would lose the packages. */
  private static final String LAYERS = "packages are layered here; use: understory upgrade";

  private OriginText() {}

  /**
   * The origin of a new deployment: what belongs to the old deployment alone is left out ({@code
   * ostree_deployment_origin_remove_transient_state}).
   *
   * @param old text of the origin that it takes over; empty text where there is none
   * @param origin the branch to follow, the commit to be held at, and what is layered
   */
  public static String of(String old, Origin origin) {
    List<String> packages = origin.layers();
    List<String> lines = new ArrayList<>(List.of("[origin]"));
    boolean ours = !packages.isEmpty() || lines(old).stream().anyMatch(OriginText::isOwn);
    if (!packages.isEmpty()) {
      lines.add(UNCONFIGURED + "=" + LAYERS);
    }
    origin.refspec().ifPresent(refspec -> lines.add("refspec=" + escape(refspec)));
    origin.overrideCommit().ifPresent(commit -> lines.add("override-commit=" + commit));
    String group = "";
    List<String> others = new ArrayList<>();
    for (String line : lines(old)) {
      if (isGroup(line)) {
        group = line.strip();
      }
      if (group.equals("[origin]")) {
        boolean replaced = REPLACED.contains(key(line)) || (ours && key(line).equals(UNCONFIGURED));
        if (!isGroup(line) && !replaced) {
          lines.add(line);
        }
      } else if (!group.equals("[" + OriginFile.TRANSIENT + "]") && !group.equals(OWN_GROUP)) {
        others.add(line);
      }
    }
    lines.addAll(others);
    if (!packages.isEmpty()) {
      lines.add(OWN_GROUP);
      lines.add("packages=" + String.join(";", packages) + ";");
    }
    return String.join("\n", lines) + "\n";
  }

  /** The origin of the same deployment with another name, or none. */
  public static String labelled(String old, Optional<Label> label) {
    List<String> lines = new ArrayList<>();
    String header = "[" + OriginFile.TRANSIENT + "]";
    String group = "";
    int at = -1;
    for (String line : lines(old)) {
      if (isGroup(line)) {
        group = line.strip();
      }
      boolean ours = Set.of(OriginFile.LABEL, OriginFile.NOTE).contains(key(line));
      if (!group.equals(header) || !ours) {
        lines.add(line);
      }
      if (line.strip().equals(header)) {
        at = lines.size();
      }
    }
    if (label.isPresent()) {
      if (at < 0) {
        lines.add(header);
        at = lines.size();
      }
      lines.add(at, OriginFile.LABEL + "=" + escape(label.get().name()));
      lines.add(at + 1, OriginFile.NOTE + "=" + escape(label.get().note()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static boolean isOwn(String line) {
    return line.strip().equals(OWN_GROUP);
  }

  /** GLib ends lines at line feeds alone. */
  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\n"));
  }

  /** GLib passes over spaces before and after. */
  private static boolean isGroup(String line) {
    return line.strip().startsWith("[");
  }

  private static String key(String line) {
    int equals = line.indexOf('=');
    return equals < 0 ? "" : line.substring(0, equals).strip();
  }

  /** As {@code g_key_file_set_string} writes it. */
  private static String escape(String value) {
    StringBuilder out = new StringBuilder();
    boolean leading = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      out.append(
          switch (c) {
            case ' ' -> leading ? "\\s" : " ";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\\' -> "\\\\";
            default -> String.valueOf(c);
          });
      leading &= c == ' ';
    }
    return out.toString();
  }
}
