package org.understory.model.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.container.ImageReference;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.LayerRequests;
import org.understory.model.plan.Operation.Halfway.Stop;
import org.understory.model.plan.PlanFacts.Target;
import org.understory.model.plan.Warning.Code;
import org.understory.model.remote.Download;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.KernelArguments;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;

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
    Deployment merge = requireOrigin(stateroot);
    String refspec = followed(merge);
    boolean staged =
        list.stream()
            .anyMatch(
                each ->
                    each.staged()
                        && each.stateroot().equals(stateroot)
                        && delivered(each).equals(commit));
    if (staged || delivered(merge).equals(commit)) {
      throw new StoreException(new Problem.NothingNewer(refspec));
    }
    // Whatever bootc finds under the name of the image it takes for newer.
    if (facts.service() != UpdateService.BOOTC
        && older(merge, facts.commits().getOrDefault(commit, Target.UNKNOWN))) {
      throw new StoreException(new Problem.OlderCommit(refspec));
    }
    fresh(stateroot, commit, branch(merge, refspec, Optional.empty()));
  }

  void deploy(String stateroot, Checksum commit) throws StoreException {
    Deployment merge = requireOrigin(stateroot);
    Origin origin = merge.origin();
    if (facts.service() == UpdateService.BOOTC && origin.source() == Origin.Source.CONTAINER) {
      throw new StoreException(new Problem.ManagedElsewhere(stateroot));
    }
    if (origin.source() != Origin.Source.NONE) {
      String refspec = followed(merge);
      // rpm-ostree holds what was named, newest or not.
      boolean newest =
          facts.service() != UpdateService.RPM_OSTREE && commit.equals(facts.heads().get(refspec));
      origin = branch(merge, refspec, newest ? Optional.empty() : Optional.of(commit.hex()));
    }
    fresh(stateroot, commit, origin);
  }

  void rebase(String stateroot, String refspec, Checksum commit) throws StoreException {
    Names.requireStateroot(stateroot);
    if (facts.service() == UpdateService.BOOTC) {
      fresh(stateroot, commit, image(refspec));
      return;
    }
    Names.requireRefspec(refspec);
    Optional<Deployment> merge = originFrom(stateroot);
    if (merge.isPresent() && merge.get().origin().source() != Origin.Source.NONE) {
      followed(merge.get());
    }
    Origin origin =
        new Origin(Optional.of(refspec), Origin.Source.BRANCH, Optional.empty(), List.of());
    if (merge.isPresent() && merge.get().origin().source().isLayered()) {
      origin = branch(merge.get(), refspec, Optional.empty());
    }
    fresh(stateroot, commit, origin);
  }

  void halfway(Operation update, Stop stop) throws StoreException {
    // All that bootc can is to hold back what is newer ("bootc upgrade --download-only").
    boolean bootcs =
        facts.service() == UpdateService.BOOTC
            && stop == Stop.HELD
            && update instanceof Operation.Upgrade;
    if (facts.service() != UpdateService.RPM_OSTREE && !bootcs) {
      throw new StoreException(new Problem.NeedsRpmOstree());
    }
    switch (update) {
      case Operation.Upgrade(String stateroot, var commit) -> upgrade(stateroot, commit);
      case Operation.Deploy(String stateroot, var commit) -> deploy(stateroot, commit);
      case Operation.Rebase(String stateroot, String refspec, var commit) ->
          rebase(stateroot, refspec, commit);
      default -> throw new IllegalArgumentException(update.toString());
    }
    switch (stop) {
      case DOWNLOADED -> {
        draft.after(list);
        draft.undoBy(List.of());
      }
      case HELD -> {
        if (snapshot.booted().isEmpty()) {
          throw new StoreException(new Problem.NotBooted());
        }
        draft.hold();
      }
    }
  }

  /** What bootc writes down of an image that it is asked for; only of such on a server. */
  private static Origin image(String text) throws StoreException {
    ImageReference reference =
        ImageReference.parse(text)
            .filter(it -> it.onServer() && it.signatures() != ImageReference.Signatures.REMOTE)
            .orElseThrow(() -> new StoreException(new Problem.UnsafeName(text)));
    return new Origin(Optional.of(reference.text()), Origin.Source.CONTAINER, Optional.empty());
  }

  /** Another deployment of the same commit, with these kernel arguments, as rpm-ostree makes. */
  void anew(Deployment original, KernelArguments arguments) {
    if (!original.kernelArguments().own().equals(arguments)) {
      fresh(original.stateroot(), original.checksum(), original.origin(), arguments);
    } else {
      draft.after(list);
    }
  }

  /**
   * Another deployment of the same base, of which nobody knows yet what has to be fetched for it.
   * rpm-ostree no longer holds it at one commit then ({@code deploy_transaction_execute}).
   *
   * @param wanted what is to be layered on it
   */
  void layered(Deployment original, LayerRequests wanted) {
    boolean own = facts.service() == UpdateService.LIBOSTREE;
    Origin old = original.origin();
    Origin.Source source = old.source();
    if (source != Origin.Source.CONTAINER) {
      Origin.Source layered = own ? Origin.Source.LAYERED_HERE : Origin.Source.LAYERED;
      source = wanted.any() ? layered : Origin.Source.BRANCH;
    }
    Origin origin =
        own
            ? new Origin(old.refspec(), source, old.overrideCommit(), wanted.packages())
            : new Origin(old.refspec(), source, Optional.empty());
    fresh(original.stateroot(), delivered(original), origin, original.kernelArguments().own());
    draft.download(Optional.empty());
    draft.needs(OptionalLong.empty());
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

  /**
   * The one whose origin and kernel arguments a new one goes on with: what /etc is merged from as
   * well, but where packages are layered: rpm-ostree goes on with the first in boot order so that
   * changes add up ({@code rpmostree_syscore_get_origin_merge_deployment}), and so does this; and
   * for bootc, which takes the image of what is staged, else of what runs ({@code get_status}).
   */
  private Optional<Deployment> originFrom(String stateroot) {
    return switch (facts.service()) {
      case LIBOSTREE, ENDLESS -> BootList.originDeployment(list, stateroot, draft.changesLayers());
      case RPM_OSTREE -> BootList.originDeployment(list, stateroot, true);
      case BOOTC ->
          list.stream()
              .filter(each -> each.staged() && each.stateroot().equals(stateroot))
              .findFirst()
              .or(() -> BootList.mergeDeployment(list, stateroot));
    };
  }

  Deployment requireOrigin(String stateroot) throws StoreException {
    return originFrom(stateroot)
        .orElseThrow(() -> new StoreException(new Problem.NoOrigin(stateroot)));
  }

  private static Origin branch(Deployment merge, String refspec, Optional<String> override) {
    Origin origin = merge.origin();
    return new Origin(Optional.of(refspec), origin.source(), override, origin.layers());
  }

  /** The branch that it follows and whoever updates this system can. */
  String followed(Deployment deployment) throws StoreException {
    Origin.Source source = deployment.origin().source();
    if (source == Origin.Source.LAYERED && facts.service() == UpdateService.RPM_OSTREE) {
      return deployment.origin().refspec().orElseThrow();
    }
    if (source == Origin.Source.CONTAINER && facts.service() == UpdateService.BOOTC) {
      String followed = deployment.origin().refspec().orElseThrow();
      return ImageReference.parse(followed).map(ImageReference::text).orElse(followed);
    }
    return switch (source) {
      case BRANCH, LAYERED_HERE -> deployment.origin().refspec().orElseThrow();
      case LAYERED, CONTAINER ->
          throw new StoreException(new Problem.ManagedElsewhere(deployment.stateroot()));
      case NONE -> throw new StoreException(new Problem.NoOrigin(deployment.stateroot()));
    };
  }

  private void fresh(String stateroot, Checksum commit, Origin origin) {
    KernelArguments arguments =
        originFrom(stateroot)
            .map(each -> each.kernelArguments().own())
            .orElse(new KernelArguments(List.of()));
    fresh(stateroot, commit, origin, arguments);
  }

  private void fresh(String stateroot, Checksum commit, Origin origin, KernelArguments arguments) {
    Optional<Deployment> merge = BootList.mergeDeployment(list, stateroot);
    boolean stage = snapshot.booted().isPresent();
    Target target = facts.commits().getOrDefault(commit, Target.UNKNOWN);
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
      // What is layered here has a name that nobody knows yet.
      if (!list.isEmpty() && origin.source() != Origin.Source.LAYERED_HERE) {
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
        .filter(refspec -> origin.source() != Origin.Source.CONTAINER && refspec.contains(":"))
        .map(refspec -> refspec.substring(0, refspec.indexOf(':')))
        .filter(facts.remotes()::isUnverified)
        .ifPresent(remote -> draft.warn(Code.UNVERIFIED, remote));
    origin
        .refspec()
        .filter(_ -> origin.source() == Origin.Source.CONTAINER)
        .flatMap(ImageReference::parse)
        .filter(it -> it.signatures() == ImageReference.Signatures.NONE)
        .ifPresent(it -> draft.warn(Code.UNVERIFIED, it.name()));
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

  /** The commit as it came; rpm-ostree makes one of its own where it layers packages on it. */
  private Checksum delivered(Deployment deployment) {
    return facts.bases().getOrDefault(deployment.checksum(), deployment.checksum());
  }

  private boolean older(Deployment now, Target target) {
    Checksum delivered = delivered(now);
    OptionalLong timestamp =
        delivered.equals(now.checksum())
            ? now.timestamp()
            : facts.commits().getOrDefault(delivered, Target.UNKNOWN).timestamp();
    return target.timestamp().isPresent()
        && timestamp.isPresent()
        && target.timestamp().getAsLong() < timestamp.getAsLong();
  }

  private static boolean differ(Optional<String> a, Optional<String> b) {
    return a.isPresent() && b.isPresent() && !a.equals(b);
  }
}
