package org.understory.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.understory.model.flatpak.FlatpakEvent;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.FlatpakRef;
import org.understory.model.flatpak.PlanList;
import org.understory.model.history.Checksum;

/** What was written down of changes, put together as it was made. */
final class ApplicationActivityTest {
  private static final String APP = "app/org.fern.%s/x86_64/stable";
  private static final Checksum OLD = Checksum.parse("a".repeat(64)).orElseThrow();
  private static final Checksum NEW = Checksum.parse("b".repeat(64)).orElseThrow();

  @Test
  void what_began_together_belongs_together_in_the_order_in_which_it_was_done() {
    List<ApplicationActivity> all =
        ApplicationActivity.of(
            List.of(
                change(9_000, 9, "Paint", OLD),
                change(5_000, 7, "Maps", NEW),
                change(5_000, 7, "Notes", NEW),
                change(5_000, 6, "Calendar", OLD)));

    assertThat(all).extracting(ApplicationActivity::time).containsExactly(9L, 7L);
    assertThat(all.getLast().changes())
        .extracting(ApplicationChange::name)
        .containsExactly("Calendar", "Notes", "Maps");
    assertThat(all.getLast().changed())
        .extracting(ApplicationChange::name)
        .containsExactly("Notes", "Maps");
    assertThat(all.getFirst().changed()).isEmpty();
  }

  @Test
  void what_flatpak_tells_is_explained_by_what_was_done_here_in_that_time() {
    ApplicationActivity activity =
        ApplicationActivity.of(List.of(change(5_400, 7, "Notes", NEW))).getFirst();

    assertThat(activity.explains(event(5, "Notes", "user", NEW))).isTrue();
    assertThat(activity.explains(event(7, "Notes", "user", NEW))).isTrue();
    assertThat(activity.explains(event(4, "Notes", "user", NEW))).isFalse();
    assertThat(activity.explains(event(8, "Notes", "user", NEW))).isFalse();
    assertThat(activity.explains(event(6, "Maps", "user", NEW))).isFalse();
    assertThat(activity.explains(event(6, "Notes", "default", NEW))).isFalse();
    assertThat(activity.explains(event(6, "Notes", "user", OLD))).isFalse();
  }

  private static FlatpakEvent event(long time, String name, String place, Checksum commit) {
    return new FlatpakEvent(
        time,
        FlatpakEvent.What.UPDATED,
        FlatpakRef.of(APP.formatted(name)).orElseThrow(),
        place,
        name,
        Optional.of(commit),
        OptionalInt.empty(),
        "flatpak",
        Optional.empty());
  }

  private static ApplicationChange change(long begun, long time, String name, Checksum after) {
    return new ApplicationChange(
        begun,
        time,
        PlanList.Aim.UPDATE_ALL,
        APP.formatted(name),
        "user",
        name,
        FlatpakPlan.Kind.UPDATE,
        OLD,
        false,
        after,
        false,
        new Outcome.Succeeded(new Outcome.Result.Done()));
  }
}
