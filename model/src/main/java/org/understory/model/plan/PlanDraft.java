package org.understory.model.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.plan.Plan.Space;
import org.understory.model.plan.PlanFacts.DiskSpace;
import org.understory.model.plan.Warning.Code;
import org.understory.model.remote.Download;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;

/** A plan while it is being made. */
final class PlanDraft {
  private final Operation operation;
  private final SystemSnapshot snapshot;
  private final PlanFacts facts;
  private final List<Warning> warnings = new ArrayList<>();
  private final List<Operation> undo = new ArrayList<>();
  private List<Deployment> after;
  private Optional<Download> download = Optional.empty();
  private OptionalLong needed = OptionalLong.empty();

  PlanDraft(Operation operation, SystemSnapshot snapshot, PlanFacts facts) {
    this.operation = operation;
    this.snapshot = snapshot;
    this.facts = facts;
    this.after = snapshot.deployments();
  }

  void after(List<Deployment> list) {
    after = list;
  }

  /** What is staged waits until it is released. */
  void hold() {
    after =
        BootList.arrange(
            after.stream()
                .map(each -> each.staged() ? each.withFinalizationLocked(true) : each)
                .toList());
  }

  void download(Optional<Download> left) {
    download = left;
  }

  /** Bytes of the new deployment, without its kernel. */
  void needs(OptionalLong bytes) {
    needed = bytes;
  }

  void warn(Warning warning) {
    warnings.add(warning);
  }

  void warn(Code code, String detail) {
    warnings.add(new Warning(code, detail));
  }

  void undo(Operation step) {
    undo.add(step);
  }

  /** In place of what was named so far. */
  void undoBy(List<Operation> steps) {
    undo.clear();
    undo.addAll(steps);
  }

  /** The plan, with the warnings that follow from the two lists alone. */
  Plan plan() {
    List<Deployment> before = snapshot.deployments();
    endOnce();
    Optional<List<Deployment>> afterShutdown = DeploymentWrite.finish(after);
    List<Deployment> finished = afterShutdown.orElse(after);
    Optional<BootArithmetic> boot =
        after.equals(before)
            ? Optional.empty()
            : BootArithmetic.of(bootFilesNow(), bootFiles(after), facts);
    boot.flatMap(BootArithmetic::warning).ifPresent(this::warn);
    OptionalLong disk = disk();
    warnOfDisk(disk);
    warnOfStaged(before);
    if (choices(finished) == 1 && choices(before) > 1) {
      warn(Code.NO_WAY_BACK, "");
    }
    if (snapshot.booted().isPresent() && Plan.rewritesBootMenu(before, after)) {
      facts
          .libostree()
          .filter(v -> LibostreeVersion.parse(v).compareTo(LibostreeVersion.POWER_SAFE) < 0)
          .ifPresent(v -> warn(Code.NOT_POWER_SAFE, v));
    }
    warnings.sort(Comparator.comparing(Warning::code));
    Space space =
        new Space(
            download,
            disk,
            facts.disk().isPresent()
                ? OptionalLong.of(facts.disk().get().free())
                : OptionalLong.empty(),
            boot.isPresent() ? OptionalLong.of(boot.get().change()) : OptionalLong.empty(),
            facts.boot().isPresent()
                ? OptionalLong.of(facts.boot().get().free())
                : OptionalLong.empty());
    return new Plan(
        operation,
        snapshot,
        after,
        afterShutdown,
        warnings,
        restartNeeded(),
        undo,
        space,
        Optional.empty());
  }

  /**
   * More bytes on the disk. Kernels take nothing of it: on another file system /boot has its own
   * room, and on the same one they are hard links ({@code hardlink_or_copy_at}).
   */
  private OptionalLong disk() {
    OptionalLong freed = facts.disk().map(DiskSpace::freed).orElse(OptionalLong.empty());
    return needed.isEmpty() && freed.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(needed.orElse(0) - freed.orElse(0));
  }

  private void warnOfDisk(OptionalLong more) {
    facts
        .disk()
        .map(disk -> more.orElse(0) + disk.reserve() - disk.free())
        .filter(missing -> missing > 0 && more.orElse(0) > 0)
        .ifPresent(missing -> warn(Code.DISK_FULL, Long.toString(missing)));
  }

