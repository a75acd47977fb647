package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeDiff;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.Repository;
import org.understory.test.kit.OstreeTool;

/** Walks and diffs of random trees against those of {@code ostree}. */
final class TreeOracleTest {
  /** What {@code ostree ls -RC} prints: type, mode, uid, gid, size, checksums, path and target. */
  private static final Pattern LINE =
      Pattern.compile(
          "(.)0(\\d+) (\\d+) (\\d+) +(\\d+) ([0-9a-f]{64}) (?:([0-9a-f]{64}) )?(/.*?)(?: ->"
              + " (.*))?");

  private static final Comparator<String> BYTEWISE =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;

  /** One line of {@code ostree ls -RC}; {@code content} is the dirmeta for a folder. */
  private record Listed(char type, String text, long size, String content) {}

  @ParameterizedTest
  @CsvSource({"archive, 1", "archive, 2", "bare-user, 3", "bare-user, 4", "bare-user-only, 5"})
  void walks_and_diffs_agree_with_ostree(String mode, int seed) throws Exception {
    Random dice = new Random(seed);
    OstreeTool ostree = OstreeTool.init(folder.resolve("repo"), mode);
    for (int round = 0; round < 8; round++) {
      TreeModel before = TreeModel.random(dice);
      String from = commit(ostree, before, round + "-from");
      String to = commit(ostree, before.changed(), round + "-to");
      try (Repository repository = Repository.open(ostree.repository())) {
        String round1 = mode + ", seed " + seed + ", round " + round;
        Map<String, Listed> a = listing(ostree, from);
        Map<String, Listed> b = listing(ostree, to);
        assertThat(walk(repository, from)).as(round1).isEqualTo(texts(a));
        assertThat(walk(repository, to)).as(round1).isEqualTo(texts(b));
        TreeDiff diff = diff(repository, from, to, false);
        assertThat(told(diff)).as(round1).isEqualTo(expected(ostree, from, to, a, b));
        TreeDiff renamed = diff(repository, from, to, true);
        assertRenamesHold(renamed, a, b);
        assertThat(diff.problems()).isEmpty();
        assertThat(diff(repository, to, to, true).changes()).isEmpty();
        assertSubtreesAgree(repository, from, to, diff);
      }
    }
  }

  private String commit(OstreeTool ostree, TreeModel model, String name) throws IOException {
    Path tree = folder.resolve(name);
    model.write(tree);
    return ostree.commit("b" + name, tree, "--fsync=false");
  }

  private static TreeDiff diff(Repository repository, String from, String to, boolean renames)
      throws StoreException {
    return repository.diff(checksum(from), checksum(to), "/", renames, new Cancellation());
  }

  private static List<String> walk(Repository repository, String commit) throws StoreException {
    List<String> lines = new ArrayList<>();
    repository.walk(
        checksum(commit),
        "/",
        it -> lines.add(line(it)),
        it -> lines.add(it.toString()),
        new Cancellation());
    return lines;
  }

  private static String line(TreeEntry entry) {
    return String.format(
        "%s0%04o %d %d %6d %s",
        switch (entry.kind()) {
          case FILE -> "-";
          case SYMLINK -> "l";
          case DIRECTORY -> "d";
        },
        entry.mode() & 07777,
        entry.uid(),
        entry.gid(),
        entry.size(),
        entry.path() + entry.target().map(it -> " -> " + it).orElse(""));
  }

  private static Map<String, Listed> listing(OstreeTool ostree, String commit) {
    List<String> plain = ostree.lines("ls", "-R", commit);
    List<String> withChecksums = ostree.lines("ls", "-RC", commit);
    Map<String, Listed> listing = new LinkedHashMap<>();
    for (int i = 0; i < plain.size(); i++) {
      Matcher line = LINE.matcher(withChecksums.get(i));
      assertThat(line.matches()).as(withChecksums.get(i)).isTrue();
      String content = Optional.ofNullable(line.group(7)).orElse(line.group(6));
      listing.put(
          line.group(8),
          new Listed(
              line.group(1).charAt(0), plain.get(i), Long.parseLong(line.group(5)), content));
    }
    return listing;
  }

  private static List<String> texts(Map<String, Listed> listing) {
    return listing.values().stream().map(Listed::text).toList();
  }

