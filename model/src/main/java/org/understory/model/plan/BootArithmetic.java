package org.understory.model.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.understory.model.plan.PlanFacts.BootSpace;
import org.understory.model.plan.Warning.Code;
import org.understory.model.storage.BootUse;
import org.understory.model.system.Deployment;

/**
 * Counts /boot as libostree does: one folder with kernel, initramfs and device trees for each boot
 * checksum of a stateroot, however many deployments share it. A folder goes when no deployment of
 * any stateroot has its boot checksum ({@code cleanup_old_deployments}).
 *
 * @param needed bytes of folders that are new
 * @param freed bytes of those that go
 */
record BootArithmetic(long needed, long freed, BootSpace space) {
  /** Empty where a size is not known. */
  static Optional<BootArithmetic> of(
      List<Deployment> before, List<Deployment> after, PlanFacts facts) {
    if (facts.boot().isEmpty()) {
      return Optional.empty();
    }
    BootSpace space = facts.boot().get();
    Map<String, Long> sizes = new HashMap<>(space.used());
    for (Deployment each : after) {
      PlanFacts.Target target = facts.commits().get(each.checksum());
      if (target != null && target.bootBytes().isPresent() && each.bootChecksum().isPresent()) {
        sizes.putIfAbsent(kernel(each), target.bootBytes().getAsLong());
      }
    }
    Set<String> old = kernels(before);
    Set<String> kept = kernels(after);
    if (!sizes.keySet().containsAll(kept) || after.stream().anyMatch(BootArithmetic::unknown)) {
      return Optional.empty();
    }
    Set<String> here = new HashSet<>(old);
    here.addAll(space.used().keySet());
    Set<String> checksums =
        after.stream().flatMap(each -> each.bootChecksum().stream()).collect(Collectors.toSet());
    long needed = sum(kept, here::contains, sizes);
    long freed = sum(here, folder -> checksums.contains(checksum(folder)), sizes);
    return Optional.of(new BootArithmetic(needed, freed, space));
  }

  /** More bytes in /boot afterwards; negative where it gets less. */
  long change() {
    return needed - freed;
  }

  /** That it does not fit, or that the next kernel will not. */
  Optional<Warning> warning() {
    if (!space.separate() || needed == 0) {
      return Optional.empty();
    }
    long left = space.free() + freed - needed;
    if (left < BootUse.SPARE) {
      return Optional.of(new Warning(Code.BOOT_FULL, Long.toString(BootUse.SPARE - left)));
    }
    return left < needed + BootUse.SPARE
        ? Optional.of(new Warning(Code.BOOT_NEARLY_FULL, Long.toString(left)))
        : Optional.empty();
  }

  private static boolean unknown(Deployment deployment) {
    return deployment.bootChecksum().isEmpty();
  }

  private static Set<String> kernels(List<Deployment> deployments) {
    Set<String> kernels = new HashSet<>();
    deployments.stream()
        .filter(each -> each.bootChecksum().isPresent())
        .forEach(each -> kernels.add(kernel(each)));
    return kernels;
  }

  private static String kernel(Deployment deployment) {
    return deployment.stateroot() + "-" + deployment.bootChecksum().orElse("");
  }

  private static String checksum(String kernel) {
    return kernel.substring(kernel.lastIndexOf('-') + 1);
  }

  private static long sum(Set<String> of, Predicate<String> without, Map<String, Long> sizes) {
    return of.stream()
        .filter(without.negate())
        .mapToLong(kernel -> sizes.getOrDefault(kernel, 0L))
        .sum();
  }
}
