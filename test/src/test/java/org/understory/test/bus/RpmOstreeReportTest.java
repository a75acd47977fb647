package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.Advisory;
import org.understory.model.packages.Package;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Warning;
import org.understory.model.rpmostree.CachedUpdate;
import org.understory.model.rpmostree.DaemonReport;
import org.understory.model.rpmostree.DeploymentReport;
import org.understory.model.rpmostree.UpdateDriver;
import org.understory.model.system.Deployment;
import org.understory.test.kit.Command;
import org.understory.test.kit.RpmOstreeLab;
import org.understory.test.kit.RpmOstreeStandIn;

/** What rpm-ostree tells of a system is what is on the disk, and nobody is asked for a password. */
final class RpmOstreeReportTest {
  @TempDir private Path temp;
  private RpmOstreeLab lab;
  private RpmOstreeStandIn daemon;

  @BeforeEach
  void boot() {
    lab = new RpmOstreeLab(temp);
    daemon = lab.daemon();
  }

  @AfterEach
  void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void layered_packages_and_those_that_came_with_the_version_are_told() throws StoreException {
    daemon.install("fern", "vim");
    // The version has this one already, so that nothing comes of it.
    daemon.install("fern", "bash");
    Deployment staged = lab.snapshot().deployments().getFirst();
    DaemonReport report = report();
    assertThat(report.unreadable()).isEmpty();
    assertThat(report.deployments()).hasSize(2);
    DeploymentReport told = report.deployment(staged.id()).orElseThrow();
    assertThat(told.layering().layered()).extracting(Package::name).containsExactly("vim");
    assertThat(told.layering().inactive()).containsExactly("bash");
    assertThat(told.requests().packages()).containsExactly("vim", "bash");
    assertThat(told.base())
        .contains(
            new DeploymentReport.Base(
                running().checksum(), Optional.of("1"), running().timestamp()));
    assertThat(report.deployment(running().id()).orElseThrow().layering().layered()).isEmpty();
  }

  @Test
  void what_it_does_by_itself_and_who_drives_it_is_told() throws StoreException {
    assertThat(report())
        .returns(DaemonReport.Policy.NONE, DaemonReport::policy)
        .returns(Optional.empty(), DaemonReport::driver);
    daemon.set("policy", "stage");
    daemon.set("StatusText", "periodically polling for updates");
    daemon.drive("fern", "Zincati");
    assertThat(report())
        .returns(DaemonReport.Policy.STAGE, DaemonReport::policy)
        .returns(
            Optional.of(
                new UpdateDriver(
                    "Zincati",
                    "zincati.service",
                    Optional.of(true),
                    Optional.of("periodically polling for updates"))),
            DaemonReport::driver);
    daemon.set("policy", "something new");
    daemon.set("ActiveState", "inactive");
    assertThat(report().policy()).isEqualTo(DaemonReport.Policy.UNKNOWN);
    assertThat(report().driver().orElseThrow().drives()).isFalse();
  }

