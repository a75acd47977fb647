package org.understory.store.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.history.Ref;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Plan;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.layering.PackageLayers;
import org.understory.store.layering.Settings;
import org.understory.store.libostree.SysrootWriter;
import org.understory.store.sysroot.Sysroot;

/** The packages that this program layers, where no other service does. */
public final class Layers {
  /**
   * Branches of this computer's own that keep what is layered on: without it the last layer could
   * not be taken away, nor another one added. rpm-ostree has {@code rpmostree/base} for that.
   */
  private static final String BASES = "understory/base/";

  private static final Set<Origin.Source> FOLLOWING =
      Set.of(Origin.Source.BRANCH, Origin.Source.LAYERED_HERE);

  private final Sysroot sysroot;
  private final SysrootWriter writer;
  private final Plan plan;

  Layers(Sysroot sysroot, SysrootWriter writer, Plan plan) {
    this.sysroot = sysroot;
    this.writer = writer;
    this.plan = plan;
  }

  /**
   * Whether packages can be layered on what this stateroot has: it brings a package manager that is
   * known here.
   *
   * @throws StoreException what keeps it from being read
   */
  public static boolean possible(Sysroot sysroot, SystemSnapshot now, String stateroot)
      throws StoreException {
    Optional<Deployment> from =
        BootList.originDeployment(now.deployments(), stateroot, true)
            .filter(each -> FOLLOWING.contains(each.origin().source()));
    if (from.isEmpty()) {
      return false;
    }
    Checksum commit = from.get().checksum();
    Checksum base = FactsReader.bases(sysroot.repository(), now).getOrDefault(commit, commit);
    return PackageLayers.tool(sysroot.repository(), base).isPresent();
  }

  /** The plan with the package manager that layers what it layers, where that can be told. */
  static Plan told(Sysroot sysroot, Plan plan) throws StoreException {
    Optional<Deployment> made =
        plan.created().stream().filter(each -> !each.origin().layers().isEmpty()).findFirst();
    if (made.isEmpty()) {
      return plan;
    }
    try {
      return PackageLayers.tool(sysroot.repository(), made.get().checksum())
          .map(plan::installedBy)
          .orElse(plan);
    } catch (StoreException e) {
      if (e.problem() instanceof Problem.MissingObject) {
        return plan;
      }
      throw e;
    }
  }

  /** The deployment whose origin a new one takes over. */
  Optional<Deployment> origin(String stateroot) {
    return BootList.originDeployment(
        plan.before().deployments(), stateroot, plan.operation() instanceof Operation.ChangeLayers);
  }

  /** The commit that was delivered, without what was layered on it. */
  Checksum delivered(Deployment deployment) throws StoreException {
    Checksum commit = deployment.checksum();
    return FactsReader.bases(sysroot.repository(), plan.before()).getOrDefault(commit, commit);
  }

  /**
   * Puts packages on top of a commit, as the {@code /etc} has it that a deployment of it will get;
   * gives it itself where there are none.
   */
  Checksum make(
      String stateroot,
      Checksum base,
      List<String> packages,
      Consumer<Event> events,
      Cancellation cancellation)
      throws StoreException {
    if (packages.isEmpty()) {
      return base;
    }
    Optional<Settings> settings =
        BootList.mergeDeployment(plan.before().deployments(), stateroot)
            .map(each -> sysroot.configuration().folder(each))
            .map(etc -> new Settings(etc, etc.resolveSibling("usr/etc")));
    PackageLayers layers =
        new PackageLayers(sysroot.root(), sysroot.repository(), writer.trees(), settings);
    if (plan.operation() instanceof Operation.ChangeLayers(var _, var install, var _)) {
      layers.requireNew(base, install, cancellation);
    }
    return layers.apply(base, packages, events, cancellation);
  }

  /** Keeps what deployments are layered on, and nothing else any more. */
  void keepBases() throws StoreException {
    SystemSnapshot now = sysroot.snapshot();
    Map<Checksum, Checksum> bases = FactsReader.bases(sysroot.repository(), now);
    Set<String> kept = new HashSet<>();
    for (Deployment each : now.deployments()) {
      Checksum base = bases.get(each.checksum());
      if (each.origin().source() == Origin.Source.LAYERED_HERE && base != null) {
        kept.add(BASES + base.hex());
        writer.trees().setRef(BASES + base.hex(), Optional.of(base));
      }
    }
    for (Ref ref : sysroot.repository().refs()) {
      boolean ours = ref.name().startsWith(BASES) || ref.name().equals(PackageLayers.REF);
      if (ref.refspec().equals(ref.name()) && ours && !kept.contains(ref.name())) {
        writer.trees().setRef(ref.name(), Optional.empty());
      }
    }
  }
}
