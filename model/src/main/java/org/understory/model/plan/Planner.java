package org.understory.model.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation.EditKernelArguments;
import org.understory.model.plan.Warning.Code;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.KernelArguments;
import org.understory.model.system.Label;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;

/** Foretells what libostree will make of an operation. Touches nothing. */
public final class Planner {
  private final SystemSnapshot snapshot;
  private final List<Deployment> list;
  private final PlanFacts facts;

  private Planner(SystemSnapshot snapshot, PlanFacts facts) {
    this.snapshot = snapshot;
    this.list = snapshot.deployments();
    this.facts = facts;
  }

  /**
   * What the operation will do to this state.
   *
   * @throws StoreException why it is not possible: UnknownDeployment, BootedDeployment, IsPinned,
   *     StagedDeployment, NothingStaged, NotBooted, NoDeploymentLeft, NoOrigin, ManagedElsewhere,
   *     NothingNewer, OlderCommit, OrderUnknown, StagedInTheWay, UnsafeKernelArgument, UnsafeName,
   *     AlreadyUnlocked, UnknownRemote, RemoteExists, RemoteSharesFile, NoPublicKey, SecretKey,
   *     TooManyKeys, CannotStartOnce, OnceBesideStaged, ArgumentsOutOfReach, LayeringUnavailable,
   *     AlreadyLayered, NotLayered, AlreadyOverridden, NotOverridden, NeedsRpmOstree, MissingTool
   */
  public static Plan plan(SystemSnapshot snapshot, Operation operation, PlanFacts facts)
      throws StoreException {
    boolean orderKnown =
        snapshot.deployments().stream()
            .allMatch(each -> each.staged() || each.bootChecksum().isPresent());
    if (!orderKnown) {
      throw new StoreException(new Problem.OrderUnknown());
    }
    return new Planner(snapshot, facts).plan(operation);
  }

  private Plan plan(Operation operation) throws StoreException {
    PlanDraft draft = new PlanDraft(operation, snapshot, facts);
    switch (operation) {
      case Operation.Upgrade(String stateroot, var commit) ->
          new DeployPlanner(snapshot, facts, draft).upgrade(stateroot, commit);
      case Operation.Deploy(String stateroot, var commit) ->
          new DeployPlanner(snapshot, facts, draft).deploy(stateroot, commit);
      case Operation.Rebase(String stateroot, String refspec, var commit) ->
          new DeployPlanner(snapshot, facts, draft).rebase(stateroot, refspec, commit);
      case Operation.Halfway(Operation update, var stop) ->
          new DeployPlanner(snapshot, facts, draft).halfway(update, stop);
      case Operation.Finalize(String id) -> finish(draft, id);
      case Operation.Refresh _ -> requireRpmOstree();
      case Operation.CheckVolume _ -> requireEndless();
      case Operation.ChangeLayers change -> new LayerPlanner(snapshot, facts, draft).change(change);
      case Operation.ChangeOverrides change ->
          new LayerPlanner(snapshot, facts, draft).override(change);
      case Operation.UsePackageFiles use -> new LayerPlanner(snapshot, facts, draft).bring(use);
      case Operation.SetDefault(String id) -> setDefault(draft, id);
      case Operation.StartOnce(Optional<String> id) -> startOnce(draft, id);
      case Operation.Pin(String id) -> pin(draft, id, true);
      case Operation.Unpin(String id) -> pin(draft, id, false);
      case Operation.Remove(List<String> ids) -> remove(draft, ids);
      case EditKernelArguments(String id, List<String> arguments) -> edit(draft, id, arguments);
      case Operation.SetFinalizationLocked(boolean locked) -> lock(draft, locked);
      case Operation.DiscardStaged() -> discard(draft);
      case Operation.Unlock(Unlocked kind) -> unlock(draft, kind);
      case Operation.SetLabel(String id, Label label) -> label(draft, id, label);
      case Operation.Check _, Operation.Prune _, Operation.Verify _ -> {}
      case Operation.InspectConfig(String id, var _) -> find(id);
      case Operation.AddRemote add -> new RemotePlanner(snapshot, facts, draft).add(add);
      case Operation.RemoveRemote(String name) ->
          new RemotePlanner(snapshot, facts, draft).remove(name);
      case Operation.ImportKey(String remote, String key) ->
          new RemotePlanner(snapshot, facts, draft).importKey(remote, key);
    }
    return draft.plan();
  }

