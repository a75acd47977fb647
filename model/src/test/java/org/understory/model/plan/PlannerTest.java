package org.understory.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.understory.model.plan.Drawing.codes;
import static org.understory.model.plan.Drawing.commit;
import static org.understory.model.plan.Drawing.draw;
import static org.understory.model.plan.Drawing.id;
import static org.understory.model.plan.Drawing.plan;
import static org.understory.model.plan.Drawing.refused;
import static org.understory.model.plan.Drawing.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.PlanFacts.BootSpace;
import org.understory.model.plan.PlanFacts.DiskSpace;
import org.understory.model.plan.PlanFacts.Target;
import org.understory.model.plan.Warning.Code;
import org.understory.model.remote.Download;
import org.understory.model.remote.Remotes;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;

final class PlannerTest {
  @ParameterizedTest
  @CsvSource({
    // before, chosen, after
    "C B A, A, A C B",
    "*C B A, B, B *C A",
    "*C B A, C, *C B A",
    "B *C A, C, *C B A",
    "+D *C B, B, B *C",
    "+D *C B, D, +D *C B",
    "#D *C B, C, *C B",
    "*C x/B A, x/B, x/B *C A",
  })
  void the_chosen_one_comes_first_and_a_staged_one_is_kept_only_there(
      String before, String chosen, String after) throws StoreException {
    Plan plan = plan(before, new Operation.SetDefault(id(chosen)));

    assertThat(draw(plan.after())).isEqualTo(after);
  }

  @Test
  void a_roll_back_says_that_it_throws_the_staged_update_away() throws StoreException {
    Plan plan = plan("+D *C B", new Operation.SetDefault(id("B")));

    assertThat(plan.warnings()).contains(new Warning(Code.STAGED_DISCARDED, id("+D")));
    assertThat(plan.dropped()).containsExactly(id("+D"));
    assertThat(plan.restartNeeded()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"D", "C", "B", "A"})
  void the_undo_of_a_roll_back_brings_the_very_order_back(String chosen) throws StoreException {
    SystemSnapshot before = snapshot("D *C ^B A");

    Plan plan = plan(before, new Operation.SetDefault(id(chosen)));

    List<Deployment> list = plan.after();
    for (Operation step : plan.undo()) {
      list = plan(SystemSnapshot.of(list, Optional.empty(), List.of()), step).after();
    }
    assertThat(list).isEqualTo(before.deployments());
  }

  @ParameterizedTest
  @CsvSource({
    // without a running system the new one replaces all of its stateroot but what it merges from
    "'', A, A",
    "A, B, B A",
    "B A, C, C B",
    "B ^A, C, C B ^A",
    "B x/A, C, C B x/A",
    "B A, B, B.1 B",
    "B.1 B, B, B.2 B.1",
    "x/B, A, A x/B",
  })
  void a_folder_gets_its_new_deployment_at_once(String before, char commit, String after)
      throws StoreException {
    Plan plan = plan(before, new Operation.Rebase("os", "far:next", commit(commit)));

    assertThat(draw(plan.after())).isEqualTo(after);
    assertThat(plan.afterShutdown()).isEmpty();
    assertThat(plan.restartNeeded()).isFalse();
    assertThat(plan.created()).singleElement().extracting(Deployment::bootsNext).isEqualTo(true);
  }

  @Test
  void a_new_deployment_takes_over_the_kernel_arguments_but_not_the_one_that_names_it()
      throws StoreException {
    Plan plan = plan("A", new Operation.Upgrade("os", commit('B')));

    assertThat(plan.after().getFirst().kernelArguments().arguments())
        .containsExactly("root=UUID=1", "quiet");
  }

  @Test
  void an_older_commit_is_held_and_the_newest_is_not() throws StoreException {
    PlanFacts facts =
        new PlanFacts(
            Map.of(),
            Remotes.NONE,
            Map.of("far:stable", commit('C')),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            UpdateService.LIBOSTREE,
            Map.of(),
            Map.of());

    Plan older = Planner.plan(snapshot("B"), new Operation.Deploy("os", commit('A')), facts);
    Plan newest = Planner.plan(snapshot("B"), new Operation.Deploy("os", commit('C')), facts);

    assertThat(older.after().getFirst().origin().overrideCommit()).contains(commit('A').hex());
    assertThat(newest.after().getFirst().origin().overrideCommit()).isEmpty();
  }

  @Test
  void what_is_there_already_is_no_upgrade() {
    refused("B", new Operation.Upgrade("os", commit('B')), new Problem.NothingNewer("far:stable"));
    refused(
        "+C *B", new Operation.Upgrade("os", commit('C')), new Problem.NothingNewer("far:stable"));
    refused("B", new Operation.Upgrade("x", commit('B')), new Problem.NoOrigin("x"));
  }

  @Test
  void removing_spares_what_runs_and_what_is_pinned() throws StoreException {
    refused("*B A", new Operation.Remove(List.of(id("B"))), new Problem.BootedDeployment(id("B")));
    refused("*B ^A", new Operation.Remove(List.of(id("A"))), new Problem.IsPinned(id("A")));
    refused("*B", new Operation.Remove(List.of("x")), new Problem.UnknownDeployment("x"));

    Plan plan = plan("+D *C B A", new Operation.Remove(List.of(id("A"), id("D"))));
    assertThat(draw(plan.after())).isEqualTo("*C B");
    assertThat(codes(plan)).doesNotContain(Code.STAGED_DISCARDED);
  }

  @Test
  void removing_tells_when_no_way_back_is_left() throws StoreException {
    assertThat(codes(plan("*B A", new Operation.Remove(List.of(id("A"))))))
        .contains(Code.NO_WAY_BACK);
    refused("A", new Operation.Remove(List.of(id("A"))), new Problem.NoDeploymentLeft());
  }

