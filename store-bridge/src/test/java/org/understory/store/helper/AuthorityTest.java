package org.understory.store.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.understory.store.bus.BusMessage;

/** Whatever polkit may answer, only one thing is a yes. */
final class AuthorityTest {
  private static final BusMessage CALL = BusMessage.call("a.b", "/c", "d.e", "F");

  private static Decision decision(BusMessage answer, boolean interactive) {
    return Authority.decision(answer, interactive);
  }

  private static BusMessage answer(boolean yes, boolean challenge, Map<String, String> details) {
    return CALL.answer().with("(bba{ss})", List.of(yes, challenge, details));
  }

  @Test
  void only_a_whole_yes_is_a_yes() {
    assertThat(decision(answer(true, false, Map.of()), false)).isEqualTo(Decision.ALLOWED);
    assertThat(decision(answer(false, false, Map.of()), true)).isEqualTo(Decision.DENIED);
    assertThat(decision(answer(false, true, Map.of()), false)).isEqualTo(Decision.DENIED);
    assertThat(decision(answer(false, true, Map.of()), true)).isEqualTo(Decision.UNAVAILABLE);
    assertThat(decision(answer(false, false, Map.of("polkit.dismissed", "true")), true))
        .isEqualTo(Decision.DISMISSED);
  }

  @Test
  void an_answer_of_another_shape_is_a_no() {
    List<BusMessage> odd =
        List.of(
            CALL.answer(),
            CALL.answer().with("b", true),
            CALL.answer().with("(b)", List.of(true)),
            CALL.answer().with("bba{ss}", true, true, Map.of()),
            CALL.answer().with("(bba{sv})", List.of(true, true, Map.of())),
            CALL.error("org.freedesktop.PolicyKit1.Error.Failed", "x"));
    for (BusMessage answer : odd) {
      assertThat(decision(answer, true)).isEqualTo(Decision.UNAVAILABLE);
    }
  }
}
