package org.understory.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.understory.model.plan.Drawing.commit;
import static org.understory.model.plan.Drawing.draw;
import static org.understory.model.plan.Drawing.id;
import static org.understory.model.plan.Drawing.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Warning.Code;
import org.understory.model.remote.Remotes;
import org.understory.model.system.BootLoader;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;

/** One deployment is started the next time only, and never another in its place. */
final class OncePlanTest {
  private static final Operation USUAL = new Operation.StartOnce(Optional.empty());

  @Test
  void another_one_starts_once_and_the_order_stays() throws StoreException {
    Plan plan = plan("*C B A", once("B"));

    assertThat(draw(plan.after())).isEqualTo("*C !B A");
    assertThat(next(plan)).containsExactly(id("B"));
    assertThat(plan.restartNeeded()).isTrue();
    assertThat(plan.dropped()).isEmpty();
    assertThat(plan.rewritesBootMenu()).isFalse();
    assertThat(plan.warnings()).isEmpty();
    assertThat(plan.undo()).containsExactly(USUAL);
  }

  @Test
  void it_is_taken_back_and_exchanged() throws StoreException {
    Plan back = plan("*C !B A", USUAL);
    assertThat(draw(back.after())).isEqualTo("*C B A");
    assertThat(next(back)).containsExactly(id("C"));
    assertThat(back.restartNeeded()).isFalse();
    assertThat(back.undo()).containsExactly(once("B"));

    Plan other = plan("*C !B A", once("A"));
    assertThat(draw(other.after())).isEqualTo("*C B !A");
    assertThat(other.undo()).containsExactly(once("B"));
  }

  @Test
  void what_starts_anyway_needs_no_telling() throws StoreException {
    assertThat(draw(plan("*C B", once("C")).after())).isEqualTo("*C B");
    assertThat(draw(plan("*C !B", once("C")).after())).isEqualTo("*C B");
    assertThat(plan("*C B", USUAL).undo()).isEmpty();
    assertThat(draw(plan("C *B", once("B")).after())).isEqualTo("C *!B");
  }