  @Test
  void a_hotfix_leaves_an_untouched_copy_behind_the_running_one() throws StoreException {
    Plan plan = plan("*B A", new Operation.Unlock(Unlocked.HOTFIX));

    assertThat(draw(plan.after())).isEqualTo("*B B.1");
    refused("+C *B A", new Operation.Unlock(Unlocked.HOTFIX), new Problem.StagedInTheWay(id("C")));
    refused("B A", new Operation.Unlock(Unlocked.HOTFIX), new Problem.NotBooted());
  }

  @Test
  void kernel_arguments_that_lock_out_or_weaken_are_told() throws StoreException {
    Plan plan =
        plan(
            "*B",
            new Operation.EditKernelArguments(
                id("B"), List.of("quiet", "init=/bin/sh", "selinux=0")));

    assertThat(plan.warnings())
        .contains(
            new Warning(Code.LOCKS_OUT, "root=UUID=1"),
            new Warning(Code.LOCKS_OUT, "init=/bin/sh"),
            new Warning(Code.WEAKENS, "selinux=0"));
    assertThat(plan.restartNeeded()).isTrue();
    assertThat(plan.undo())
        .containsExactly(
            new Operation.EditKernelArguments(id("B"), List.of("root=UUID=1", "quiet")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "a\nb", "ostree=/x", "\"a ostree=b\"", "\"open", "=x", "a\u0000"})
  void kernel_arguments_that_a_boot_entry_cannot_hold_are_refused(String argument) {
    refused(
        "B",
        new Operation.EditKernelArguments(id("B"), List.of(argument)),
        new Problem.UnsafeKernelArgument(argument));
  }

  @Test
  void boot_space_is_counted_by_kernel() throws StoreException {
    Download left = new Download(5, 12, new Download.Objects());
    Target target =
        new Target(
            Optional.of("vC"),
            OptionalLong.of('C'),
            Optional.of("aarch64"),
            Optional.of("kde"),
            Optional.of("no more"),
            Optional.empty(),
            Optional.of("kernelC"),
            OptionalLong.of(100),
            Optional.of(left),
            OptionalLong.of(12),
            false);
    Target current =
        new Target(
            Optional.of("vB"),
            OptionalLong.of('B'),
            Optional.of("x86_64"),
            Optional.of("gnome"),
            Optional.empty(),
            Optional.empty(),
            Optional.of("kernelB"),
            OptionalLong.of(70),
            Optional.empty(),
            OptionalLong.empty(),
            true);
    PlanFacts facts =
        new PlanFacts(
            Map.of(commit('C'), target, commit('B'), current),
            new Remotes(List.of(SampleRemote.of("far", false)), false, List.of()),
            Map.of(),
            Optional.of(
                new BootSpace(50, 1000, true, Map.of("os-kernelB", 70L, "os-kernelA", 60L))),
            Optional.of(new DiskSpace(20, 10, OptionalLong.empty())),
            Optional.of("2022.7"),
            UpdateService.LIBOSTREE,
            Map.of(),
            Map.of());

    Plan plan = Planner.plan(snapshot("*B A"), new Operation.Upgrade("os", commit('C')), facts);

    assertThat(plan.space().boot()).hasValue(40);
    assertThat(plan.space().bootFree()).hasValue(50);
    assertThat(plan.space().download()).contains(left);
    Download less = new Download(3, 9, new Download.Delta(Optional.of(commit('B'))));
    assertThat(plan.downloading(less).space().download()).contains(less);
    assertThat(plan.downloading(less).downloading(left)).isEqualTo(plan);
    assertThat(plan.space().disk()).hasValue(12);
    assertThat(plan.space().diskFree()).hasValue(20);
    assertThat(codes(plan))
        .containsExactly(
            Code.BOOT_FULL,
            Code.DISK_FULL,
            Code.OTHER_ARCHITECTURE,
            Code.UNVERIFIED,
            Code.OTHER_DESKTOP,
            Code.END_OF_LIFE,
            Code.NOT_HERE,
            Code.NOT_POWER_SAFE,
            Code.NEEDS_CLEAN_SHUTDOWN);
  }

  @Test
  void nothing_is_planned_on_an_order_that_is_not_known() {
    SystemSnapshot known = snapshot("*B A");
    SystemSnapshot unknown =
        SystemSnapshot.of(
            BootList.arrange(
                known.deployments().stream().map(PlannerTest::withoutBootChecksum).toList()),
            Optional.empty(),
            List.of());

    assertThatThrownBy(
            () -> Planner.plan(unknown, new Operation.SetDefault(id("A")), PlanFacts.NONE))
        .extracting(e -> ((StoreException) e).problem())
        .isEqualTo(new Problem.OrderUnknown());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-x", "../x", "a b", "far/x", "a\nb"})
  void hostile_names_never_reach_libostree(String name) {
    refused("B", new Operation.RemoveRemote(name), new Problem.UnsafeName(name));
    refused(
        "B", new Operation.Rebase("os", name + ":x", commit('C')), new Problem.UnsafeName(name));
    refused(
        "B",
        new Operation.Rebase("os", "far:" + name + "/..", commit('C')),
        new Problem.UnsafeName(name + "/.."));
  }

  private static Deployment withoutBootChecksum(Deployment each) {
    return new Deployment(
        each.index(),
        each.stateroot(),
        each.checksum(),
        each.serial(),
        each.version(),
        each.timestamp(),
        each.origin(),
        each.kernelArguments(),
        each.booted(),
        each.staged(),
        each.finalizationLocked(),
        each.pinned(),
        each.rollback(),
        each.bootsNext(),
        each.startsOnce(),
        each.unlocked(),
        Optional.empty(),
        each.label());
  }
}
