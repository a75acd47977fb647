package org.understory.store.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Event.Step;
import org.understory.model.plan.LibostreeVersion;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome.Result;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Warning.Code;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.Label;
import org.understory.store.boot.BootChoice;
import org.understory.store.libostree.NewDeployment;
import org.understory.store.libostree.Pruned;
import org.understory.store.libostree.PullProgress;
import org.understory.store.libostree.PullRequest;
import org.understory.store.libostree.SysrootWriter;
import org.understory.store.sysroot.OriginText;
import org.understory.store.sysroot.Sysroot;

/** One plan being carried out: what is asked of libostree, in order. */
final class Execution {
  private final Sysroot sysroot;
  private final SysrootWriter writer;
  private final Path bus;
  private final Plan plan;
  private final Consumer<Event> events;
  private final Cancellation cancellation;
  private final Layers layers;

  /**
   * @param bus the socket of the system bus
   */
  Execution(
      Sysroot sysroot,
      SysrootWriter writer,
      Path bus,
      Plan plan,
      Consumer<Event> events,
      Cancellation cancellation) {
    this.sysroot = sysroot;
    this.writer = writer;
    this.bus = bus;
    this.plan = plan;
    this.events = events;
    this.cancellation = cancellation;
    this.layers = new Layers(sysroot, writer, plan);
  }

  Result run() throws StoreException {
    switch (plan.operation()) {
      case Operation.Check(String refspec) -> {
        return check(refspec);
      }
      case Operation.CheckVolume _ ->
          throw new StoreException(new Problem.MissingTool("eos-updater"));
      case Operation.Upgrade(String stateroot, Checksum commit) -> deploy(stateroot, commit, true);
      case Operation.Deploy(String stateroot, Checksum commit) -> deploy(stateroot, commit, false);
      case Operation.Rebase(String stateroot, String _, Checksum commit) ->
          deploy(stateroot, commit, false);
      case Operation.ChangeLayers(String stateroot, var _, var _) ->
          deploy(stateroot, plan.created().getFirst().checksum(), false);
      case Operation.ChangeOverrides _, Operation.UsePackageFiles _ ->
          throw new StoreException(new Problem.LayeringUnavailable());
      case Operation.Halfway _, Operation.Finalize _, Operation.Refresh _ ->
          throw new StoreException(new Problem.NeedsRpmOstree());
      case Operation.SetDefault _ -> write();
      case Operation.StartOnce _ -> startOnce();
      case Operation.Pin(String id) -> pin(id, true);
      case Operation.Unpin(String id) -> pin(id, false);
      case Operation.Remove _, Operation.DiscardStaged _ -> {
        write();
        return clean();
      }
      case Operation.EditKernelArguments(String id, List<String> arguments) -> {
        begin(Step.DEPLOYING);
        writer.setKernelArguments(id, arguments, cancellation);
      }
      case Operation.SetFinalizationLocked(boolean locked) -> {
        begin(Step.DEPLOYING);
        writer.setFinalizationLocked(locked);
      }
      case Operation.Prune() -> {
        return clean();
      }
      case Operation.Verify(boolean repair) -> {
        begin(Step.VERIFYING);
        Set<Checksum> deployed =
            plan.before().deployments().stream()
                .map(Deployment::checksum)
                .collect(Collectors.toSet());
        return new Verifier(sysroot.repository(), deployed, writer, events, cancellation)
            .run(repair);
      }
      case Operation.InspectConfig(String id, Checksum commit) -> {
        begin(Step.VERIFYING);
        return Result.Inspected.of(
            sysroot.configuration().preview(find(id), commit, cancellation).entries());
      }
      case Operation.Unlock(Unlocked kind) -> {
        begin(Step.DEPLOYING);
        Deployment booted = plan.before().booted().orElseThrow();
        writer.unlock(booted.id(), kind, cancellation);
      }
      case Operation.AddRemote add -> {
        return addRemote(add);
      }
      case Operation.RemoveRemote(String name) -> writer.removeRemote(name);
      case Operation.ImportKey(String remote, String key) -> {
        return importKey(remote, key);
      }
      case Operation.SetLabel(String id, Label label) -> {
        begin(Step.DEPLOYING);
        Optional<Label> named = Optional.of(label).filter(some -> !some.name().isEmpty());
        writer.writeOrigin(id, OriginText.labelled(sysroot.origin(find(id)), named));
      }
    }
    return new Result.Done();
  }

  private Result addRemote(Operation.AddRemote operation) throws StoreException {
    writer.addRemote(operation.name(), operation.url(), operation.verify());
    if (operation.key().isEmpty()) {
      return new Result.Done();
    }
    try {
      return importKey(operation.name(), operation.key().get());
    } catch (StoreException e) {
      writer.removeRemote(operation.name());
      throw e;
    }
  }

  /** GnuPG passes over keys that it can't use, such as one without a valid signature of its own. */
  private Result importKey(String remote, String key) throws StoreException {
    int imported = writer.importKey(remote, key.getBytes(StandardCharsets.UTF_8));
    if (imported == 0
        && plan.warnings().stream().anyMatch(each -> each.code() == Code.KEY_TRUSTED)) {
      throw new StoreException(new Problem.NoPublicKey());
    }
    return new Result.Imported(imported);
  }

  private void begin(Step step) throws StoreException {
    cancellation.check();
    events.accept(new Event.Phase(step));
    if (step == Step.DEPLOYING && ends()) {
      // Before anything is written: should that fail, nothing starts that nobody chose.
      choice().usual();
    }
  }

