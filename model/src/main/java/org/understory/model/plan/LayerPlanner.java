package org.understory.model.plan;

import java.util.List;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.LayerRequests;
import org.understory.model.packages.PackageFile;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;

/** Plans what changes the packages of a system and leaves its version as it is. */
final class LayerPlanner {
  private final PlanFacts facts;
  private final PlanDraft draft;
  private final DeployPlanner deploy;
  private final boolean running;

  LayerPlanner(SystemSnapshot snapshot, PlanFacts facts, PlanDraft draft) {
    this.facts = facts;
    this.running = snapshot.booted().isPresent();
    this.draft = draft;
    this.deploy = new DeployPlanner(snapshot, facts, draft);
  }

  void change(Operation.ChangeLayers operation) throws StoreException {
    Names.requirePackages(operation.install(), operation.uninstall());
    Deployment from = from(operation.stateroot());
    switch (facts.service()) {
      case LIBOSTREE -> deploy.followed(from);
      case RPM_OSTREE -> {}
      case BOOTC, ENDLESS -> throw new StoreException(new Problem.LayeringUnavailable());
    }
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
    deploy.layered(from, asked.layering(operation.install(), operation.uninstall()));
    if (from.staged() || !running) {
      // It holds earlier changes as well, which must not go with these.
      draft.undoBy(
          List.of(
              new Operation.ChangeLayers(
                  operation.stateroot(), operation.uninstall(), operation.install())));
    }
  }

  void override(Operation.ChangeOverrides operation) throws StoreException {
    Names.requirePackages(operation.remove(), operation.reset());
    if (facts.service() != UpdateService.RPM_OSTREE) {
      throw new StoreException(new Problem.LayeringUnavailable());
    }
    Deployment from = from(operation.stateroot());
    LayerRequests asked = asked(from);
    for (String name : operation.remove()) {
      if (asked.overrides(name)) {
        throw new StoreException(new Problem.AlreadyOverridden(name));
      }
    }
    for (String name : operation.reset()) {
      if (!asked.overrides(name)) {
        throw new StoreException(new Problem.NotOverridden(name));
      }
    }
    deploy.layered(from, asked.overriding(operation.remove(), operation.reset()));
    if (from.staged()) {
      // What replaced a package can't be brought back by its name.
      draft.undoBy(
          asked.removed().containsAll(operation.reset())
              ? List.of(
                  new Operation.ChangeOverrides(
                      operation.stateroot(),
                      /* remove= */ operation.reset(),
                      /* reset= */ operation.remove()))
              : List.of());
    }
  }

  void bring(Operation.UsePackageFiles operation) throws StoreException {
    Names.requirePackages(operation.names(), List.of());
    if (facts.service() != UpdateService.RPM_OSTREE) {
      throw new StoreException(new Problem.LayeringUnavailable());
    }
    Deployment from = from(operation.stateroot());
    LayerRequests asked = asked(from);
    boolean layer = operation.use() == Operation.UsePackageFiles.Use.LAYER;
    boolean repeated = false;
    for (PackageFile file : operation.files()) {
      String name = file.content().name();
      if (layer && asked.asks(name)) {
        throw new StoreException(new Problem.AlreadyLayered(name));
      }
      // A file takes the place of another one, and of nothing else.
      if (!layer
          && asked.overrides(name)
          && (!asked.replaces(name) || asked.replaced().contains(file.nevra()))) {
        throw new StoreException(new Problem.AlreadyOverridden(name));
      }
      repeated = repeated || asked.replaces(name);
    }
    List<String> nevras = operation.nevras();
    deploy.layered(from, layer ? asked.layeringFiles(nevras) : asked.replacing(nevras));
    draft.warn(Warning.Code.FILES_UNCHECKED, String.join(", ", operation.names()));
    if (from.staged()) {
      String os = operation.stateroot();
      draft.undoBy(
          layer
              ? List.of(new Operation.ChangeLayers(os, List.of(), operation.names()))
              // The file that was there before can't be brought back by its name.
              : repeated
                  ? List.of()
                  : List.of(new Operation.ChangeOverrides(os, List.of(), operation.names())));
    }
  }

  private Deployment from(String stateroot) throws StoreException {
    Names.requireStateroot(stateroot);
    return deploy.requireOrigin(stateroot);
  }

  private LayerRequests asked(Deployment from) {
    return facts.requests().getOrDefault(from.id(), LayerRequests.NONE);
  }
}
