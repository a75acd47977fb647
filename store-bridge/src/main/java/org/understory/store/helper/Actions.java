package org.understory.store.helper;

import org.understory.model.plan.Operation;
import org.understory.model.plan.Request;

/**
 * Which polkit action allows what. A new operation without a row here does not compile, so nothing
 * is allowed by accident.
 */
final class Actions {
  private static final String PREFIX = "org.understory.";
  static final String UNLOCK = PREFIX + "unlock";

  private Actions() {}

  static String of(Request request) {
    return PREFIX + of(request.operation(), request.acceptsUnverified());
  }

  private static String of(Operation operation, boolean unverified) {
    return switch (operation) {
      case Operation.Check _, Operation.Refresh _ -> "check-update";
      case Operation.Upgrade _ -> unverified ? "deploy-unverified" : "upgrade";
      case Operation.Deploy _ -> unverified ? "deploy-unverified" : "deploy-other";
      case Operation.ChangeLayers _, Operation.ChangeOverrides _ -> "deploy-other";
      // It asks for no less than the whole would.
      case Operation.Halfway(Operation update, var _) -> of(update, unverified);
      case Operation.Finalize _ -> "finalization";
      case Operation.Rebase _ -> unverified ? "deploy-unverified" : "rebase";
      case Operation.SetDefault _, Operation.StartOnce _ -> "rollback";
      case Operation.Pin _, Operation.Unpin _, Operation.SetLabel _ -> "pin";
      case Operation.Remove _ -> "delete";
      case Operation.EditKernelArguments _ -> "kernel-args";
      case Operation.SetFinalizationLocked _, Operation.DiscardStaged _ -> "finalization";
      case Operation.Prune _ -> "prune";
      case Operation.Verify(boolean repair) -> repair ? "prune" : "verify";
      case Operation.InspectConfig _ -> "inspect-config";
      case Operation.Unlock _ -> "unlock";
      case Operation.AddRemote _, Operation.RemoveRemote _, Operation.ImportKey _ ->
          "configure-remotes";
    };
  }
}
