package org.understory.model.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.system.NextBoot.Reason;

final class NextBootTest {
  private static final int BOOTED = 1;
  private static final int STAGED = 2;
  private static final int NEXT = 4;
  private static final int LOCKED = 8;

  @Test
  void an_empty_sysroot_starts_nothing() {
    assertThat(boot().reason()).isEqualTo(Reason.NOTHING_DEPLOYED);
  }

  @Test
  void a_sysroot_elsewhere_starts_its_first_deployment() {
    assertThat(boot(deployment(1, NEXT), deployment(2, 0)).reason()).isEqualTo(Reason.NOT_RUNNING);
  }

  @Test
  void the_running_deployment_starts_again() {
    assertThat(boot(deployment(2, BOOTED | NEXT), deployment(1, 0)).reason())
        .isEqualTo(Reason.UNCHANGED);
  }

  @Test
  void a_staged_update_starts_next() {
    NextBoot boot = boot(deployment(2, STAGED | NEXT), deployment(1, BOOTED));

    assertThat(boot.reason()).isEqualTo(Reason.STAGED);
    assertThat(boot.next().orElseThrow().staged()).isTrue();
  }

  @Test
  void a_locked_update_is_told_whatever_starts_instead() {
    assertThat(boot(deployment(2, STAGED | NEXT | LOCKED), deployment(1, BOOTED)).reason())
        .isEqualTo(Reason.STAGED_AND_LOCKED);
    assertThat(boot(deployment(2, STAGED | LOCKED), deployment(1, BOOTED | NEXT)).reason())
        .isEqualTo(Reason.STAGED_AND_LOCKED);
  }

  @Test
  void one_that_starts_once_is_told_with_what_starts_after_it() {
    Deployment usual = deployment(2, BOOTED | NEXT);
    Deployment once = deployment(1, 0).withStartsOnce(true);
    NextBoot boot = boot(BootList.arrange(List.of(usual, once)).toArray(Deployment[]::new));

    assertThat(boot.reason()).isEqualTo(Reason.ONCE);
    assertThat(boot.next().orElseThrow().id()).isEqualTo(once.id());
    assertThat(boot.next().orElseThrow().bootsNext()).isTrue();
    assertThat(boot.usual().orElseThrow().id()).isEqualTo(usual.id());
  }

  @Test
  void a_roll_back_is_told_from_an_update_by_the_dates_of_the_commits() {
    assertThat(boot(deployment(1, NEXT), deployment(2, BOOTED)).reason())
        .isEqualTo(Reason.OLDER_FIRST);
    assertThat(boot(deployment(3, NEXT), deployment(2, BOOTED)).reason())
        .isEqualTo(Reason.NEWER_FIRST);
    assertThat(boot(deployment(2, NEXT), deployment(2, BOOTED)).reason())
        .isEqualTo(Reason.OTHER_FIRST);
  }

  private static NextBoot boot(Deployment... deployments) {
    return NextBoot.of(
        new SystemSnapshot(
            "id", "os", List.of(deployments), Optional.empty(), List.of(), BootLoader.UNKNOWN));
  }

  private static Deployment deployment(long timestamp, int states) {
    return new Deployment(
        0,
        "os",
        new Checksum(timestamp, 0, 0, 0),
        0,
        Optional.empty(),
        OptionalLong.of(timestamp),
        new Origin(Optional.empty(), Origin.Source.NONE, Optional.empty()),
        new KernelArguments(List.of()),
        (states & BOOTED) != 0,
        (states & STAGED) != 0,
        (states & LOCKED) != 0,
        false,
        false,
        (states & NEXT) != 0,
        false,
        Deployment.Unlocked.NONE,
        Optional.empty(),
        Optional.empty());
  }
}