  @Test
  void beside_a_staged_one_it_is_refused_for_the_names_will_change() {
    assertThat(refusal(snapshot("+D *C B"), once("B")))
        .isEqualTo(new Problem.OnceBesideStaged(id("+D")));
    assertThat(refusal(snapshot("#D *C B"), once("B")))
        .isEqualTo(new Problem.OnceBesideStaged(id("#D")));
    assertThat(refusal(snapshot("+D *C B"), once("+D")))
        .isEqualTo(new Problem.StagedDeployment(id("+D")));
    assertThat(refusal(snapshot("*C B"), once("A")))
        .isEqualTo(new Problem.UnknownDeployment(id("A")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GRUB", "syslinux", "U-Boot", "systemd-boot"})
  void where_the_boot_loader_can_not_it_is_refused_by_name(String name) throws StoreException {
    SystemSnapshot unable = with(new BootLoader(name, false, true), "*C !B");
    assertThat(refusal(unable, once("B"))).isEqualTo(new Problem.CannotStartOnce(name));
    // But what it was told some other way can be taken back.
    assertThat(draw(Planner.plan(unable, USUAL, PlanFacts.NONE).after())).isEqualTo("*C B");
  }

  /** Only the entry would change ({@code set_kargs_in_place}), which nobody reads. */
  @Test
  void an_old_libostree_can_not_change_what_runs_where_entries_are_not_read()
      throws StoreException {
    BootLoader grub = new BootLoader(BootLoader.GRUB, true, false);
    Operation edit = new Operation.EditKernelArguments(id("C"), List.of("quiet"));
    assertThat(refusal(with(grub, "*C B"), edit, libostree("2022.7")))
        .isEqualTo(new Problem.ArgumentsOutOfReach("GRUB", "2022.7"));
    Planner.plan(with(grub, "C B"), edit, libostree("2022.7"));
    Planner.plan(with(grub, "*B C"), edit, libostree("2022.7"));
    Planner.plan(with(grub, "*C B"), edit, libostree("2023.3"));
    Planner.plan(
        with(new BootLoader(BootLoader.GRUB, true, true), "*C B"), edit, libostree("2022.7"));
  }

  private static PlanFacts libostree(String version) {
    return new PlanFacts(
        Map.of(),
        Remotes.NONE,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(version),
        UpdateService.LIBOSTREE,
        Map.of(),
        Map.of());
  }

  @Test
  void names_that_only_tell_a_place_are_warned_of() throws StoreException {
    Warning warning = new Warning(Code.ONCE_BY_PLACE, id("B"));
    SystemSnapshot files = with(new BootLoader("systemd-boot", true, true), "*C B");
    assertThat(Planner.plan(files, once("B"), PlanFacts.NONE).warnings()).containsExactly(warning);
    assertThat(plan("*C B B.1", once("B")).warnings()).containsExactly(warning);
  }

  @Test
  void every_change_of_the_boot_menu_ends_it_and_says_so() throws StoreException {
    for (Operation change :
        List.of(
            new Operation.SetDefault(id("A")),
            new Operation.Remove(List.of(id("A"))),
            new Operation.EditKernelArguments(id("A"), List.of("quiet")),
            new Operation.Unlock(Unlocked.HOTFIX),
            new Operation.Upgrade("os", commit('D')),
            new Operation.Deploy("os", commit('A')))) {
      Plan plan = plan("*C !B A", change);
      assertThat(plan.rewritesBootMenu()).as("%s", change).isTrue();
      assertThat(plan.after()).noneMatch(Deployment::startsOnce);
      assertThat(plan.finished()).noneMatch(Deployment::startsOnce);
      // That one goes is seen in the lists.
      boolean stays = plan.after().stream().anyMatch(each -> each.id().equals(id("B")));
      assertThat(plan.warnings().contains(new Warning(Code.ONCE_ENDS, id("B")))).isEqualTo(stays);
      assertThat(plan.after().stream().filter(Deployment::bootsNext)).hasSize(1);
      if (!plan.undo().isEmpty()) {
        assertThat(plan.undo().getLast()).isEqualTo(once("B"));
      }
    }
  }

  @Test
  void what_is_put_first_starts_next_whatever_was_to_start_once() throws StoreException {
    Plan first = plan("*C !B A", new Operation.SetDefault(id("C")));
    assertThat(draw(first.after())).isEqualTo("*C B A");
    assertThat(first.undo()).containsExactly(once("B"));

    Plan same = plan("*C !B A", new Operation.SetDefault(id("B")));
    assertThat(draw(same.after())).isEqualTo("B *C A");
    assertThat(same.warnings()).noneMatch(each -> each.code() == Code.ONCE_ENDS);
  }

  @Test
  void what_leaves_the_boot_menu_alone_leaves_it_too() throws StoreException {
    for (Operation change :
        List.of(
            new Operation.Pin(id("A")),
            new Operation.Prune(),
            new Operation.Verify(false),
            new Operation.Unlock(Unlocked.DEVELOPMENT))) {
      assertThat(plan("*C !B A", change).after()).anyMatch(Deployment::startsOnce);
    }
  }

  @Test
  void it_makes_another_state() {
    assertThat(snapshot("*C !B").stateId()).isNotEqualTo(snapshot("*C B").stateId());
    assertThat(with(BootLoader.UNKNOWN, "*C B").stateId()).isNotEqualTo(snapshot("*C B").stateId());
  }

  private static Operation once(String word) {
    return new Operation.StartOnce(Optional.of(id(word)));
  }

  private static Plan plan(String drawing, Operation operation) throws StoreException {
    return Planner.plan(snapshot(drawing), operation, PlanFacts.NONE);
  }

  private static SystemSnapshot with(BootLoader loader, String drawing) {
    return SystemSnapshot.of(snapshot(drawing).deployments(), Optional.empty(), List.of(), loader);
  }

  private static List<String> next(Plan plan) {
    return plan.after().stream().filter(Deployment::bootsNext).map(Deployment::id).toList();
  }

  private static Problem refusal(SystemSnapshot before, Operation operation) {
    return refusal(before, operation, PlanFacts.NONE);
  }

  private static Problem refusal(SystemSnapshot before, Operation operation, PlanFacts facts) {
    return catchThrowableOfType(StoreException.class, () -> Planner.plan(before, operation, facts))
        .problem();
  }
}