  private void setDefault(PlanDraft draft, String id) throws StoreException {
    Deployment chosen = find(id);
    // What is put first starts next, whatever was to start once.
    List<Deployment> wanted = new ArrayList<>(BootList.withoutOnce(list));
    wanted.removeIf(each -> each.id().equals(id));
    wanted.addFirst(chosen.withStartsOnce(false));
    List<Deployment> after = DeploymentWrite.withoutLateStaged(wanted);
    draft.after(after);
    if (chosen.staged()) {
      return;
    }
    // Each puts one in front, so that the last of them is the first as before.
    List<Deployment> passed = list.stream().takeWhile(each -> !each.id().equals(id)).toList();
    List<Operation> undo = new ArrayList<>();
    passed.stream()
        .filter(each -> !each.staged())
        .forEach(each -> undo.add(new Operation.SetDefault(each.id())));
    Collections.reverse(undo);
    undo.forEach(draft::undo);
  }

  private void startOnce(PlanDraft draft, Optional<String> id) throws StoreException {
    List<Deployment> usual = BootList.withoutOnce(list);
    List<Deployment> after = usual;
    if (id.isPresent()) {
      Deployment chosen = find(id.get());
      requireOncePossible(chosen);
      boolean first = usual.stream().anyMatch(each -> each.bootsNext() && same(each, chosen));
      if (!first) {
        after =
            BootList.arrange(
                usual.stream().map(each -> each.withStartsOnce(same(each, chosen))).toList());
        if (!snapshot.bootLoader().namesHoldVersions()
            || list.stream().anyMatch(each -> looksLike(each, chosen))) {
          draft.warn(Code.ONCE_BY_PLACE, chosen.id());
        }
      }
    }
    draft.after(after);
    if (!after.equals(list)) {
      draft.undo(new Operation.StartOnce(snapshot.startsOnce().map(Deployment::id)));
    }
  }

  private void requireOncePossible(Deployment chosen) throws StoreException {
    if (chosen.staged()) {
      throw new StoreException(new Problem.StagedDeployment(chosen.id()));
    }
    if (!snapshot.bootLoader().startsOnce()) {
      throw new StoreException(new Problem.CannotStartOnce(snapshot.bootLoader().name()));
    }
    Optional<Deployment> waiting = list.stream().filter(Deployment::staged).findFirst();
    if (waiting.isPresent()) {
      throw new StoreException(new Problem.OnceBesideStaged(waiting.get().id()));
    }
  }

  private static boolean same(Deployment one, Deployment other) {
    return one.id().equals(other.id());
  }

  /** Whether only their places tell the names of the two in the boot menu apart. */
  private static boolean looksLike(Deployment one, Deployment other) {
    return !same(one, other) && one.version().equals(other.version());
  }

  private void pin(PlanDraft draft, String id, boolean pinned) throws StoreException {
    Deployment chosen = find(id);
    if (chosen.staged()) {
      throw new StoreException(new Problem.StagedDeployment(id));
    }
    draft.after(changed(chosen, each -> each.withPinned(pinned)));
    if (chosen.pinned() != pinned) {
      draft.undo(pinned ? new Operation.Unpin(id) : new Operation.Pin(id));
    }
  }

  private void remove(PlanDraft draft, List<String> ids) throws StoreException {
    List<Deployment> after = new ArrayList<>(list);
    for (String id : ids) {
      Deployment chosen = find(id);
      if (chosen.booted()) {
        throw new StoreException(new Problem.BootedDeployment(id));
      }
      if (chosen.pinned()) {
        throw new StoreException(new Problem.IsPinned(id));
      }
      after.remove(chosen);
    }
    if (after.stream().allMatch(Deployment::staged)) {
      throw new StoreException(new Problem.NoDeploymentLeft());
    }
    requireMergeKept(after);
    draft.after(BootList.arrange(after));
  }

  /** At shutdown libostree looks for what the staged one takes /etc from, and gives up without. */
  private void requireMergeKept(List<Deployment> after) throws StoreException {
    Optional<Deployment> staged = after.stream().filter(Deployment::staged).findFirst();
    if (staged.isPresent()) {
      Optional<Deployment> merge = BootList.mergeDeployment(list, staged.get().stateroot());
      if (merge.isPresent() && !after.contains(merge.get())) {
        throw new StoreException(new Problem.StagedInTheWay(staged.get().id()));
      }
    }
  }

  private void discard(PlanDraft draft) throws StoreException {
    Deployment staged = staged();
    draft.after(BootList.arrange(list.stream().filter(each -> !each.equals(staged)).toList()));
  }

