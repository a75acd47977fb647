package org.understory.model.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.storage.BootUse.Budget;
import org.understory.model.storage.BootUse.Kernel;
import org.understory.model.storage.BootUse.Update;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.KernelArguments;
import org.understory.model.system.Origin;

final class BootUseTest {
  private static final long MB = 1 << 20;
  private static final Deployment RUNNING = deployment(1, true, false);
  private static final Deployment OLD = deployment(2, false, false);
  private static final Deployment OLDER = deployment(3, false, false);
  private static final Deployment PINNED = deployment(4, false, true);
  private static final List<Deployment> ALL = List.of(RUNNING, OLD, OLDER, PINNED);

  @Test
  void what_fits_needs_nothing_removed() {
    Budget budget = boot(80).budget(Optional.of(new Update("next", "main-9", 70 * MB)), ALL);
    assertThat(budget.fits()).isTrue();
    assertThat(budget.needed()).isEqualTo(71 * MB);
    assertThat(budget.remove()).isEmpty();
  }

  @Test
  void the_last_in_boot_order_that_may_go_and_makes_room_is_the_one_to_remove() {
    Budget budget = boot(30).budget(Optional.of(new Update("next", "main-9", 70 * MB)), ALL);
    assertThat(budget.missing()).isEqualTo(41 * MB);
    // The pinned one stays, and the older of the others shares its kernel with what runs.
    assertThat(budget.remove()).containsExactly(OLD.id());
  }

  @Test
  void where_no_single_removal_helps_as_few_as_do_are_named() {
    Deployment twin = deployment(5, false, false);
    Deployment other = deployment(6, false, false);
    List<Deployment> all = List.of(RUNNING, OLD, twin, PINNED, other, OLDER);
    List<Kernel> kernels =
        List.of(
            kernel("main-1", RUNNING, OLDER), kernel("main-2", OLD, twin), kernel("main-6", other));
    BootUse boot = new BootUse(new Usage.Volume(300 * MB, MB), true, kernels);
    Update small = new Update("next", "main-9", 10 * MB);
    Update large = new Update("next", "main-9", 90 * MB);

    assertThat(boot.budget(Optional.of(small), all).remove()).containsExactly(other.id());
    assertThat(boot.budget(Optional.of(large), all).remove())
        .containsExactly(other.id(), twin.id(), OLD.id());
    List<Deployment> none = List.of(RUNNING, OLD, twin, OLDER);
    assertThat(boot.budget(Optional.of(small), none).remove())
        .as("they share it")
        .containsExactly(twin.id(), OLD.id());
  }

  @Test
  void where_no_removal_helps_none_is_named() {
    Budget budget = boot(1).budget(Optional.of(new Update("next", "main-9", 90 * MB)), ALL);
    assertThat(budget.fits()).isFalse();
    assertThat(budget.remove()).isEmpty();
  }

  @Test
  void where_no_update_is_known_the_largest_kernel_counts() {
    assertThat(boot(62).budget(Optional.empty(), ALL).fits()).isTrue();
    assertThat(boot(50).budget(Optional.empty(), ALL).missing()).isEqualTo(11 * MB);
  }

  @Test
  void a_kernel_that_is_there_already_needs_nothing() {
    Budget budget = boot(0).budget(Optional.of(new Update("next", "main-1", 0)), ALL);
    assertThat(budget.needed()).isZero();
    assertThat(budget.fits()).isTrue();
  }

  @Test
  void a_kernel_that_another_stateroot_has_too_stays_with_it() {
    Kernel shared =
        new Kernel(
            "main-2",
            Optional.empty(),
            60 * MB,
            60 * MB,
            List.of(),
            List.of(OLD.id()),
            Set.of(OLD.id(), OLDER.id()));
    BootUse boot = new BootUse(new Usage.Volume(300 * MB, 0), true, List.of(shared));
    assertThat(boot.freed(OLD.id())).isZero();
  }

  private static BootUse boot(long free) {
    return new BootUse(
        new Usage.Volume(300 * MB, free * MB),
        true,
        List.of(kernel("main-1", RUNNING, OLDER), kernel("main-2", OLD), kernel("main-4", PINNED)));
  }

  private static Kernel kernel(String name, Deployment... users) {
    List<String> ids = List.of(users).stream().map(Deployment::id).toList();
    return new Kernel(name, Optional.empty(), 60 * MB, 60 * MB, List.of(), ids, Set.copyOf(ids));
  }

  private static Deployment deployment(int number, boolean booted, boolean pinned) {
    return new Deployment(
        number,
        "main",
        Checksum.parse(Integer.toString(number).repeat(64)).orElseThrow(),
        0,
        Optional.empty(),
        OptionalLong.empty(),
        new Origin(Optional.empty(), Origin.Source.NONE, Optional.empty()),
        KernelArguments.parse(""),
        booted,
        false,
        false,
        pinned,
        false,
        booted,
        false,
        Unlocked.NONE,
        Optional.of("b" + number),
        Optional.empty());
  }
}
