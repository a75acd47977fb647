package org.understory.store.engine;

import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.LibostreeVersion;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.system.KernelArguments;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.libostree.SysrootWriter;

/**
 * A plan in which deployments of different stateroots come to stand in each other's place while
 * nothing else in their boot entries changes. An old libostree takes the entries for unchanged and
 * leaves them, and what they name is gone ({@link LibostreeVersion#COMPARES_STATEROOTS}). One more
 * kernel argument, there only for the moment, makes it write them.
 *
 * @param first the deployment that gets the argument: the first after the change
 */
record Crossing(Deployment first) {
  /** The kernel ignores arguments of modules that it does not have. */
  private static final String MARK = "understory.rewrite";

  static Optional<Crossing> of(Plan plan, LibostreeVersion version) {
    List<Deployment> before = bootable(plan.before().deployments());
    List<Deployment> after = bootable(plan.after());
    if (version.compareTo(LibostreeVersion.COMPARES_STATEROOTS) >= 0
        || before.size() != after.size()) {
      return Optional.empty();
    }
    boolean crosses = false;
    for (int i = 0; i < before.size(); i++) {
      Deployment old = before.get(i);
      Deployment fresh = after.get(i);
      if (!entry(old).equals(entry(fresh))) {
        return Optional.empty();
      }
      crosses |= !old.stateroot().equals(fresh.stateroot());
    }
    return crosses ? Optional.of(new Crossing(after.getFirst())) : Optional.empty();
  }

  /** Its arguments for the moment. */
  List<String> marked() {
    return first.kernelArguments().own().append(MARK).arguments();
  }

  /** Its arguments in the end. */
  List<String> real() {
    return first.kernelArguments().own().arguments();
  }

  /**
   * Takes away the argument where somebody was killed in that moment; not beside a staged
   * deployment, which would be lost.
   *
   * @return whether there was one
   */
  static boolean mend(SystemSnapshot now, SysrootWriter writer, Cancellation cancellation)
      throws StoreException {
    if (now.deployments().stream().anyMatch(Deployment::staged)) {
      return false;
    }
    boolean mended = false;
    for (Deployment each : now.deployments()) {
      List<String> arguments = each.kernelArguments().own().arguments();
      if (arguments.contains(MARK)) {
        List<String> real = arguments.stream().filter(it -> !it.equals(MARK)).toList();
        writer.setKernelArguments(each.id(), real, cancellation);
        mended = true;
      }
    }
    return mended;
  }

  private static List<Deployment> bootable(List<Deployment> list) {
    return list.stream().filter(each -> !each.staged()).toList();
  }

  /** What libostree compares. */
  private static List<Object> entry(Deployment each) {
    KernelArguments arguments = each.kernelArguments().own();
    return List.of(each.bootChecksum(), arguments, each.version());
  }
}
