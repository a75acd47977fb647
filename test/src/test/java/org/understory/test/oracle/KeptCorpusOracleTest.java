package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.packages.DpkgOrder;
import org.understory.model.packages.RpmOrder;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantReader;
import org.understory.store.variant.VariantType;
import org.understory.test.fuzz.Target;
import org.understory.test.kit.Canonical;
import org.understory.test.kit.Command;

/** What fuzzing has kept is understood as GLib, rpm and dpkg understand it. */
final class KeptCorpusOracleTest {
  private static final Path CORPUS =
      Path.of(System.getProperty("understory.root"), "test/src/test/resources/fuzz");

  /** What the inputs of these targets are. */
  private static final Map<String, String> TYPES =
      Map.of(
          "variant", "v",
          "metadata", "a{sv}",
          "pkglist", "a{sv}",
          "staged", "a{sv}",
          "signatures", "a{sv}",
          "rpmostree-history", "a{sv}",
          "commit", "(a{sv}aya(say)sstayay)",
          "dirtree", "(a(say)a(sayay))",
          "dirmeta", "(uuua(ayay))",
          "summary", "(a(s(taya{sv}))a{sv})");

  /** What rpm takes for a version: nothing in it is empty. */
  private static final Pattern RPM =
      Pattern.compile("([0-9]{1,8}:)?[^\\x00:-]{1,40}(-[^\\x00:-]{1,20})?");

  /** What dpkg takes for a version; it warns of others, and compares them in some way. */
  private static final Pattern DPKG =
      Pattern.compile("([0-9]{1,8}:)?[0-9]([A-Za-z0-9.+~-]*[A-Za-z0-9.+~])?");

  @TempDir Path folder;

  private record Pair(String a, String b) {}

  @Test
  void values_are_read_where_glib_finds_them_in_normal_form() throws IOException {
    List<String> values = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, String> each : TYPES.entrySet()) {
      for (byte[] input : inputs(each.getKey())) {
        values.add(each.getValue() + " " + HexFormat.of().formatHex(input));
        found.add(value(each.getValue(), input));
      }
    }
    Path file = Files.write(folder.resolve("values"), values);
    JsonNode expected = RepositoryDump.script("variants.py", List.of("--file", file.toString()));
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String wanted = expected.get(i).isNull() ? "refused" : expected.get(i).asText();
      if (!wanted.equals(found.get(i))) {
        wrong.add(values.get(i) + " is " + found.get(i) + " instead of " + wanted);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(found)
        .contains("refused")
        .filteredOn(it -> !it.equals("refused"))
        .hasSizeGreaterThan(50);
  }

  @Test
  void key_files_are_read_as_glib_reads_them() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String target : List.of("keyfile", "origin", "remote-config")) {
      for (byte[] input : inputs(target)) {
        Target.texts(input, target.equals("keyfile") ? 1 : 2).forEach(texts::add);
      }
    }
    // GLib passes over what follows a NUL.
    texts.removeIf(text -> text.indexOf('\0') >= 0);
    KeyFileOracleTest.agrees(texts);
    assertThat(texts).hasSizeGreaterThan(100);
  }

  @Test
  void versions_have_the_order_of_rpm() throws IOException {
    List<Pair> pairs = pairs(RPM);
    StringBuilder program = new StringBuilder("%{lua:\n");
    for (Pair each : pairs) {
      program.append("print(rpm.vercmp('%s', '%s') .. ' ')\n".formatted(lua(each.a), lua(each.b)));
    }
    List<String> answers = List.of(Command.run("rpm", "--eval", program + "}").split("\\s+"));
    assertThat(answers).contains("-1", "0", "1");
    assertThat(orders(pairs, RpmOrder.ASCENDING)).isEqualTo(orders(pairs, answers));
  }

  @Test
  void versions_have_the_order_of_dpkg() throws IOException {
    List<Pair> pairs = pairs(DPKG);
    StringBuilder script = new StringBuilder();
    for (Pair each : pairs) {
      String compare = "dpkg --compare-versions '" + each.a + "' %s '" + each.b + "'";
      script.append(compare.formatted("lt")).append(" && echo -1 || { ");
      script.append(compare.formatted("eq")).append(" && echo 0 || echo 1; }\n");
    }
    Path file = Files.writeString(folder.resolve("compare"), script);
    List<String> answers = Command.run("sh", file.toString()).lines().toList();
    assertThat(answers).contains("-1", "0", "1");
    assertThat(orders(pairs, DpkgOrder.ASCENDING)).isEqualTo(orders(pairs, answers));
  }

  private static List<Pair> pairs(Pattern fitting) throws IOException {
    List<Pair> pairs = new ArrayList<>();
    for (byte[] input : inputs("versions")) {
      List<String> three = Target.texts(input, 3);
      for (int i = 0; i < 3; i++) {
        Pair pair = new Pair(three.get(i), three.get((i + 1) % 3));
        if (fitting.matcher(pair.a).matches() && fitting.matcher(pair.b).matches()) {
          pairs.add(pair);
        }
      }
    }
    return pairs;
  }

  private static List<String> orders(List<Pair> pairs, Comparator<String> order) {
    return pairs.stream().map(it -> it + " " + Integer.signum(order.compare(it.a, it.b))).toList();
  }

  private static List<String> orders(List<Pair> pairs, List<String> answers) {
    assertThat(answers).hasSameSizeAs(pairs);
    return IntStream.range(0, pairs.size())
        .mapToObj(i -> pairs.get(i) + " " + answers.get(i))
        .toList();
  }

  private static String lua(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      escaped.append("\\%03d".formatted(each & 0xff));
    }
    return escaped.toString();
  }

  private static String value(String type, byte[] input) {
    try {
      return Canonical.of(VariantReader.read(VariantType.of(type), input));
    } catch (VariantException e) {
      return "refused";
    }
  }

  /** Without what is refused here only, for it is too deep, and nothing, which GLib reads too. */
  private static List<byte[]> inputs(String target) throws IOException {
    List<byte[]> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.list(CORPUS.resolve(target))) {
      for (Path each : files.sorted().toList()) {
        if (!each.getFileName().toString().startsWith("deep-") && Files.size(each) > 0) {
          inputs.add(Files.readAllBytes(each));
        }
      }
    }
    return inputs;
  }
}
