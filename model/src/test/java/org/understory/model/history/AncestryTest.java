package org.understory.model.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AncestryTest {
  @Test
  void reaches_what_the_tips_descend_from() {
    Ancestry ancestry = Ancestry.of(Drawn.history("e<c d<b c<b b<a x a"));
    assertThat(ancestry.reachableFrom(List.of(Drawn.name("d"))).stream()).containsExactly(1, 3, 5);
    assertThat(ancestry.reachableFrom(List.of(Drawn.name("e"), Drawn.name("x"))).stream())
        .containsExactly(0, 2, 3, 4, 5);
  }

  @Test
  void unknown_tips_reach_nothing() {
    Ancestry ancestry = Ancestry.of(Drawn.history("b<a a"));
    assertThat(ancestry.reachableFrom(List.of(Drawn.name("z"))).stream()).isEmpty();
  }

  @Test
  void a_parent_above_its_child_counts_as_missing() {
    Ancestry ancestry = Ancestry.of(Drawn.history("a b<a"));
    assertThat(ancestry.parent(1)).isEqualTo(Ancestry.MISSING);
    assertThat(Drawn.graph("a b<a")).isEqualTo("● a\n● b\n~\n");
  }
}
