package org.understory.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.Halfway.Stop;
import org.understory.model.plan.Outcome;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.Engine;
import org.understory.store.engine.HelperEngine;
import org.understory.store.journal.SystemJournal;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.EndlessStandIn;
import org.understory.test.kit.RpmOstreeStandIn;
import org.understory.test.kit.engine.BootedFern;
import org.understory.test.kit.engine.EngineHost;
import org.understory.test.kit.engine.RpmOstreeHost;

/** Which engine leads where there is none, one or two, and that the others are left alone. */
final class LeadingEngineTest {
  @TempDir private Path folder;

  @Test
  void the_one_that_can_update_what_runs_leads() throws Exception {
    try (BootedFern fern = new BootedFern(folder, 1)) {
      assertThat(leader(fern, fern.files())).isEqualTo(UpdateService.LIBOSTREE);
      EndlessStandIn.installed(fern.busFolder());
      assertThat(leader(fern, fern.files())).isEqualTo(UpdateService.ENDLESS);
      Path none = folder.resolve("none");
      HostFiles elsewhere = new HostFiles(none, none, none, none);
      assertThat(leader(fern, elsewhere)).as("not what runs").isEqualTo(UpdateService.LIBOSTREE);
      String id = fern.snapshot().deployments().getFirst().checksum().hex();
      Path origin =
          fern.sysroot().folder().resolve("ostree/deploy/fern/deploy/" + id + ".0.origin");
      for (String other :
          new String[] {"baserefspec=fern:stable", "refspec=stable", "unconfigured-state=No"}) {
        fern.sysroot().write(origin, "[origin]\n" + other + "\n");
        assertThat(leader(fern, fern.files())).as(other).isEqualTo(UpdateService.LIBOSTREE);
      }
      RpmOstreeStandIn.installed(fern.busFolder());
      assertThat(leader(fern, fern.files())).isEqualTo(UpdateService.RPM_OSTREE);
      String image = "[origin]\ncontainer-image-reference=docker://fern.example/os:1\n";
      fern.sysroot().write(origin, image);
      assertThat(leader(fern, fern.files())).as("no bootc").isEqualTo(UpdateService.RPM_OSTREE);
      Path bootc = fern.busFolder().resolve("usr/bin/bootc");
      fern.sysroot().write(bootc, "");
      assertThat(bootc.toFile().setExecutable(true)).isTrue();
      assertThat(leader(fern, fern.files())).isEqualTo(UpdateService.BOOTC);
      assertThat(leading(fern, fern.files()).stops()).as("not told").isEmpty();
      fern.sysroot().write(bootc, "#!/bin/sh\necho --download-only --from-downloaded\n");
      assertThat(bootc.toFile().setExecutable(true)).isTrue();
      assertThat(leading(fern, fern.files()).stops()).containsExactly(Stop.HELD);
      fern.sysroot().write(origin, image + "[packages]\nrequested=vim;\n");
      assertThat(leader(fern, fern.files())).as("layers").isEqualTo(UpdateService.RPM_OSTREE);
    }
  }

  private UpdateService leader(BootedFern fern, HostFiles files) throws StoreException {
    return leading(fern, files).service();
  }

  private Engine leading(BootedFern fern, HostFiles files) throws StoreException {
    Path root = fern.busFolder();
    Path bus = root.resolve("bus");
    HelperEngine helper =
        new HelperEngine(
            bus,
            fern.sysroot().folder(),
            files,
            new ActivityLog(folder.resolve("activity")),
            SystemJournal.live());
    try (Sysroot open = Sysroot.open(fern.sysroot().folder(), files)) {
      return OpenSystem.leading(bus, root, helper, open);
    }
  }

  /** Two services that could both bring the next version. */
  @Test
  void the_service_that_does_not_lead_is_not_asked() throws Exception {
    try (EngineHost host = new RpmOstreeHost(folder)) {
      BootedFern fern = ((RpmOstreeHost) host).fern();
      EndlessStandIn.installed(fern.busFolder());
      try (EndlessStandIn updater = EndlessStandIn.start(fern.host(), fern.busFolder())) {
        var newest = host.publish(host.branch());
        var plan = host.engine().plan(new Operation.Upgrade(BootedFern.NAME, newest));
        assertThat(host.engine().carryOut(plan, _ -> {}, new Cancellation()))
            .isInstanceOf(Outcome.Succeeded.class);
        assertThat(fern.snapshot().deployments().getFirst().checksum()).isEqualTo(newest);
        assertThat(host.engine().serviceReport()).isEmpty();
        assertThat(updater.events()).containsExactly("Ready");
      }
    }
  }

  @Test
  void nobody_changes_a_repository_alone() throws StoreException, IOException {
    Path repository = Files.createDirectories(folder.resolve("repo"));
    Command.run("ostree", "init", "--mode=archive", "--repo=" + repository);
    try (OpenSystem open = OpenSystem.open(new SystemChoice.BareRepository(repository))) {
      assertThat(open.engine(folder, folder)).isEmpty();
      assertThat(open.snapshot().deployments()).isEmpty();
    }
  }
}
