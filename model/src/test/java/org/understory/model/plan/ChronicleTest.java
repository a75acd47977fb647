package org.understory.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.understory.model.plan.Happening.Ending;
import org.understory.model.plan.Happening.Other;
import org.understory.model.plan.Happening.Own;
import org.understory.model.plan.Happening.Start;
import org.understory.model.plan.Happening.Version;
import org.understory.model.plan.Happening.What;

/** All that happened, in one list. */
final class ChronicleTest {
  @Test
  void the_newest_comes_first_whoever_tells_of_it() {
    Start start =
        new Start(20, OptionalLong.empty(), Ending.RUNNING, Optional.empty(), Optional.empty());
    Other other = other(10, What.DEPLOYED, "os-a.0");
    Activity own = own(15, Optional.empty());
    assertThat(new Chronicle(List.of(other, start), Optional.empty()).with(List.of(own)))
        .containsExactly(start, new Own(own), other);
    assertThat(Chronicle.NONE.with(List.of(own))).containsExactly(new Own(own));
  }

  @Test
  void what_was_staged_here_is_not_told_again_as_it_is_finished() {
    Activity own = own(15, Optional.of("os-a.0"));
    Other finished = other(30, What.FINISHED, "os-a.0");
    Other another = other(31, What.FINISHED, "os-b.0");
    Other deployed = other(10, What.DEPLOYED, "os-a.0");
    assertThat(
            new Chronicle(List.of(finished, another, deployed), Optional.empty())
                .with(List.of(own)))
        .containsExactly(another, new Own(own), deployed);
  }

  private static Other other(long time, What what, String id) {
    return new Other(
        time,
        what,
        "ostree",
        Optional.empty(),
        OptionalInt.empty(),
        Optional.of(new Version(id, Optional.empty())));
  }

  private static Activity own(long time, Optional<String> staged) {
    return new Activity(
        time,
        0,
        new Request("state", new Operation.Prune(), false),
        Optional.empty(),
        new Outcome.Succeeded(new Outcome.Result.Done()),
        List.of(),
        staged);
  }
}
