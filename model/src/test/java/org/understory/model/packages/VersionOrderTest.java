package org.understory.model.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pairs that a packager would know by heart; each is tried both ways round. */
class VersionOrderTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1.0, <, 1.1
          1.9, <, 1.10
          1.0, =, 1.0
          1.0, =, 1.00
          1.0, =, 1_0
          2.0, <, 2.0.1
          2.0.1a, >, 2.0.1
          5.5p1, <, 5.5p2
          5.5p10, >, 5.5p2
          xyz10, <, xyz10.1
          xyz, <, 8
          xyz.4, <, 8
          10xyz, <, 10.1xyz
          6.0.rc1, >, 6.0
          10b2, >, 10a1
          1.0aa, >, 1.0a
          1.0~rc1, <, 1.0
          1.0~rc1, <, 1.0~rc2
          1.0~rc1~git1, <, 1.0~rc1
          1.0^, >, 1.0
          1.0^git1, >, 1.0
          1.0^git1, <, 1.0^git2
          1.0^git1, <, 1.01
          1.0^20260101, <, 1.0.1
          1.0^20260101^git1, >, 1.0^20260101
          1.0~rc1^git1, >, 1.0~rc1
          1.0^git1~pre, <, 1.0^git1
          1:1.0, >, 2.0
          0:1.0, =, 1.0
          1.0-1, <, 1.0-2
          1.0-1.fc43, <, 1.0-1.fc44
          1.0, <, 1.0-1
          6.17.9-300.fc43, <, 6.17.10-300.fc43
          99999999999999999999999, >, 99999999999999999999998
          """)
  void rpm_orders(String a, char sign, String b) {
    assertOrder(RpmOrder.ASCENDING, a, sign, b);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1.0, <, 1.1
          1.9, <, 1.10
          1.0, =, 1.00
          1.0, <, 1.0-1
          1.0, =, 1.0-0
          1.0-1, <, 1.0-1+b1
          1.0-1, <, 1.0-1.1
          1.0~rc1-1, <, 1.0-1
          1.0~~, <, 1.0~
          1.0-1~bpo12+1, <, 1.0-1
          1.2a, >, 1.2
          1.2a, <, 1.2+
          1.2a, <, 1.2.
          2:1.0, >, 1:9.0
          0:1.0, =, 1.0
          1.0-2ubuntu1, >, 1.0-2
          6.1.0-9, <, 6.1.0-10
          1-2-3, <, 1-3-1
          99999999999999999999999, >, 99999999999999999999998
          """)
  void dpkg_orders(String a, char sign, String b) {
    assertOrder(DpkgOrder.ASCENDING, a, sign, b);
  }

  private static void assertOrder(Comparator<String> order, String a, char sign, String b) {
    int expected = "<=>".indexOf(sign) - 1;
    assertThat(Integer.signum(order.compare(a, b))).as(a + " " + b).isEqualTo(expected);
    assertThat(Integer.signum(order.compare(b, a))).as(b + " " + a).isEqualTo(-expected);
  }
}
