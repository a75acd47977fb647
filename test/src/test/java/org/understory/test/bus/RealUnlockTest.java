package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unlocking is mounting for all, which takes the units that systemd makes for it. */
@Timeout(180)
final class RealUnlockTest extends SystemdFixture {
  /** Begins to unlock, and kills whom the first argument says after so many seconds. */
  private static final String KILL =
      """
      understory unlock --yes > /tmp/said 2>&1 &
      program=$!
      until systemctl is-active --quiet 'understory-unlocker@*' || ! kill -0 $program; do :; done
      sleep $2
      case $1 in
        program) kill -s KILL $program ;;
        *) systemctl kill --signal=KILL "$1" ;;
      esac
      wait $program
      until ! systemctl is-active --quiet 'understory-unlocker@*'; do :; done
      """;

  /** It is unlocked then, for everybody, or for nobody. */
  @ParameterizedTest
  @ValueSource(strings = {"understory-unlocker@*", "understory-helper", "program"})
  void whoever_dies_while_it_is_unlocked(String victim) {
    Map<String, Integer> ends = new TreeMap<>();
    for (int i = 0; i < 4; i++) {
      lab.attempt("sh", "-c", KILL, "sh", victim, "0." + 2 * i);
      boolean unlocked = lab.run("ostree", "admin", "status").contains("Unlocked: development");
      ends.merge(unlocked ? "unlocked" : "as before", 1, Integer::sum);
      boolean writable = lab.attempt("touch", "/usr/lib/killed").status() == 0;
      assertThat(writable)
          .as("%s after 0.%d s: %s", victim, 2 * i, lab.run("cat", "/tmp/said"))
          .isEqualTo(unlocked);
      if (unlocked) {
        lab.shutDown();
        lab.boot(0);
      }
    }
    System.out.println("killed while it is unlocked, " + victim + ": " + ends);
  }
}
