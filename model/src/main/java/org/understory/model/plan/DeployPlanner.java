package org.understory.model.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.PlanFacts.Target;
import org.understory.model.plan.Warning.Code;
import org.understory.model.remote.Download;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.KernelArguments;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;

/** Plans what brings a new deployment. */
final class DeployPlanner {
  private final SystemSnapshot snapshot;
  private final List<Deployment> list;
  private final PlanFacts facts;
  private final PlanDraft draft;

  DeployPlanner(SystemSnapshot snapshot, PlanFacts facts, PlanDraft draft) {
    this.snapshot = snapshot;
    this.list = snapshot.deployments();
    this.facts = facts;
    this.draft = draft;
  }

  void upgrade(String stateroot, Checksum commit) throws StoreException {
    Deployment merge = requireMerge(stateroot);
    String refspec = followed(merge);
    boolean staged =
        list.stream()
            .anyMatch(
                each ->
                    each.staged()
                        && each.stateroot().equals(stateroot)
                        && each.checksum().equals(commit));
    if (staged || merge.checksum().equals(commit)) {
      throw new StoreException(new Problem.NothingNewer(refspec));
    }
    if (older(merge, facts.commits().getOrDefault(commit, Target.UNKNOWN))) {
      throw new StoreException(new Problem.OlderCommit(refspec));
    }
    fresh(stateroot, commit, branch(refspec, Optional.empty()));
  }

  void deploy(String stateroot, Checksum commit) throws StoreException {
    Origin origin = requireMerge(stateroot).origin();
    if (origin.source() != Origin.Source.NONE) {
      String refspec = followed(requireMerge(stateroot));
      boolean newest = commit.equals(facts.heads().get(refspec));
      origin = branch(refspec, newest ? Optional.empty() : Optional.of(commit.hex()));
    }
    fresh(stateroot, commit, origin);
  }

  void rebase(String stateroot, String refspec, Checksum commit) throws StoreException {
    Names.requireStateroot(stateroot);
    Names.requireRefspec(refspec);
    Optional<Deployment> merge = BootList.mergeDeployment(list, stateroot);
    if (merge.isPresent() && merge.get().origin().source() != Origin.Source.NONE) {
      followed(merge.get());
    }
    fresh(stateroot, commit, branch(refspec, Optional.empty()));
  }

  /** A second deployment of the same commit, as {@code clone_deployment} makes for a hotfix. */
  static Deployment copyOf(Deployment original, List<Deployment> old) {
    return new Deployment(
        0,
        original.stateroot(),
        original.checksum(),
        DeploymentWrite.serial(old, original.stateroot(), original.checksum()),
        original.version(),
        original.timestamp(),
        original.origin(),
        original.kernelArguments().own(),
        false,
        false,
        false,
        original.pinned(),
        false,
        false,
        false,
        Unlocked.NONE,
        original.bootChecksum(),
        original.label());
  }

  private Deployment requireMerge(String stateroot) throws StoreException {
    return BootList.mergeDeployment(list, stateroot)
        .orElseThrow(() -> new StoreException(new Problem.NoOrigin(stateroot)));
  }

  private static Origin branch(String refspec, Optional<String> override) {
    return new Origin(Optional.of(refspec), Origin.Source.BRANCH, override);
  }

  /** The branch that libostree alone can follow. */
  private static String followed(Deployment deployment) throws StoreException {
    return switch (deployment.origin().source()) {
      case BRANCH -> deployment.origin().refspec().orElseThrow();
      case LAYERED, CONTAINER ->
          throw new StoreException(new Problem.ManagedElsewhere(deployment.stateroot()));
      case NONE -> throw new StoreException(new Problem.NoOrigin(deployment.stateroot()));
    };
  }

  private void fresh(String stateroot, Checksum commit, Origin origin) {
    Optional<Deployment> merge = BootList.mergeDeployment(list, stateroot);
    boolean stage = snapshot.booted().isPresent();
    Target target = facts.commits().getOrDefault(commit, Target.UNKNOWN);
    KernelArguments arguments =
        merge.map(each -> each.kernelArguments().own()).orElse(new KernelArguments(List.of()));
    Deployment fresh =
        new Deployment(
            0,
            stateroot,
            commit,
            DeploymentWrite.serial(list, stateroot, commit),
            target.version(),
            target.timestamp(),
            origin,
            arguments,
            false,
            stage,
            false,
            false,
            false,
            false,
            false,
            Unlocked.NONE,
            target.bootChecksum(),
            Optional.empty());
    List<Deployment> old = DeploymentWrite.bootable(list);
    if (stage) {
      List<Deployment> staged = new ArrayList<>(old);
      staged.addFirst(fresh);
      draft.after(BootList.arrange(staged));
      draft.undo(new Operation.DiscardStaged());
    } else {
      draft.after(DeploymentWrite.write(old, fresh, merge, true));
      if (!list.isEmpty()) {
        draft.undo(new Operation.Remove(List.of(fresh.id())));
      }
    }
    warn(merge, commit, target, origin);
    draft.download(target.complete() ? Optional.of(Download.NOTHING) : target.download());
    draft.needs(target.diskBytes());
  }

  private void warn(Optional<Deployment> merge, Checksum commit, Target target, Origin origin) {
    if (!target.complete()) {
      draft.warn(Code.NOT_HERE, commit.hex());
    }
    origin
        .refspec()
        .filter(refspec -> refspec.contains(":"))
        .map(refspec -> refspec.substring(0, refspec.indexOf(':')))
        .filter(facts.remotes()::isUnverified)
        .ifPresent(remote -> draft.warn(Code.UNVERIFIED, remote));
    target.endOfLife().ifPresent(text -> draft.warn(Code.END_OF_LIFE, text));
    target.endOfLifeRebase().ifPresent(ref -> draft.warn(Code.END_OF_LIFE_REBASE, ref));
    if (merge.isEmpty()) {
      return;
    }
    Deployment now = merge.get();
    if (older(now, target)) {
      draft.warn(Code.OLDER, target.version().orElse(commit.brief()));
    }
    Target current = facts.commits().getOrDefault(now.checksum(), Target.UNKNOWN);
    if (differ(current.architecture(), target.architecture())) {
      draft.warn(Code.OTHER_ARCHITECTURE, target.architecture().orElse(""));
    }
    if (differ(current.variant(), target.variant())) {
      draft.warn(Code.OTHER_DESKTOP, target.variant().orElse(""));
    }
  }

  private static boolean older(Deployment now, Target target) {
    return target.timestamp().isPresent()
        && now.timestamp().isPresent()
        && target.timestamp().getAsLong() < now.timestamp().getAsLong();
  }

  private static boolean differ(Optional<String> a, Optional<String> b) {
    return a.isPresent() && b.isPresent() && !a.equals(b);
  }
}
