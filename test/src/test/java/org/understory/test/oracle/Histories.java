package org.understory.test.oracle;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.understory.test.oracle.TreeModel.Change;
import org.understory.test.oracle.TreeModel.Item;
import org.understory.test.oracle.TreeModel.Step;

/**
 * Random trees and commits, made of what a file system allows and a careless program trips over.
 */
final class Histories {
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "Z",
          "a-",
          "a-b",
          "a.b",
          " ",
          " lead",
          "trail ",
          "two words",
          "quote\"",
          "it's",
          "new\nline",
          "tab\t",
          "back\\slash",
          "$HOME",
          "*",
          "-rf",
          "...",
          "..x",
          ".hidden",
          "中文文件",
          "é",
          "e\u0301",
          "\u202etxt.exe",
          "\u001b[31m",
          "\ud83c\udf32",
          "\uffee",
          "x".repeat(255),
          "木".repeat(85));

  private static final List<String> TARGETS =
      List.of(
          "a", "../a", "/", "/usr/bin/a b", "dangling\nnewline", "中文", "a//b/", "t".repeat(400));

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

  private Histories() {}

  /**
   * A commit to be made.
   *
   * @param steps from the tree of the commit before
   * @param fork number of the earlier commit that is its parent, wrapped around; negative for the
   *     tip of its branch
   */
  record Draft(
      List<Step> steps,
      String branch,
      int fork,
      String subject,
      long timestamp,
      List<String> metadata,
      boolean detached) {}

  /** Two to four commits. */
  static Arbitrary<List<Draft>> drafts() {
    return Combinators.combine(
            steps(),
            Arbitraries.of("main", "os/中文/x86_64", "f00d"),
            Arbitraries.integers().between(-3, 3),
            Arbitraries.of("", "subject", "escape\u001b[31m"),
            Arbitraries.longs().between(0, Integer.MAX_VALUE),
            Arbitraries.of(VALUES).list().ofMaxSize(6),
            Arbitraries.of(true, false))
        .as(Draft::new)
        .list()
        .ofMinSize(2)
        .ofMaxSize(4)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(5, Change.ADD),
                Tuple.of(1, Change.REMOVE),
                Tuple.of(2, Change.REPLACE),
                Tuple.of(2, Change.MOVE)),
            Arbitraries.integers().between(0, 100),
            Arbitraries.integers().between(0, 20),
            Arbitraries.of(NAMES),
            items())
        .as(Step::new)
        .list()
        .ofMaxSize(40)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<Item> items() {
    Arbitrary<Integer> owners = Arbitraries.of(0, 0, 1000, 65534);
    Arbitrary<Item> files =
        Combinators.combine(
                Arbitraries.oneOf(
                    Arbitraries.of("", "one", "two", "three\n"),
                    Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(200)),
                Arbitraries.of(1, 1, 1, 500),
                Arbitraries.integers().between(0, 0777).map(mode -> mode | 0400),
                Arbitraries.of(0, 0, 0, 04000),
                owners,
                attributes())
            .as(
                (text, times, mode, special, owner, attributes) ->
                    new Item.File(text, times, mode | special, owner, attributes));
    Arbitrary<Item> folders =
        Combinators.combine(
                Arbitraries.integers().between(0, 0777).map(mode -> mode | 0700),
                owners,
                attributes())
            .as(Item.Folder::new);
    return Arbitraries.oneOf(files, files, folders, Arbitraries.of(TARGETS).map(Item.Link::new));
  }

  private static Arbitrary<Map<String, String>> attributes() {
    Arbitrary<String> values = Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(300);
    return Arbitraries.maps(Arbitraries.of("b", "a", "中"), values).ofMaxSize(3);
  }
}
