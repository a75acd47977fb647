package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantReader;
import org.understory.store.variant.VariantType;
import org.understory.test.kit.Canonical;

/**
 * Sound and damaged values of every type: GLib takes them as normal exactly when the reader does.
 */
final class VariantOracleTest {
  private static final long SEED = 20260101;

  @Test
  void the_reader_takes_what_glib_finds_in_normal_form_and_nothing_else() {
    List<String> arguments = new ArrayList<>(List.of(Long.toString(SEED)));
    arguments.addAll(RepositoryOracleTest.VALUES);
    List<String> differences = new ArrayList<>();
    int normal = 0;
    int refused = 0;
    for (JsonNode it : RepositoryDump.script("variants.py", arguments)) {
      String expected = it.get(2).isNull() ? "refused" : it.get(2).asText();
      String seen = read(it.get(0).asText(), HexFormat.of().parseHex(it.get(1).asText()));
      if (!seen.equals(expected)) {
        differences.add(it + " is " + seen);
      }
      if (it.get(2).isNull()) {
        refused++;
      } else {
        normal++;
      }
    }
    assertThat(differences).isEmpty();
    assertThat(normal).isGreaterThan(500);
    assertThat(refused).isGreaterThan(500);
  }

  private static String read(String type, byte[] bytes) {
    try {
      return Canonical.of(VariantReader.read(VariantType.of(type), bytes));
    } catch (VariantException e) {
      return "refused";
    }
  }
}
