package org.understory.store.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.container.ImageReference;
import org.understory.model.container.ImageReference.Signatures;
import org.understory.model.history.Checksum;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Variant;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Warning;
import org.understory.model.plan.Warning.Code;
import org.understory.model.remote.Remotes;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.store.repo.Repository;
import org.understory.store.sysroot.Sysroot;

/** What a move to another branch may cost, beyond what every new deployment may. */
record MoveCautions(Sysroot sysroot) {
  /** Number of a release at the start of a version: {@code 41} of {@code 41.20260530.0}. */
  private static final Pattern RELEASE = Pattern.compile("(\\d{1,9})(?:\\D.*)?");

  /** The plan with these warnings too; any other one as it is, with who layers packages. */
  Plan added(Plan planned) throws StoreException {
    Plan plan = Layers.told(sysroot, planned);
    if (!(plan.operation() instanceof Operation.Rebase(String stateroot, String refspec, var _))) {
      return plan;
    }
    Optional<Deployment> now = BootList.mergeDeployment(plan.before().deployments(), stateroot);
    if (now.isEmpty() || plan.created().isEmpty()) {
      return plan;
    }
    List<Warning> more = new ArrayList<>();
    checks(now.get(), refspec, more);
    layers(now.get(), plan.created().getFirst().checksum(), more);
    boolean other =
        has(plan, Code.OTHER_DESKTOP)
            || differ(release(now.get()), release(plan.created().getFirst()));
    if (other) {
      more.add(new Warning(Code.ONE_WAY, ""));
    }
    return plan.warning(more);
  }

  /**
   * The plan with what it costs that it goes to another edition, of which files can be read where
   * the commit is; a plan that knows that already, as it is.
   */
  Plan edition(Plan plan, Repository far) throws StoreException {
    if (!(plan.operation() instanceof Operation.Rebase(String stateroot, var _, var _))) {
      return plan;
    }
    Optional<Deployment> now = BootList.mergeDeployment(plan.before().deployments(), stateroot);
    if (now.isEmpty() || plan.created().isEmpty() || has(plan, Code.OTHER_DESKTOP)) {
      return plan;
    }
    Optional<String> here = FactsReader.variant(sysroot.repository(), now.get().checksum());
    Optional<String> there = FactsReader.variant(far, plan.created().getFirst().checksum());
    if (!differ(here, there)) {
      return plan;
    }
    List<Warning> more = new ArrayList<>();
    more.add(new Warning(Code.OTHER_DESKTOP, there.orElseThrow()));
    if (!has(plan, Code.ONE_WAY)) {
      more.add(new Warning(Code.ONE_WAY, ""));
    }
    return plan.warning(more);
  }

  private static boolean has(Plan plan, Code code) {
    return plan.warnings().stream().anyMatch(each -> each.code() == code);
  }

  /** Where what runs is vouched for, and what comes would not be. */
  private void checks(Deployment now, String refspec, List<Warning> more) {
    Optional<String> before = now.origin().refspec().flatMap(this::voucher);
    if (before.isPresent() && voucher(refspec).isEmpty()) {
      more.add(new Warning(Code.LESS_CHECKED, before.get()));
    }
  }

  /** The remote or the image whose signatures are asked for; empty where nobody vouches for it. */
  private Optional<String> voucher(String refspec) {
    Optional<ImageReference> image = ImageReference.parse(refspec);
    if (image.isPresent()) {
      return image.filter(it -> it.signatures() != Signatures.NONE).map(ImageReference::name);
    }
    Remotes remotes = sysroot.remotes();
    return Branch.of(refspec)
        .map(Branch::remote)
        .filter(it -> remotes.find(it).isPresent() && !remotes.isUnverified(it));
  }

  /** Packages that were layered and are not part of what comes, as far as that is known. */
  private void layers(Deployment now, Checksum commit, List<Warning> more) throws StoreException {
    List<String> layered = new ArrayList<>(requested(now));
    names(now.checksum(), "rpmostree.packages").stream()
        .filter(name -> !layered.contains(name))
        .forEach(layered::add);
    if (!layered.isEmpty()) {
      Set<String> there = new HashSet<>(names(commit, "rpmostree.rpmdb.pkglist"));
      layered.removeIf(there::contains);
    }
    if (!layered.isEmpty()) {
      more.add(new Warning(Code.LAYERS_UNSURE, String.join(", ", layered)));
    }
  }

  /** An origin that can't be read is told elsewhere. */
  private List<String> requested(Deployment now) {
    try {
      return sysroot.requests(now).packages();
    } catch (StoreException unread) {
      return List.of();
    }
  }

  /** Texts of a list, or the first of each row; none where the commit is not here or has none. */
  private List<String> names(Checksum commit, String key) throws StoreException {
    try {
      CommitDetails details = sysroot.repository().details(commit);
      return details.metadata().get(key) instanceof Variant.Array(List<Variant> items)
          ? items.stream().flatMap(item -> name(item).stream()).toList()
          : List.of();
    } catch (StoreException e) {
      if (e.problem() instanceof Problem.MissingObject) {
        return List.of();
      }
      throw e;
    }
  }

  private static Optional<String> name(Variant item) {
    return switch (item) {
      case Variant.Text(String text) -> Optional.of(text);
      case Variant.Tuple(List<Variant> fields) when !fields.isEmpty() -> name(fields.getFirst());
      default -> Optional.empty();
    };
  }

  private static Optional<String> release(Deployment deployment) {
    return deployment.version().map(RELEASE::matcher).filter(Matcher::matches).map(m -> m.group(1));
  }

  private static boolean differ(Optional<String> a, Optional<String> b) {
    return a.isPresent() && b.isPresent() && !a.equals(b);
  }
}