  /** What is to start once is forgotten where its name in the boot menu may become another's. */
  private void endOnce() {
    Optional<Deployment> once = snapshot.startsOnce();
    if (once.isEmpty() || operation instanceof Operation.StartOnce) {
      return;
    }
    boolean rewrites = Plan.rewritesBootMenu(snapshot.deployments(), after);
    if (!rewrites && after.stream().anyMatch(Deployment::startsOnce)) {
      return;
    }
    after = BootList.withoutOnce(after);
    String id = once.get().id();
    if (rewrites && after.stream().anyMatch(each -> !each.bootsNext() && each.id().equals(id))) {
      warn(Code.ONCE_ENDS, id);
    }
    if (!rewrites || !undo.isEmpty()) {
      undo(new Operation.StartOnce(Optional.of(id)));
    }
  }

  /** What is in /boot, or will be because of what is staged and stays so. */
  private List<Deployment> bootFilesNow() {
    List<Deployment> before = snapshot.deployments();
    boolean stays =
        before.stream()
            .filter(Deployment::staged)
            .anyMatch(staged -> after.stream().anyMatch(each -> each.id().equals(staged.id())));
    return stays ? bootFiles(before) : DeploymentWrite.bootable(before);
  }

  private static List<Deployment> bootFiles(List<Deployment> list) {
    return DeploymentWrite.finish(list).orElse(DeploymentWrite.bootable(list));
  }

  private void warnOfStaged(List<Deployment> before) {
    for (Deployment each : before) {
      boolean kept = after.stream().anyMatch(other -> other.id().equals(each.id()));
      if (each.staged() && !kept && !discards(each)) {
        warn(Code.STAGED_DISCARDED, each.id());
      }
    }
    for (Deployment each : after) {
      boolean fresh = before.stream().noneMatch(other -> other.id().equals(each.id()));
      if (each.staged() && each.finalizationLocked()) {
        warn(Code.STAGED_LOCKED, each.id());
      } else if (each.staged() && fresh) {
        warn(Code.NEEDS_CLEAN_SHUTDOWN, each.id());
      }
    }
  }

  /** Whether throwing it away is just what was asked for, or what replaces it holds all of it. */
  private boolean discards(Deployment staged) {
    return operation instanceof Operation.DiscardStaged
        || ((facts.service() == UpdateService.RPM_OSTREE || changesLayers()) && addsUp(staged))
        || (operation instanceof Operation.Remove(List<String> ids) && ids.contains(staged.id()));
  }

  /** Whether the packages are to change that are layered on a version. */
  boolean changesLayers() {
    return operation instanceof Operation.ChangeLayers;
  }

  /** rpm-ostree goes on with what is staged, and so does this where it layers packages. */
  private boolean addsUp(Deployment staged) {
    return switch (operation) {
      case Operation.ChangeLayers change -> change.stateroot().equals(staged.stateroot());
      case Operation.ChangeOverrides change -> change.stateroot().equals(staged.stateroot());
      case Operation.UsePackageFiles use -> use.stateroot().equals(staged.stateroot());
      case Operation.EditKernelArguments edit -> edit.id().equals(staged.id());
      default -> false;
    };
  }

  /** Between how many deployments of the system that boots next a person can choose. */
  private static long choices(List<Deployment> list) {
    String stateroot =
        list.stream()
            .filter(Deployment::bootsNext)
            .map(Deployment::stateroot)
            .findFirst()
            .orElse("");
    return list.stream().filter(each -> each.stateroot().equals(stateroot)).count();
  }

  /** Felt after a restart only: something else starts next than before, and than what runs. */
  private boolean restartNeeded() {
    Optional<Deployment> booted = snapshot.booted();
    Optional<Deployment> next = after.stream().filter(Deployment::bootsNext).findFirst();
    return booted.isPresent()
        && next.isPresent()
        && !same(next, snapshot.nextBoot())
        && !same(next, booted);
  }

  private static boolean same(Optional<Deployment> a, Optional<Deployment> b) {
    return a.isPresent()
        && b.isPresent()
        && a.get().id().equals(b.get().id())
        && a.get().kernelArguments().own().equals(b.get().kernelArguments().own());
  }
}
