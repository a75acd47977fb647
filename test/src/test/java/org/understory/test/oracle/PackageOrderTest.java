package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.packages.DpkgOrder;
import org.understory.model.packages.RpmOrder;
import org.understory.model.system.UapiOrder;
import org.understory.test.kit.Command;

/** Versions at random, ordered by the packagers themselves. */
final class PackageOrderTest {
  private static final long SEED = 43;

  @TempDir Path folder;

  /** Two versions that share most of their text. */
  private record Pair(String a, String b) {}

  @Test
  void rpm_orders_versions_in_the_same_way() throws Exception {
    List<Pair> pairs = pairs(4000, "019aabZ..~^+_", false);
    List<String> answers = new ArrayList<>();
    // An argument of a program has 128 KiB at most.
    for (int i = 0; i < pairs.size(); i += 1000) {
      StringBuilder program = new StringBuilder("%{lua:\n");
      for (Pair pair : pairs.subList(i, i + 1000)) {
        program.append("print(rpm.vercmp('%s', '%s') .. ' ')\n".formatted(pair.a, pair.b));
      }
      answers.addAll(List.of(Command.run("rpm", "--eval", program + "}").strip().split("\\s+")));
    }

    assertSame(
        pairs,
        answers.stream().map(Integer::valueOf).toList(),
        pairs.stream().map(it -> sign(RpmOrder.ASCENDING.compare(it.a, it.b))).toList());
  }

  @Test
  void dpkg_orders_versions_in_the_same_way() throws Exception {
    List<Pair> pairs = pairs(700, "019aabZ..~+", true);
    StringBuilder script = new StringBuilder();
    for (Pair pair : pairs) {
      String compare = "dpkg --compare-versions '" + pair.a + "' %s '" + pair.b + "'";
      script.append(compare.formatted("lt")).append(" && echo -1 || { ");
      script.append(compare.formatted("eq")).append(" && echo 0 || echo 1; }\n");
    }
    Path file = Files.writeString(folder.resolve("compare"), script);
    String answer = Command.run("sh", file.toString());

    assertSame(
        pairs,
        answer.lines().map(Integer::valueOf).toList(),
        pairs.stream().map(it -> sign(DpkgOrder.ASCENDING.compare(it.a, it.b))).toList());
  }

  /** The order of boot menus, which is close to rpm's and differs in the small. */
  @Test
  void systemd_orders_versions_in_the_same_way() throws Exception {
    List<Pair> pairs = pairs(250, "019aabZ..~^+_--", false);
    StringBuilder script = new StringBuilder();
    for (Pair pair : pairs) {
      // It ends with 11 where the first is the newer one, and with 12 where the second is.
      script.append(
          "systemd-analyze compare-versions -- '%s' '%s' >/dev/null; echo $?\n"
              .formatted(pair.a, pair.b));
    }
    Path file = Files.writeString(folder.resolve("compare"), script);
    List<Integer> answers =
        Command.run("sh", file.toString())
            .lines()
            .map(status -> List.of("12", "0", "11").indexOf(status) - 1)
            .toList();

    assertSame(
        pairs,
        answers,
        pairs.stream().map(it -> sign(UapiOrder.ASCENDING.compare(it.a, it.b))).toList());
  }

  private static void assertSame(List<Pair> pairs, List<Integer> expected, List<Integer> found) {
    assertThat(expected).hasSameSizeAs(pairs).contains(-1, 0, 1);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      if (!expected.get(i).equals(found.get(i))) {
        wrong.add(pairs.get(i) + " is " + expected.get(i));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static int sign(int order) {
    return Integer.signum(order);
  }

  private static List<Pair> pairs(int count, String characters, boolean digitFirst) {
    Random random = new Random(SEED);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String start = (digitFirst ? "1" : "") + text(random, characters, random.nextInt(5));
      String a = version(random, characters, start);
      pairs.add(new Pair(a, random.nextInt(8) == 0 ? a : version(random, characters, start)));
    }
    return pairs;
  }

  private static String version(Random random, String characters, String start) {
    String epoch = random.nextInt(6) == 0 ? random.nextInt(3) + ":" : "";
    String version = start + text(random, characters, 1 + random.nextInt(5));
    String release = text(random, characters, 1 + random.nextInt(4));
    return epoch + version + (random.nextInt(3) == 0 ? "" : "-" + release);
  }

  private static String text(Random random, String characters, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }
}
