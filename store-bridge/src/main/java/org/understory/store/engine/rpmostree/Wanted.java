package org.understory.store.engine.rpmostree;

import java.util.List;
import java.util.Optional;
import org.understory.model.plan.Operation;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.rpmostree.DaemonCall;

/** What rpm-ostree is asked to do. */
record Wanted(String stateroot, DaemonCall call) {
  /** What it does of this operation; empty where that is not its business. */
  static Optional<Wanted> of(Operation operation, SystemSnapshot now) {
    return switch (operation) {
      case Operation.Upgrade(String stateroot, var _) ->
          Optional.of(new Wanted(stateroot, DaemonCall.upgrade()));
      case Operation.Deploy(String stateroot, var commit) ->
          Optional.of(new Wanted(stateroot, DaemonCall.deploy(commit)));
      case Operation.Rebase(String stateroot, String refspec, var _) ->
          Optional.of(new Wanted(stateroot, DaemonCall.rebase(refspec)));
      case Operation.Halfway(Operation update, var stop) ->
          of(update, now)
              .map(
                  it ->
                      new Wanted(
                          it.stateroot(),
                          switch (stop) {
                            case DOWNLOADED -> it.call().with("download-only");
                            case HELD -> it.call().with("lock-finalization");
                          }));
      case Operation.Refresh(String stateroot, var what) ->
          Optional.of(
              new Wanted(
                  stateroot,
                  switch (what) {
                    case UPDATES -> DaemonCall.check();
                    case PACKAGES -> DaemonCall.refreshLists();
                  }));
      case Operation.Finalize(String id) ->
          now.deployments().stream()
              .filter(each -> each.id().equals(id))
              .findFirst()
              .map(staged -> new Wanted(staged.stateroot(), DaemonCall.finish()));
      case Operation.ChangeLayers(String stateroot, var install, var uninstall) ->
          Optional.of(new Wanted(stateroot, DaemonCall.layers(install, uninstall)));
      case Operation.ChangeOverrides(String stateroot, var remove, var reset) ->
          Optional.of(new Wanted(stateroot, DaemonCall.overrides(remove, reset)));
      case Operation.UsePackageFiles(String stateroot, var use, var files) ->
          Optional.of(
              new Wanted(
                  stateroot,
                  switch (use) {
                    case LAYER -> DaemonCall.layers(files);
                    case REPLACE -> DaemonCall.replace(files);
                  }));
      case Operation.DiscardStaged() -> discard(now);
      case Operation.EditKernelArguments(String id, List<String> arguments) ->
          now.deployments().stream()
              .findFirst()
              .filter(first -> first.id().equals(id))
              .map(
                  first ->
                      new Wanted(
                          first.stateroot(),
                          DaemonCall.kernelArguments(
                              first.kernelArguments().own().arguments(), arguments)));
      default -> Optional.empty();
    };
  }

  /**
   * It drops all that come before the running one in its stateroot and are not pinned ({@code
   * rpmostree_syscore_filter_deployments}), which is not always the staged one alone.
   */
  private static Optional<Wanted> discard(SystemSnapshot now) {
    List<Deployment> before = now.deployments().stream().takeWhile(each -> !each.booted()).toList();
    return now.booted().isPresent() && before.size() == 1 && before.getFirst().staged()
        ? Optional.of(new Wanted(before.getFirst().stateroot(), DaemonCall.dropPending()))
        : Optional.empty();
  }
}
