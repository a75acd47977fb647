package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantReader;
import org.understory.store.variant.VariantType;
import org.understory.test.kit.Canonical;

/**
 * Sound and damaged values of every type: GLib takes them as normal exactly when the reader does.
 */
final class VariantOracleTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final List<Value> SOUND = new ArrayList<>();

  /** A value as it is stored. */
  private record Value(String type, byte[] bytes) {
    @Override
    public String toString() {
      return type + " " + HEX.formatHex(bytes);
    }
  }

  private enum Way {
    INSERT,
    DELETE,
    FLIP,
    SET
  }

  /** One byte that is changed; {@code at} is wrapped around. */
  private record Damage(Way way, int at, int octet) {
    byte[] to(byte[] bytes) {
      int place = at % (bytes.length + 1);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(bytes, 0, place);
      switch (way) {
        case INSERT -> out.write(octet);
        case SET -> out.write(octet == 5 ? bytes.length : octet);
        case FLIP -> out.write(place < bytes.length ? bytes[place] ^ 1 << octet % 8 : octet);
        case DELETE -> {}
      }
      int rest = way == Way.INSERT ? place : place + 1;
      out.writeBytes(Arrays.copyOfRange(bytes, Math.min(rest, bytes.length), bytes.length));
      return out.toByteArray();
    }
  }

  @BeforeContainer
  static void store() {
    for (JsonNode it : RepositoryDump.script("variants.py", Histories.VALUES)) {
      SOUND.add(new Value(it.get(0).asText(), HEX.parseHex(it.get(1).asText())));
    }
  }

  @Property(tries = 2, edgeCases = EdgeCasesMode.NONE)
  void the_reader_takes_what_glib_finds_in_normal_form_and_nothing_else(
      @ForAll("values") List<Value> values) throws IOException {
    JsonNode expected = agreed(values);
    long refused =
        StreamSupport.stream(expected.spliterator(), false).filter(JsonNode::isNull).count();
    assertThat(refused).isBetween(200L, values.size() - 200L);
  }

  @Example
  void signatures_are_those_that_glib_knows() throws IOException {
    List<Value> signatures = new ArrayList<>();
    for (String text :
        List.of("", "a{sv}(ii)", "{sv}", "h", "mi", "(mi)", "r", "*", "a", "(", "a{vs}", " i")) {
      signatures.add(new Value("g", (text + "\0").getBytes(StandardCharsets.UTF_8)));
    }
    agreed(signatures);
  }

  /** What GLib says of them, once the reader has said the same. */
  private static JsonNode agreed(List<Value> values) throws IOException {
    List<String> differences = new ArrayList<>();
    JsonNode expected = canonical(values);
    for (int i = 0; i < values.size(); i++) {
      String wanted = expected.get(i).isNull() ? "refused" : expected.get(i).asText();
      String seen = read(values.get(i));
      if (!seen.equals(wanted)) {
        differences.add(values.get(i) + " is " + seen + " instead of " + wanted);
      }
    }
    assertThat(differences).isEmpty();
    return expected;
  }

  /** Sound ones, those with one or two bytes changed, and nonsense; alone and boxed. */
  @Provide
  Arbitrary<List<Value>> values() {
    Arbitrary<Damage> damage =
        Combinators.combine(
                Arbitraries.of(Way.values()),
                Arbitraries.integers().between(0, 300),
                Arbitraries.oneOf(
                    Arbitraries.of(0, 1, 2, 4, 5, 8, 255, (int) 's', (int) '('),
                    Arbitraries.integers().between(0, 255)))
            .as(Damage::new);
    Arbitrary<byte[]> nonsense = Arbitraries.bytes().array(byte[].class).ofMaxSize(11);
    Arbitrary<Value> damaged =
        Combinators.combine(
                Arbitraries.of(SOUND).flatMap(it -> Arbitraries.of(it, boxed(it))),
                damage.list().ofMaxSize(2))
            .as(
                (value, damages) -> {
                  byte[] bytes = value.bytes;
                  for (Damage each : damages) {
                    bytes = each.to(bytes);
                  }
                  return new Value(value.type, bytes);
                });
    Arbitrary<Value> random =
        Combinators.combine(Arbitraries.of(SOUND), nonsense)
            .as((value, bytes) -> new Value(value.type, bytes));
    return Arbitraries.oneOf(damaged, damaged, random).list().ofMinSize(1500).ofMaxSize(3000);
  }

  private static Value boxed(Value value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(value.bytes);
    out.write(0);
    out.writeBytes(value.type.getBytes(StandardCharsets.UTF_8));
    return new Value("v", out.toByteArray());
  }

  /** The values as texts; null for what GLib does not find in normal form. */
  private static JsonNode canonical(List<Value> values) throws IOException {
    Path file = Files.createTempFile("values", ".txt");
    try {
      Files.write(file, values.stream().map(Value::toString).toList());
      return RepositoryDump.script("variants.py", List.of("--file", file.toString()));
    } finally {
      Files.delete(file);
    }
  }

  private static String read(Value value) {
    try {
      return Canonical.of(VariantReader.read(VariantType.of(value.type), value.bytes));
    } catch (VariantException e) {
      return "refused";
    }
  }
}