  /** Whether the boot loader is to forget what it starts once. */
  private boolean ends() {
    return plan.rewritesBootMenu()
        || (plan.before().startsOnce().isPresent()
            && plan.after().stream().noneMatch(Deployment::startsOnce));
  }

  private BootChoice choice() {
    return new BootChoice(sysroot.bootMenu(), bus);
  }

  private void startOnce() throws StoreException {
    begin(Step.DEPLOYING);
    Optional<Deployment> once = plan.after().stream().filter(Deployment::startsOnce).findFirst();
    if (once.isPresent()) {
      choice().once(once.get().id());
    } else {
      choice().usual();
    }
  }

  private void pin(String id, boolean pinned) throws StoreException {
    begin(Step.DEPLOYING);
    writer.setPinned(id, pinned);
  }

  private void write() throws StoreException {
    begin(Step.DEPLOYING);
    if (!plan.rewritesBootMenu()) {
      return;
    }
    List<String> order = plan.after().stream().map(Deployment::id).toList();
    Optional<Crossing> crossing = crossing();
    if (crossing.isPresent()) {
      String first = crossing.get().first().id();
      writer.setKernelArguments(first, crossing.get().marked(), cancellation);
      writer.write(order, cancellation);
      writer.setKernelArguments(first, crossing.get().real(), cancellation);
    } else {
      writer.write(order, cancellation);
    }
  }

  private Optional<Crossing> crossing() {
    return Crossing.of(plan, LibostreeVersion.parse(writer.libostreeVersion()));
  }

  /**
   * libostree adds up the lengths of objects, which is not what the disk has more afterwards; the
   * plan was made under the same lock and knows that.
   */
  private Result clean() throws StoreException {
    events.accept(new Event.Phase(Step.CLEANING));
    layers.keepBases();
    Pruned pruned = writer.cleanup(cancellation);
    OptionalLong disk = plan.space().disk();
    long freed = disk.isPresent() ? Math.max(0, -disk.getAsLong()) : pruned.bytesFreed();
    return new Result.Freed(pruned.objectsPruned(), freed);
  }

  private Result check(String refspec) throws StoreException {
    begin(Step.CHECKING);
    Optional<Branch> branch = Branch.of(refspec);
    if (branch.isPresent()) {
      Branch far = branch.get();
      pull(
          new PullRequest(
              far.remote(), List.of(far.name()), Optional.empty(), true, 0, Optional.empty()));
    }
    return new Result.Found(sysroot.repository().resolve(refspec));
  }

  private void deploy(String stateroot, Checksum commit, boolean newerOnly) throws StoreException {
    Deployment fresh = plan.created().getFirst();
    Optional<Deployment> merge = BootList.mergeDeployment(plan.before().deployments(), stateroot);
    Optional<Deployment> from = layers.origin(stateroot);
    boolean follows = newerOnly && from.isPresent();
    fetch(
        fresh,
        commit,
        follows ? Optional.of(layers.delivered(from.orElseThrow())) : Optional.empty());
    requireWhole(commit);
    Checksum layered =
        layers.make(stateroot, commit, fresh.origin().layers(), events, cancellation);
    begin(Step.DEPLOYING);
    String old = from.isPresent() ? sysroot.origin(from.get()) : "";
    Optional<Crossing> crossing = fresh.staged() ? Optional.empty() : crossing();
    List<String> arguments =
        crossing.map(Crossing::marked).orElse(fresh.kernelArguments().arguments());
    String made =
        writer.deploy(
            new NewDeployment(
                stateroot,
                layered,
                OriginText.of(old, fresh.origin()),
                merge.map(Deployment::id),
                Optional.of(arguments),
                fresh.staged(),
                false,
                false),
            cancellation);
    if (crossing.isPresent()) {
      writer.setKernelArguments(made, crossing.get().real(), cancellation);
    }
    if (fresh.staged()) {
      layers.keepBases();
    } else {
      clean();
    }
  }

  /**
   * libostree takes a damaged folder for an empty one and would deploy it so: it does not ask
   * whether what it loads is in normal form (ostree_repo_load_variant).
   */
  private void requireWhole(Checksum commit) throws StoreException {
    List<Problem> broken = new ArrayList<>();
    sysroot.repository().walk(commit, "/", _ -> {}, broken::add, cancellation);
    if (!broken.isEmpty()) {
      throw new StoreException(broken.getFirst());
    }
  }

  /** Gets what is missing of a commit from the remote that the new deployment will follow. */
  private void fetch(Deployment fresh, Checksum commit, Optional<Checksum> newerThan)
      throws StoreException {
    boolean here = plan.warnings().stream().noneMatch(each -> each.code() == Code.NOT_HERE);
    Optional<Branch> branch = fresh.origin().refspec().flatMap(Branch::of);
    if (here || branch.isEmpty()) {
      return;
    }
    begin(Step.DOWNLOADING);
    pull(
        new PullRequest(
            branch.get().remote(),
            List.of(branch.get().name()),
            Optional.of(commit),
            false,
            0,
            newerThan));
  }

  private void pull(PullRequest request) throws StoreException {
    writer.pull(request, this::progress, cancellation);
  }

  private void progress(PullProgress progress) {
    events.accept(
        new Event.Progress(
            progress.bytesTransferred(),
            progress.bytesTotal(),
            progress.objectsFetched(),
            progress.objectsRequested()));
  }

  private Deployment find(String id) throws StoreException {
    return plan.before().deployments().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new StoreException(new Problem.UnknownDeployment(id)));
  }
}
