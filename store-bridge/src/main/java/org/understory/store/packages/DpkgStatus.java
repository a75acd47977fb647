package org.understory.store.packages;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.packages.Package;

/**
 * Text in which dpkg keeps what it knows of packages: paragraphs of {@code Field: value}, a value
 * going on in lines that begin with a blank (dpkg's lib/dpkg/parse.c). Only the fields that are
 * needed are kept, and nothing here can take longer than the text is long.
 */
final class DpkgStatus {
  /** Packages that are read of one database. */
  static final int MAX_PACKAGES = 100_000;

  private static final Set<String> WANTED = Set.of("package", "version", "architecture", "status");

  /** States in which there are no files. */
  private static final Set<String> ABSENT = Set.of("not-installed", "config-files");

  private final String path;
  private final List<Package> packages;
  private final List<Problem> problems;

  DpkgStatus(String path, List<Package> packages, List<Problem> problems) {
    this.path = path;
    this.packages = packages;
    this.problems = problems;
  }

  /**
   * Adds what is installed to the lists that this was made with. A paragraph that can't be
   * understood is left out and told of, once for a file.
   */
  void read(byte[] bytes) {
    Map<String, String> fields = new HashMap<>();
    boolean sound = true;
    boolean damaged = false;
    String text = new String(bytes, StandardCharsets.UTF_8);
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      int stop = end < 0 ? text.length() : end;
      if (isBlank(text, start, stop)) {
        damaged |= !paragraph(fields, sound);
        fields.clear();
        sound = true;
      } else {
        sound &= line(text, start, stop, fields);
      }
      start = stop + 1;
    }
    damaged |= !paragraph(fields, sound);
    if (damaged) {
      problems.add(new Problem.CorruptFile(path, Flaw.MALFORMED));
    }
  }

  private static boolean isBlank(String text, int start, int stop) {
    for (int i = start; i < stop; i++) {
      if (text.charAt(i) != ' ' && text.charAt(i) != '\t' && text.charAt(i) != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Takes a line in; false if it is none of a paragraph. */
  private static boolean line(String text, int start, int stop, Map<String, String> fields) {
    if (text.charAt(start) == ' ' || text.charAt(start) == '\t') {
      return true;
    }
    // Not beyond the line: a text without colons would be gone through for each of its lines.
    int colon = text.indexOf(':', start, stop);
    if (colon <= start) {
      return false;
    }
    // A name as long as the text would be copied for nothing.
    if (colon - start <= "architecture".length()) {
      String name = text.substring(start, colon).toLowerCase(Locale.ROOT);
      if (WANTED.contains(name)) {
        fields.putIfAbsent(name, text.substring(colon + 1, stop).strip());
      }
    }
    return true;
  }

  /** Adds a paragraph; false if it can't be one of a package. */
  private boolean paragraph(Map<String, String> fields, boolean sound) {
    if (fields.isEmpty() && sound) {
      return true;
    }
    String[] status = fields.getOrDefault("status", "install ok installed").split("\\s+", -1);
    if (sound && status.length == 3 && ABSENT.contains(status[2])) {
      return true;
    }
    String name = fields.getOrDefault("package", "");
    String version = fields.getOrDefault("version", "");
    if (!sound || status.length != 3 || name.isEmpty() || version.isEmpty()) {
      return false;
    }
    if (packages.size() == MAX_PACKAGES) {
      return false;
    }
    packages.add(
        new Package(name, version, fields.getOrDefault("architecture", ""), Package.Source.DPKG));
    return true;
  }
}
