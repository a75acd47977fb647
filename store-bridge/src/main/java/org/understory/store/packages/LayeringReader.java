package org.understory.store.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitDetails;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.Layering;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageDiff;
import org.understory.store.sysroot.OriginRequests;

/**
 * Tells what rpm-ostree layered: the parent of a commit that it made on this computer is the commit
 * that was delivered (rpm-ostree's rust/src/daemon.rs), so the two lists tell everything.
 */
record LayeringReader(PackageReader reader) {
  /** What rpm-ostree was asked to layer and did. */
  private static final String ACTIVE = "rpmostree.packages";

  Layering read(Checksum commit, Optional<String> origin, Cancellation cancellation)
      throws StoreException {
    CommitDetails details = reader.repository().details(commit);
    List<String> active = CommitPackages.names(details, ACTIVE);
    List<String> inactive = new ArrayList<>();
    if (origin.isPresent()) {
      inactive.addAll(OriginRequests.of(origin.get()).packages());
    }
    inactive.removeAll(Set.copyOf(active));
    if (details.commit().kind() != Commit.Kind.LAYERED || details.commit().parent().isEmpty()) {
      return new Layering(List.of(), List.of(), List.of(), inactive);
    }
    List<Package> installed = reader.list(commit, cancellation).packages();
    try {
      Checksum base = details.commit().parent().get();
      PackageDiff diff = PackageDiff.between(reader.list(base, cancellation).packages(), installed);
      return new Layering(
          diff.added(),
          Stream.concat(diff.upgraded().stream(), diff.downgraded().stream()).toList(),
          diff.removed(),
          inactive);
    } catch (StoreException e) {
      if (!(e.problem() instanceof Problem.MissingObject)) {
        throw e;
      }
      // Without the base there is only what was asked for by name.
      List<Package> named = installed.stream().filter(it -> active.contains(it.name())).toList();
      return new Layering(named, List.of(), List.of(), inactive);
    }
  }
}