  @Test
  void packages_of_the_version_are_left_out_and_come_back_as_planned() throws StoreException {
    Operation out = new Operation.ChangeOverrides("fern", List.of("firefox"), List.of());
    assertThat(carryOut(out)).isInstanceOf(Outcome.Succeeded.class);
    DeploymentReport told = report().deployments().getFirst();
    assertThat(told.layering().removed())
        .containsExactly(new Package("firefox", "140.0-1.fc42", "x86_64", Package.Source.PKGLIST));
    assertThat(told.requests().removed()).containsExactly("firefox");
    Operation back = new Operation.ChangeOverrides("fern", List.of(), List.of("firefox"));
    assertThat(lab.engine().plan(back).undo()).containsExactly(out);
    assertThat(carryOut(back)).isInstanceOf(Outcome.Succeeded.class);
    assertThat(lab.snapshot().deployments().getFirst().checksum()).isEqualTo(running().checksum());
    assertThatThrownBy(() -> lab.engine().plan(back))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.NotOverridden("firefox")));
    assertThat(carryOut(new Operation.ChangeOverrides("fern", List.of("emacs"), List.of())))
        .isEqualTo(
            new Outcome.Failed(
                new Problem.ToolFailed("rpm-ostree", "Package \"emacs\" not found")));
  }

  private Outcome carryOut(Operation operation) throws StoreException {
    return lab.engine().carryOut(lab.engine().plan(operation), event -> {}, new Cancellation());
  }

  @Test
  void who_goes_back_is_warned_of_a_driver_that_would_move_on() throws StoreException {
    Operation back = new Operation.Deploy("fern", running().checksum());
    assertThat(lab.engine().plan(back).warnings())
        .extracting(Warning::code)
        .doesNotContain(Warning.Code.DRIVEN_ON);
    daemon.drive("fern", "Zincati");
    assertThat(lab.engine().plan(back).warnings())
        .contains(new Warning(Warning.Code.DRIVEN_ON, "zincati.service"));
    Operation on = new Operation.Upgrade("fern", lab.onServer("stable"));
    assertThat(lab.engine().plan(on).warnings())
        .extracting(Warning::code)
        .doesNotContain(Warning.Code.DRIVEN_ON);
    daemon.set("ActiveState", "inactive");
    assertThat(lab.engine().plan(back).warnings())
        .extracting(Warning::code)
        .doesNotContain(Warning.Code.DRIVEN_ON);
  }

  @Test
  void an_update_that_was_found_is_told_with_what_it_brings() throws StoreException {
    assertThat(report().update()).isEmpty();
    daemon.check("fern");
    DaemonReport report = report();
    CachedUpdate update = report.update().orElseThrow();
    assertThat(update)
        .returns(Optional.of(lab.onServer("stable")), CachedUpdate::checksum)
        .returns(Optional.of("2"), CachedUpdate::version)
        .returns(Optional.empty(), CachedUpdate::staged)
        .returns(Optional.of(new CachedUpdate.Packages(1, 0, 1, 0)), CachedUpdate::packages)
        .returns(Optional.of(Advisory.Severity.CRITICAL), CachedUpdate::gravest);
    assertThat(update.security().getFirst().references()).containsExactly("CVE-2026-12345");
    assertThat(report.deployments().getFirst().pendingBase().orElseThrow().version()).contains("2");
    Operation upgrade = new Operation.Upgrade("fern", lab.onServer("stable"));
    assertThat(lab.engine().carryOut(lab.engine().plan(upgrade), event -> {}, new Cancellation()))
        .isInstanceOf(Outcome.Succeeded.class);
    assertThat(report().update().orElseThrow().staged()).contains(lab.ids().getFirst());
  }

  @Test
  void overrides_a_live_change_and_a_remote_that_is_gone_are_told()
      throws StoreException, IOException {
    String live = lab.onServer("stable").hex();
    String repository = "--repo=" + lab.sysroot().repository();
    daemon.check("fern");
    Path origin =
        temp.resolve(
            "sysroot/ostree/deploy/fern/deploy/" + running().checksum().hex() + ".0.origin");
    String sum = "0".repeat(64);
    Files.writeString(
        origin,
        Files.readString(origin).replace("refspec=", "baserefspec=")
            + "[packages]\nrequested=vim;\nrequested-local="
            + sum
            + ":foo-1.2-3.x86_64;\n[overrides]\nremove=firefox;\nreplace-local="
            + sum
            + ":bash-6-1.x86_64;\nreplace=repo=updates,zsh,fish;\n");
    Command.run("ostree", "refs", repository, "--create=rpmostree/live-apply", live);
    Command.run("ostree", "remote", "delete", repository, "fern");
    // As libostree does when it writes an origin.
    Files.setLastModifiedTime(temp.resolve("sysroot/ostree/deploy"), FileTime.from(Instant.now()));
    DaemonReport report = report();
    assertThat(report.unreadable()).isEmpty();
    DeploymentReport told = report.deployments().getFirst();
    assertThat(told.remoteError().orElseThrow()).contains("fern");
    assertThat(told.live().orElseThrow().replaced().orElseThrow().hex()).isEqualTo(live);
    assertThat(told.requests().local()).containsExactly("foo-1.2-3.x86_64");
    assertThat(told.requests().removed()).containsExactly("firefox");
    assertThat(told.requests().replaced()).containsExactly("bash-6-1.x86_64");
    assertThat(told.requests().replacedFrom())
        .containsExactly(Map.entry("repo=updates", List.of("zsh", "fish")));
    assertThat(told.layering().inactive()).containsExactly("vim");
  }

  @Test
  void what_is_of_another_type_costs_itself_alone() throws StoreException {
    daemon.set("odd", "packages");
    assertThat(report().unreadable()).containsExactly("packages");
    assertThat(report().deployments().getFirst().id()).isEqualTo(running().id());
    daemon.set("odd", "");
    daemon.set("many", "yes");
    DaemonReport report = report();
    assertThat(report.unreadable()).containsExactly("requested-packages");
    assertThat(report.deployments().getFirst().requests().packages()).hasSize(2000);
  }

  @Test
  void whoever_may_not_register_is_told_as_much() throws StoreException {
    daemon.set("inactive", "yes");
    assertThat(report().deployments()).hasSize(1);
    assertThat(daemon.events()).isEmpty();
    daemon.set("inactive", "");
    report();
    assertThat(daemon.events()).containsExactly("client understory", "client gone");
  }

  @Test
  void a_daemon_that_is_gone_is_told_as_silent() {
    daemon.close();
    assertThatThrownBy(this::report)
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.ServiceSilent("rpm-ostree")));
  }

  private DaemonReport report() throws StoreException {
    return lab.engine().report("fern").orElseThrow();
  }

  private Deployment running() throws StoreException {
    return lab.snapshot().booted().orElseThrow();
  }
}
