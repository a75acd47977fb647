package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.understory.model.history.Checksum;
import org.understory.model.tree.TreeEntry;
import org.understory.test.kit.TestRepository;

/**
 * The tree of a commit as {@code ostree ls} lists it.
 *
 * @param entries by path, in its order
 */
record OstreeTree(Map<String, Listed> entries) {
  /** What {@code ostree ls -RC} prints: type, mode, uid, gid, size, checksums, path and target. */
  private static final Pattern LINE =
      Pattern.compile(
          "(.)0(\\d+) (\\d+) (\\d+) +(\\d+) ([0-9a-f]{64}) (?:([0-9a-f]{64}) )?(/.*?)(?: ->"
              + " (.*))?",
          Pattern.DOTALL);

  private static final Comparator<String> BYTEWISE =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private static final Pattern LISTED = Pattern.compile("[-dl]0\\d+ \\d+ \\d+ +\\d+ .*");
  private static final Pattern DIFFERENCE = Pattern.compile("[AMD]    /.*");

  /**
   * An entry.
   *
   * @param text as it is listed without checksums
   * @param content checksum of the file, or of the folder's dirmeta
   */
  record Listed(char type, String text, long size, String content) {}

  /** Lists a commit. */
  static OstreeTree of(TestRepository repository, Checksum commit) {
    List<String> plain = joined(repository.output("ls", "-R", commit.hex()), LISTED);
    List<String> exact = joined(repository.output("ls", "-RC", commit.hex()), LISTED);
    Map<String, Listed> entries = new LinkedHashMap<>();
    for (int i = 0; i < plain.size(); i++) {
      Matcher line = LINE.matcher(exact.get(i));
      assertThat(line.matches()).as(exact.get(i)).isTrue();
      String content = Optional.ofNullable(line.group(7)).orElse(line.group(6));
      entries.put(
          line.group(8),
          new Listed(
              line.group(1).charAt(0), plain.get(i), Long.parseLong(line.group(5)), content));
    }
    return new OstreeTree(entries);
  }

  List<String> texts() {
    return entries.values().stream().map(Listed::text).toList();
  }

  TreeEntry.Kind kind(String path) {
    return switch (entries.get(path).type()) {
      case 'd' -> TreeEntry.Kind.DIRECTORY;
      case 'l' -> TreeEntry.Kind.SYMLINK;
      default -> TreeEntry.Kind.FILE;
    };
  }

  long size(String path) {
    return entries.get(path).size();
  }

  /**
   * What {@code ostree diff} says, in our terms: it lists only the top of a removed folder, calls a
   * change of type a modification (and says nothing of what was in the folder), and a folder with
   * another dirmeta as well; of the root folder itself it says nothing.
   *
   * @param from the other commit, which {@code before} lists
   * @param to the commit that this lists
   */
  List<String> changes(TestRepository repository, Checksum from, OstreeTree before, Checksum to) {
    TreeMap<String, List<String>> told = new TreeMap<>(BYTEWISE);
    if (!before.entries.get("/").content().equals(entries.get("/").content())) {
      tell(told, "/", "METADATA DIRECTORY 0 0");
    }
    for (String line : joined(repository.output("diff", from.hex(), to.hex()), DIFFERENCE)) {
      String path = line.substring(5);
      switch (line.charAt(0)) {
        case 'A' -> added(told, path);
        case 'D' -> before.removed(told, path);
        case 'M' -> {
          boolean sameType = before.entries.get(path).type() == entries.get(path).type();
          if (sameType && kind(path) == TreeEntry.Kind.DIRECTORY) {
            tell(told, path, "METADATA DIRECTORY 0 0");
          } else if (sameType) {
            tell(told, path, "MODIFIED " + kind(path) + " " + before.size(path) + " " + size(path));
          } else {
            before.removed(told, path);
            below(path).forEach(it -> added(told, it));
          }
        }
        default -> throw new AssertionError(line);
      }
    }
    List<String> lines = new ArrayList<>();
    told.forEach((path, changes) -> changes.forEach(it -> lines.add(path + " " + it)));
    return lines;
  }

  private void added(Map<String, List<String>> told, String path) {
    tell(told, path, "ADDED " + kind(path) + " 0 " + size(path));
  }

  private void removed(Map<String, List<String>> told, String path) {
    below(path).forEach(it -> tell(told, it, "REMOVED " + kind(it) + " " + size(it) + " 0"));
  }

  private Stream<String> below(String path) {
    return entries.keySet().stream().filter(it -> it.equals(path) || it.startsWith(path + "/"));
  }

  private static void tell(Map<String, List<String>> told, String path, String change) {
    told.computeIfAbsent(path, it -> new ArrayList<>()).add(change);
  }

  /** Lines; what does not begin as they do goes on with a name that holds the end of a line. */
  private static List<String> joined(String output, Pattern begin) {
    List<String> lines = new ArrayList<>();
    // All lines end, so after the last end there is nothing.
    for (String line : output.isEmpty() ? new String[0] : output.split("\n", 0)) {
      if (begin.matcher(line).matches()) {
        lines.add(line);
      } else {
        lines.add(lines.removeLast() + "\n" + line);
      }
    }
    return lines;
  }
}
