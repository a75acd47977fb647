package org.understory.model.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UapiOrderTest {
  /** The example of the specification; systemd 252 says the same. */
  private static final List<String> ASCENDING =
      List.of(
          "~",
          "",
          "122.1",
          "123~rc1-1",
          "123",
          "123-a",
          "123-a.1",
          "123-3",
          "123-3.1",
          "123^patch1",
          "123^1",
          "123.a-1",
          "123.1-1",
          "123a-1",
          "124-1");

  @Test
  void versions_are_in_the_order_of_the_specification() {
    for (int i = 0; i < ASCENDING.size(); i++) {
      for (int k = 0; k < ASCENDING.size(); k++) {
        assertThat(order(ASCENDING.get(i), ASCENDING.get(k)))
            .as("%s, %s", ASCENDING.get(i), ASCENDING.get(k))
            .isEqualTo(Integer.compare(i, k));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 01",
    "1, +1",
    "1_2, 1+2",
    "1_, 1",
    "1, 1中文",
    "99999999999999999999999, 099999999999999999999999"
  })
  void what_only_parts_runs_makes_no_difference(String a, String b) {
    assertThat(order(a, b)).isZero();
    assertThat(order(b, a)).isZero();
  }

  private static int order(String a, String b) {
    return Integer.signum(UapiOrder.ASCENDING.compare(a, b));
  }
}