  /**
   * What {@code ostree diff} says, in our terms: it lists only the top of a removed folder, calls a
   * change of type a modification (and says nothing of what was in the folder), and a folder with
   * another dirmeta as well; of the root folder itself it says nothing.
   */
  private static List<String> expected(
      OstreeTool ostree, String from, String to, Map<String, Listed> a, Map<String, Listed> b) {
    TreeMap<String, List<String>> told = new TreeMap<>(BYTEWISE);
    if (!a.get("/").content().equals(b.get("/").content())) {
      tell(told, "/", "METADATA DIRECTORY 0 0");
    }
    for (String line : ostree.lines("diff", from, to)) {
      if (line.isEmpty()) {
        continue;
      }
      String path = line.substring(5);
      switch (line.charAt(0)) {
        case 'A' -> tell(told, path, "ADDED " + kind(b, path) + " 0 " + size(b, path));
        case 'D' -> removed(told, a, path);
        case 'M' -> {
          boolean sameType = a.get(path).type() == b.get(path).type();
          if (sameType && a.get(path).type() == 'd') {
            tell(told, path, "METADATA DIRECTORY 0 0");
          } else if (sameType) {
            tell(
                told,
                path,
                "MODIFIED " + kind(b, path) + " " + size(a, path) + " " + size(b, path));
          } else {
            removed(told, a, path);
            below(b, path)
                .forEach(it -> tell(told, it, "ADDED " + kind(b, it) + " 0 " + size(b, it)));
          }
        }
        default -> throw new AssertionError(line);
      }
    }
    List<String> lines = new ArrayList<>();
    told.forEach((path, changes) -> changes.forEach(it -> lines.add(path + " " + it)));
    return lines;
  }

  private static void removed(Map<String, List<String>> told, Map<String, Listed> a, String path) {
    below(a, path)
        .forEach(it -> tell(told, it, "REMOVED " + kind(a, it) + " " + size(a, it) + " 0"));
  }

  private static void tell(Map<String, List<String>> told, String path, String change) {
    told.computeIfAbsent(path, it -> new ArrayList<>()).add(change);
  }

  private static Stream<String> below(Map<String, Listed> listing, String path) {
    return listing.keySet().stream().filter(it -> it.equals(path) || it.startsWith(path + "/"));
  }

  private static TreeEntry.Kind kind(Map<String, Listed> listing, String path) {
    return switch (listing.get(path).type()) {
      case 'd' -> TreeEntry.Kind.DIRECTORY;
      case 'l' -> TreeEntry.Kind.SYMLINK;
      default -> TreeEntry.Kind.FILE;
    };
  }

  private static long size(Map<String, Listed> listing, String path) {
    return listing.get(path).size();
  }

  private static List<String> told(TreeDiff diff) {
    return diff.changes().stream()
        .map(
            it ->
                String.format(
                    "%s %s %s %d %d",
                    it.path(), it.change(), it.kind(), it.sizeBefore(), it.sizeAfter()))
        .toList();
  }

  /** Carrying out the changes on the one tree gives the other, and no renaming was overlooked. */
  private static void assertRenamesHold(
      TreeDiff diff, Map<String, Listed> a, Map<String, Listed> b) {
    Map<String, String> tree = new TreeMap<>();
    a.forEach((path, listed) -> tree.put(path, listed.type() + listed.content()));
    Map<String, String> wanted = new TreeMap<>();
    b.forEach((path, listed) -> wanted.put(path, listed.type() + listed.content()));
    List<String> contentsRemoved = new ArrayList<>();
    List<String> contentsAdded = new ArrayList<>();
    for (Change change : diff.changes()) {
      switch (change.change()) {
        case REMOVED -> {
          tree.remove(change.path());
          note(contentsRemoved, change, a);
        }
        case RENAMED -> {
          String old = change.oldPath().orElseThrow();
          assertThat(a.get(old).content()).isEqualTo(b.get(change.path()).content());
          assertThat(change.kind()).isEqualTo(TreeEntry.Kind.FILE);
          assertThat(change.sizeAfter()).isPositive().isEqualTo(size(a, old));
          tree.remove(old);
        }
        case ADDED -> note(contentsAdded, change, b);
        case MODIFIED, METADATA -> {}
      }
    }
    for (Change change : diff.changes()) {
      if (change.change() != Change.Kind.REMOVED) {
        tree.put(change.path(), wanted.get(change.path()));
      }
    }
    assertThat(tree).isEqualTo(wanted);
    assertThat(contentsRemoved.stream().filter(contentsAdded::contains)).isEmpty();
  }

  private static void note(List<String> contents, Change change, Map<String, Listed> listing) {
    if (change.kind() == TreeEntry.Kind.FILE && size(listing, change.path()) > 0) {
      contents.add(listing.get(change.path()).content());
    }
  }

  /** A diff of a part is that part of the diff. */
  private static void assertSubtreesAgree(
      Repository repository, String from, String to, TreeDiff whole) throws StoreException {
    for (Change change : whole.changes()) {
      String path = change.path();
      TreeDiff part =
          repository.diff(checksum(from), checksum(to), path, false, new Cancellation());
      assertThat(part.changes())
          .as(path)
          .isEqualTo(
              whole.changes().stream()
                  .filter(
                      it ->
                          it.path().equals(path)
                              || path.equals("/")
                              || it.path().startsWith(path + "/"))
                  .toList());
    }
  }

  private static Checksum checksum(String hex) {
    return Checksum.parse(hex).orElseThrow();
  }
}
