package org.understory.model.plan;

import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.LayerRequests;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;

/** Plans what changes the packages of a system and leaves its version as it is. */
final class LayerPlanner {
  private final PlanFacts facts;
  private final PlanDraft draft;
  private final DeployPlanner deploy;

  LayerPlanner(SystemSnapshot snapshot, PlanFacts facts, PlanDraft draft) {
    this.facts = facts;
    this.draft = draft;
    this.deploy = new DeployPlanner(snapshot, facts, draft);
  }

  void change(Operation.ChangeLayers operation) throws StoreException {
    Names.requirePackages(operation.install(), operation.uninstall());
    Deployment from = from(operation.stateroot());
    LayerRequests asked = asked(from);
    for (String name : operation.install()) {
      if (asked.asks(name)) {
        throw new StoreException(new Problem.AlreadyLayered(name));
      }
    }
    for (String name : operation.uninstall()) {
      if (!asked.asks(name)) {
        throw new StoreException(new Problem.NotLayered(name));
      }
    }
    deploy.layered(from, asked.layering(operation.install(), operation.uninstall()).any());
    if (from.staged()) {
      // It holds earlier changes as well, which must not go with these.
      draft.undoBy(
          new Operation.ChangeLayers(
              operation.stateroot(), operation.uninstall(), operation.install()));
    }
  }

  private Deployment from(String stateroot) throws StoreException {
    Names.requireStateroot(stateroot);
    if (facts.service() != UpdateService.RPM_OSTREE) {
      throw new StoreException(new Problem.LayeringUnavailable());
    }
    return deploy.requireOrigin(stateroot);
  }

  private LayerRequests asked(Deployment from) {
    return facts.requests().getOrDefault(from.id(), LayerRequests.NONE);
  }
}