  private void edit(PlanDraft draft, String id, List<String> arguments) throws StoreException {
    Deployment chosen = find(id);
    ArgumentRules.check(arguments);
    ArgumentRules.warnings(chosen.kernelArguments(), arguments).forEach(draft::warn);
    KernelArguments edited = new KernelArguments(arguments);
    if (facts.service() == UpdateService.RPM_OSTREE && same(chosen, list.getFirst())) {
      new DeployPlanner(snapshot, facts, draft).anew(chosen, edited);
      return;
    }
    if (!chosen.staged()) {
      requireNothingStaged();
    }
    if (chosen.booted()) {
      requireEntryRead();
    }
    draft.after(changed(chosen, each -> each.withKernelArguments(edited)));
    KernelArguments old = chosen.kernelArguments().own();
    if (!old.equals(edited)) {
      draft.undo(new EditKernelArguments(id, old.arguments()));
    }
  }

  private void requireEntryRead() throws StoreException {
    Optional<String> version = facts.libostree();
    boolean alone =
        version.isPresent()
            && LibostreeVersion.parse(version.get()).compareTo(LibostreeVersion.EDITS_RUNNING) < 0;
    if (alone && !snapshot.bootLoader().readsEntries()) {
      throw new StoreException(
          new Problem.ArgumentsOutOfReach(snapshot.bootLoader().name(), version.get()));
    }
  }

  /** libostree would compare the entry of each with that of its neighbour and write none. */
  private void requireNothingStaged() throws StoreException {
    Optional<Deployment> waiting = list.stream().filter(Deployment::staged).findFirst();
    if (waiting.isPresent()) {
      throw new StoreException(new Problem.StagedInTheWay(waiting.get().id()));
    }
  }

  private void lock(PlanDraft draft, boolean locked) throws StoreException {
    Deployment staged = staged();
    draft.after(changed(staged, each -> each.withFinalizationLocked(locked)));
    if (staged.finalizationLocked() != locked) {
      draft.undo(new Operation.SetFinalizationLocked(!locked));
    }
  }

  private void requireRpmOstree() throws StoreException {
    if (facts.service() != UpdateService.RPM_OSTREE) {
      throw new StoreException(new Problem.NeedsRpmOstree());
    }
  }

  private void requireEndless() throws StoreException {
    if (facts.service() != UpdateService.ENDLESS) {
      throw new StoreException(new Problem.MissingTool("eos-updater"));
    }
  }

  private void finish(PlanDraft draft, String id) throws StoreException {
    requireRpmOstree();
    if (!staged().id().equals(id)) {
      throw new StoreException(new Problem.NothingStaged());
    }
    draft.after(changed(staged(), each -> each.withFinalizationLocked(false)));
  }

  private void unlock(PlanDraft draft, Unlocked kind) throws StoreException {
    Deployment booted =
        snapshot.booted().orElseThrow(() -> new StoreException(new Problem.NotBooted()));
    if (kind == Unlocked.NONE || booted.unlocked() != Unlocked.NONE) {
      throw new StoreException(new Problem.AlreadyUnlocked(booted.id()));
    }
    List<Deployment> after = list;
    if (kind == Unlocked.HOTFIX) {
      requireNothingStaged();
      Deployment copy = DeployPlanner.copyOf(booted, list);
      after = DeploymentWrite.write(list, copy, Optional.of(booted), false);
    }
    draft.after(
        BootList.arrange(
            after.stream()
                .map(each -> each.id().equals(booted.id()) ? each.withUnlocked(kind) : each)
                .toList()));
  }

  private void label(PlanDraft draft, String id, Label label) throws StoreException {
    Deployment chosen = find(id);
    if (chosen.staged()) {
      throw new StoreException(new Problem.StagedDeployment(id));
    }
    Names.requireLabel(label);
    Optional<Label> named = Optional.of(label).filter(some -> !some.name().isEmpty());
    draft.after(changed(chosen, each -> each.withLabel(named)));
    if (!chosen.label().equals(named)) {
      draft.undo(new Operation.SetLabel(id, chosen.label().orElse(new Label("", ""))));
    }
  }

  private Deployment find(String id) throws StoreException {
    return list.stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new StoreException(new Problem.UnknownDeployment(id)));
  }

  private Deployment staged() throws StoreException {
    return list.stream()
        .filter(Deployment::staged)
        .findFirst()
        .orElseThrow(() -> new StoreException(new Problem.NothingStaged()));
  }

  private List<Deployment> changed(Deployment chosen, UnaryOperator<Deployment> change) {
    return BootList.arrange(
        list.stream().map(each -> each.equals(chosen) ? change.apply(each) : each).toList());
  }
}
