package org.understory.test.fuzz;

import java.util.List;
import java.util.stream.Stream;
import org.understory.app.report.ReportTargets;
import org.understory.model.content.ContentTargets;
import org.understory.store.bootc.BootcTargets;
import org.understory.store.bus.BusTargets;
import org.understory.store.container.ContainerTargets;
import org.understory.store.endless.EndlessTargets;
import org.understory.store.engine.EngineTargets;
import org.understory.store.flatpak.FlatpakTargets;
import org.understory.store.helper.HelperTargets;
import org.understory.store.journal.JournalTargets;
import org.understory.store.layering.LayeringTargets;
import org.understory.store.packages.PackageTargets;
import org.understory.store.rebase.RebaseTargets;
import org.understory.store.remote.RemoteTargets;
import org.understory.store.repo.RepositoryTargets;
import org.understory.store.rpmostree.RpmOstreeTargets;
import org.understory.store.sysroot.SysrootTargets;
import org.understory.store.variant.VariantTargets;
import org.understory.store.wire.WireTargets;

/** All that is tried with hostile bytes. */
public final class Targets {
  private Targets() {}

  /** The targets of every room. */
  public static List<Target> all() {
    return Stream.of(
            VariantTargets.all(),
            RepositoryTargets.all(),
            RemoteTargets.all(),
            PackageTargets.all(),
            ContentTargets.all(),
            SysrootTargets.all(),
            JournalTargets.all(),
            LayeringTargets.all(),
            BusTargets.all(),
            WireTargets.all(),
            HelperTargets.all(),
            BootcTargets.all(),
            ContainerTargets.all(),
            EngineTargets.all(),
            EndlessTargets.all(),
            FlatpakTargets.all(),
            RebaseTargets.all(),
            ReportTargets.all(),
            RpmOstreeTargets.all())
        .flatMap(List::stream)
        .toList();
  }

  /** The one of this name. */
  public static Target of(String name) {
    return all().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }
}
