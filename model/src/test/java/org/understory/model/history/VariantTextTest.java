package org.understory.model.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VariantTextTest {
  @Test
  void a_text_alone_stands_without_quotes() {
    assertThat(VariantText.of(new Variant.Text("41.1"), 100)).isEqualTo("41.1");
  }

  @Test
  void writes_every_type() {
    Variant all =
        new Variant.Tuple(
            List.of(
                new Variant.Bool(true),
                new Variant.Int(new BigInteger("18446744073709551615")),
                new Variant.Real(0.5),
                new Variant.Text("x"),
                new Variant.Bytes(List.of((byte) 0, (byte) 255)),
                new Variant.Array(List.of()),
                new Variant.Dictionary(
                    List.of(new Variant.Entry(new Variant.Text("k"), new Variant.Bool(false)))),
                new Variant.Maybe(Optional.empty()),
                new Variant.Maybe(Optional.of(new Variant.Bool(true))),
                new Variant.Boxed(new Variant.Text("in"))));
    assertThat(VariantText.of(all, 1000))
        .isEqualTo(
            "(true, 18446744073709551615, 0.5, 'x', 00ff, [], {'k': false}, nothing, true, <'in'>)");
  }

  @Test
  void long_values_are_shortened() {
    assertThat(VariantText.of(new Variant.Text("abcdef"), 3)).isEqualTo("abc…");
    Variant many = new Variant.Array(Collections.nCopies(1_000_000, new Variant.Bool(true)));
    assertThat(VariantText.of(many, 10)).isEqualTo("[true, tru…");
  }

  @Test
  void deep_nesting_costs_no_stack() {
    Variant deep = new Variant.Text("core");
    for (int i = 0; i < 100_000; i++) {
      deep = new Variant.Boxed(deep);
    }
    assertThat(VariantText.contains(List.of(deep), "CORE")).isTrue();
    assertThat(VariantText.of(deep, 4)).isEqualTo("<<<<…");
  }
}
