package org.understory.test.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.UpdaterFault;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Plan;
import org.understory.model.plan.PlanFacts;
import org.understory.model.plan.Warning;
import org.understory.model.remote.Download;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.Label;
import org.understory.model.system.ServiceReport;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.SomeRemotes;

/** Systems and plans of which {@link ChangePicturesTest} takes pictures. */
final class ChangeScenes {
  static final SystemSnapshot DEMO = DemoFixture.snapshot();
  static final Deployment RUNNING = DEMO.booted().orElseThrow();
  static final Deployment OLD = DEMO.deployments().getLast();

  private ChangeScenes() {}

  static Deployment unpinned() {
    return DEMO.deployments().stream()
        .filter(each -> !each.pinned() && !each.booted() && !each.staged())
        .findFirst()
        .orElse(OLD);
  }

  static PlanFacts facts() {
    return facts(UpdateService.LIBOSTREE);
  }

  static PlanFacts facts(UpdateService service) {
    PlanFacts.Target target =
        new PlanFacts.Target(
            Optional.of("41.20260620.0"),
            OptionalLong.of(DemoFixture.CLOCK.instant().getEpochSecond()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("f".repeat(64)),
            OptionalLong.of(84_000_000),
            Optional.of(new Download(131_000_000, 131_000_000, new Download.Objects())),
            OptionalLong.of(412_000_000),
            false);
    return new PlanFacts(
        Map.of(Checksum.parse("c".repeat(64)).orElseThrow(), target),
        SomeRemotes.ALL,
        Map.of(),
        Optional.of(new PlanFacts.BootSpace(412_000_000, 1_000_000_000, true, Map.of())),
        Optional.of(new PlanFacts.DiskSpace(96_000_000_000L, 3_000_000_000L, OptionalLong.empty())),
        Optional.of("2022.7"),
        service,
        Map.of(),
        Map.of());
  }

  /** A version that the service which updates the system has found by itself. */
  static ServiceReport offered() {
    return new ServiceReport(
        ServiceReport.Stage.FOUND,
        Optional.of(
            new ServiceReport.Offer(
                Checksum.parse("c".repeat(64)).orElseThrow(),
                "demo:fern/x86_64/stable",
                false,
                Optional.of("41.20260620.0"),
                "Fern 41, second update of June",
                "A newer kernel and newer drivers.\nFiles opens large folders faster.",
                Optional.of("https://fern.example/news/41.20260620.0"),
                OptionalLong.of(131_000_000),
                OptionalLong.of(0),
                OptionalLong.of(412_000_000),
                true)),
        Optional.empty());
  }

  /** Why such a service could not go on. */
  static ServiceReport stopped() {
    return new ServiceReport(
        ServiceReport.Stage.FAILED,
        Optional.empty(),
        Optional.of(
            new Problem.UpdaterRefused(
                UpdaterFault.METERED,
                "Error fetching update: Timed out waiting for download to be scheduled")));
  }

  static Plan everything(Operation operation) {
    List<Warning> warnings =
        Arrays.stream(Warning.Code.values())
            .map(
                code ->
                    new Warning(
                        code,
                        switch (code) {
                          case BOOT_FULL, DISK_FULL, BOOT_NEARLY_FULL -> "38200000";
                          case STAGED_DISCARDED,
                              STAGED_LOCKED,
                              NEEDS_CLEAN_SHUTDOWN,
                              ONCE_ENDS,
                              ONCE_BY_PLACE ->
                              RUNNING.id();
                          case LOCKS_OUT -> "init=/bin/bash";
                          case FILES_UNCHECKED -> "firefox, nano";
                          case WEAKENS -> "mitigations=off";
                          case OTHER_ARCHITECTURE -> "aarch64";
                          case UNVERIFIED, KEY_UNUSED, KEY_KNOWN, KEY_NEEDED -> "fern-testing";
                          case REMOTE_IN_USE -> RUNNING.id();
                          case REMOTE_UNVERIFIED -> "https://fern.example/repo";
                          case KEY_TRUSTED ->
                              "8099 5D5A 2F76 DB5A C211 A3CD AA7E BDF8 04C0 F168 (Fern OS)";
                          case KEYS_LOST, KEYS_REPLACED -> "2";
                          case SETTINGS_LOST -> "contenturl, proxy";
                          case BRANCHES_STAY -> "12";
                          case REMOTE_SHIPPED -> "/etc/ostree/remotes.d/fern.conf";
                          case OLDER -> "41.20260101.0";
                          case OTHER_DESKTOP -> "kinoite";
                          case END_OF_LIFE -> "Fern 40 gets no more updates since May 2026.";
                          case END_OF_LIFE_REBASE -> "fern/x86_64/stable";
                          case DRIVEN_ON -> "zincati.service";
                          case NOT_POWER_SAFE -> "2022.7";
                          case NOT_HERE -> RUNNING.checksum().hex();
                          case LESS_CHECKED -> "fern";
                          case LAYERS_UNSURE -> "htop, fern-tools";
                          case NO_WAY_BACK, ONE_WAY -> "";
                        }))
            .toList();
    return new Plan(
        operation,
        DEMO,
        List.of(),
        Optional.empty(),
        warnings,
        true,
        List.of(),
        new Plan.Space(
            Optional.of(
                new Download(
                    1_310_000_000,
                    4_100_000_000L,
                    new Download.Delta(Checksum.parse("b".repeat(64))))),
            OptionalLong.of(4_200_000_000L),
            OptionalLong.of(6_100_000_000L),
            OptionalLong.of(84_000_000),
            OptionalLong.of(46_000_000)),
        Optional.empty());
  }

  /** Without the update, with one that starts once. */
  static SystemSnapshot once() {
    return SystemSnapshot.of(
        BootList.arrange(
            DEMO.deployments().stream()
                .filter(each -> !each.staged())
                .map(each -> each.withStartsOnce(each.id().equals(unpinned().id())))
                .toList()),
        Optional.empty(),
        List.of(),
        DEMO.bootLoader());
  }

  /** Many of them, with names as long as publishers make them. */
  static SystemSnapshot longNames() {
    List<Deployment> many = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      many.add(
          new Deployment(
              i,
              RUNNING.stateroot(),
              Checksum.parse(Integer.toHexString(i + 1).repeat(64)).orElseThrow(),
              0,
              Optional.of("41.2026060" + i + ".0-nightly-with-experimental-drivers.git4f2e9a1"),
              RUNNING.timestamp(),
              RUNNING.origin(),
              RUNNING.kernelArguments(),
              i == 1,
              false,
              false,
              i > 3,
              false,
              false,
              false,
              i == 1 ? Unlocked.HOTFIX : Unlocked.NONE,
              Optional.of("b".repeat(64)),
              i == 4
                  ? Optional.of(new Label("before the update of the graphics driver", ""))
                  : Optional.empty()));
    }
    return SystemSnapshot.of(BootList.arrange(many), Optional.empty(), List.of());
  }

  static SystemSnapshot labelled() {
    List<Deployment> list =
        DEMO.deployments().stream()
            .map(
                each ->
                    each.equals(RUNNING)
                        ? each.withLabel(
                            Optional.of(
                                new Label(
                                    "Before the driver update",
                                    "Sound over HDMI still works here; keep it until that is"
                                        + " mended upstream.")))
                        : each)
            .toList();
    return SystemSnapshot.of(list, Optional.empty(), List.of());
  }
}
