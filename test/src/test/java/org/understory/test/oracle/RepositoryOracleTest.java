package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.Repository;
import org.understory.test.kit.RandomTree;
import org.understory.test.kit.TestRepository;
import org.understory.test.kit.Tool;

/** Random repositories in every mode that libostree can write, seen by it and by the reader. */
final class RepositoryOracleTest {
  /** Metadata in the text form of GVariant: every type, empty and nested. */
  static final List<String> VALUES =
      List.of(
          "'41.20260101.0'",
          "'中文\\n\"quoted\"'",
          "true",
          "byte 0xff",
          "int16 -2",
          "uint16 65535",
          "-2147483648",
          "uint32 4294967295",
          "int64 -9223372036854775808",
          "uint64 18446744073709551615",
          "handle 7",
          "-0.1",
          "objectpath '/org/understory/a_1'",
          "signature 'a{sv}(ii)'",
          "<<'twice boxed'>>",
          "@ay []",
          "[byte 1, 2, 255]",
          "b'bytestring'",
          "@as []",
          "['a', '', 'c']",
          "@a(sssss) []",
          "[('bash', '0', '5.2', '1.fc41', 'x86_64'), ('vim', '2', '9', '1', 'noarch')]",
          "@aay [[], [0x01], [0x02, 0x03]]",
          "{'k': <1>, 'l': <{'m': <@mi nothing>}>}",
          "{uint32 1: true, 2: false}",
          "@mmi just nothing",
          "@m(sb) just ('x', true)",
          "@ms just ''",
          "()",
          "@a() [(), ()]",
          "(byte 1, int64 2, byte 3)",
          "[(byte 1, 'a', uint64 2), (2, 'bb', 3)]",
          "@(yatya(tb)) (1, [2, 3], 4, [(5, true)])",
          "[<1>, <'two'>, <[3.0]>]");

  @Property(tries = 2, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void the_reader_agrees_with_libostree_in_archive(@ForAll("seeds") long seed) throws Exception {
    agrees("archive", seed);
  }

  @Property(tries = 2, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void the_reader_agrees_with_libostree_in_bare(@ForAll("seeds") long seed) throws Exception {
    agrees("bare", seed);
  }

  @Property(tries = 2, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void the_reader_agrees_with_libostree_in_bare_user(@ForAll("seeds") long seed) throws Exception {
    agrees("bare-user", seed);
  }

  @Property(tries = 2, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void the_reader_agrees_with_libostree_in_bare_user_only(@ForAll("seeds") long seed)
      throws Exception {
    agrees("bare-user-only", seed);
  }

  @Property(tries = 2, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void the_reader_agrees_with_libostree_in_bare_split_xattrs(@ForAll("seeds") long seed)
      throws Exception {
    agrees("bare-split-xattrs", seed);
  }

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.longs();
  }

  private static void agrees(String mode, long seed) throws IOException, StoreException {
    Path folder = Files.createTempDirectory("oracle");
    try {
      Random random = new Random(seed);
      boolean split = mode.equals("bare-split-xattrs");
      TestRepository repository =
          TestRepository.create(folder.resolve("repo"), split ? "bare" : mode);
      List<Checksum> commits = commits(repository, folder, mode, random);
      if (split) {
        RepositoryDump.script("split.py", List.of(repository.path().toString()));
      }
      if (random.nextBoolean()) {
        lose(repository, random);
      }
      JsonNode expected = RepositoryDump.of(repository.path(), commits);
      try (Repository open = repository.open()) {
        JsonNode seen = RepositoryView.of(open, commits);
        assertThat(seen.get("refs")).isEqualTo(expected.get("refs"));
        for (Checksum commit : commits) {
          assertThat(
                  difference(
                      flat(seen.get("commits").get(commit.hex())),
                      flat(expected.get("commits").get(commit.hex()))))
              .isEmpty();
        }
        revisions(repository, open, commits, random);
      }
    } finally {
      Tool.run(List.of("rm", "-rf", folder.toString()));
    }
  }

  private static List<Checksum> commits(
      TestRepository repository, Path folder, String mode, Random random) {
    boolean attributes = !mode.equals("bare-user-only");
    List<Checksum> commits = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Path tree = RandomTree.fill(folder.resolve("tree" + i), random, attributes);
      List<String> options = new ArrayList<>();
      options.add("--subject=" + (random.nextBoolean() ? "subject\u001b " + i : ""));
      options.add("--body=line\n\u202eline " + i);
      options.add("--timestamp=@" + random.nextInt(Integer.MAX_VALUE));
      for (int j = 0; j < 6; j++) {
        String value = VALUES.get(random.nextInt(VALUES.size()));
        options.add("--add-metadata=key" + j + "=" + value);
      }
      if (random.nextBoolean()) {
        options.add("--add-detached-metadata-string=signed=by nobody");
      }
      if (random.nextInt(3) == 0 && !commits.isEmpty()) {
        options.add("--parent=" + commits.getFirst().hex());
      }
      if (mode.equals("bare-user-only")) {
        options.add("--canonical-permissions");
      }
      String branch = List.of("main", "os/中文/x86_64", "f00d").get(random.nextInt(3));
      commits.add(repository.commit(branch, tree, options.toArray(String[]::new)));
    }
    return commits;
  }

  /** Deletes some objects and marks a commit as partial. */
  private static void lose(TestRepository repository, Random random) throws IOException {
    List<Path> objects = repository.objects();
    for (int i = 0; i < 5; i++) {
      Path object = objects.get(random.nextInt(objects.size()));
      Files.deleteIfExists(object);
    }
    for (Path object : objects) {
      if (object.toString().endsWith(".commit")) {
        String commit = object.getParent().getFileName() + object.getFileName().toString();
        Files.writeString(repository.path().resolve("state/" + commit + "partial"), "");
        return;
      }
    }
  }

  private static void revisions(
      TestRepository repository, Repository open, List<Checksum> commits, Random random) {
    List<String> revisions = new ArrayList<>(List.of("main", "f00d", "f00d^", "nosuch", "os"));
    for (Checksum commit : commits) {
      revisions.add(commit.hex().substring(0, 1 + random.nextInt(8)));
      revisions.add(commit.hex().substring(0, 6) + "^".repeat(random.nextInt(3)));
    }
    for (String revision : revisions) {
      Tool.Result expected = repository.attempt("rev-parse", revision);
      String seen;
      try {
        seen = open.resolve(revision).hex();
      } catch (StoreException e) {
        seen = "";
      }
      assertThat(seen).as(revision).isEqualTo(expected.text());
    }
  }

  /** Entries by path, so that order does not matter and a difference is easy to see. */
  private static Map<String, String> flat(JsonNode commit) {
    Map<String, String> flat = new HashMap<>();
    commit
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("tree")) {
                flat.put(field.getKey(), sorted(field.getValue()));
              }
            });
    for (JsonNode entry : commit.path("tree")) {
      String kind = entry.has("unlistable") ? "unlistable " : "entry ";
      flat.put(kind + entry.get("path").asText(), sorted(entry));
    }
    return flat;
  }

  private static List<String> difference(Map<String, String> seen, Map<String, String> expected) {
    Set<String> keys = new TreeSet<>(seen.keySet());
    keys.addAll(expected.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(seen.get(key), expected.get(key)))
        .map(key -> key + ": " + seen.get(key) + " instead of " + expected.get(key))
        .toList();
  }

  private static String sorted(JsonNode node) {
    if (!node.isObject()) {
      return node.toString();
    }
    Stream<String> fields =
        node.properties().stream().map(field -> field.getKey() + "=" + field.getValue());
    return fields.sorted().toList().toString();
  }
}
