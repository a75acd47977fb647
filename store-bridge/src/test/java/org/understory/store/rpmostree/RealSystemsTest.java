package org.understory.store.rpmostree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.packages.Advisory;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageDiff;
import org.understory.model.rpmostree.CachedUpdate;
import org.understory.model.rpmostree.DaemonReport;
import org.understory.model.rpmostree.DeploymentReport;
import org.understory.store.bus.Variant;

/**
 * Dictionaries as the daemon sends them for systems of which people have shown the status:
 * versions, checksums and packages of deployments are theirs (rpm-ostree issues 2829, 1613 and
 * 5373), the types those that rust/src/daemon.rs writes. The update is made up.
 */
final class RealSystemsTest {
  private static final Checksum COREOS =
      sum("518844c87b53985419e751481f379a0d808cd4693d93113150d06d9679f66103");
  private static final Checksum SILVERBLUE =
      sum("03e43c025eea1242a5a1b16e6eb6ac4d4926245d3e03dfe7b7a63e98fc2bd096");
  private static final Checksum LIVE =
      sum("b0ce5f00fc50e0c3903600121d06388acc6509916ab3ce39dadd7b50391e632f");

  private final Map<String, Variant> told = new HashMap<>();

  private static Checksum sum(String hex) {
    return Checksum.parse(hex).orElseThrow();
  }

  /** A deployment with what every one has. */
  private void deployment(String id, String version, long time) {
    told.put("id", Variant.of(id));
    told.put("osname", Variant.of("fedora"));
    told.put("checksum", Variant.of(id.substring(id.indexOf('-') + 1, id.indexOf('.'))));
    told.put("serial", new Variant("i", 0));
    told.put("booted", new Variant("b", true));
    told.put("staged", new Variant("b", false));
    told.put("pinned", new Variant("b", false));
    told.put("unlocked", Variant.of("none"));
    told.put("version", Variant.of(version));
    told.put("timestamp", new Variant("t", time));
    told.put("regenerate-initramfs", new Variant("b", false));
    for (String key :
        List.of(
            "packages",
            "requested-packages",
            "requested-local-packages",
            "requested-local-fileoverride-packages",
            "requested-base-removals",
            "requested-base-local-replacements")) {
      told.put(key, new Variant("as", List.of()));
    }
    told.put("base-removals", new Variant("av", List.of()));
    told.put("base-local-replacements", new Variant("a(vv)", List.of()));
    told.put("base-remote-replacements", new Variant("a{sv}", Map.of()));
    told.put("requested-base-remote-replacements", new Variant("a(sas)", List.of()));
    told.put(
        "base-commit-meta",
        new Variant(
            "a{sv}", Map.of("coreos-assembler.config-gitrev", Variant.of("ff6f458fa8da2be88f37"))));
  }

  private void base(Checksum commit, String version, long time) {
    told.put("base-checksum", Variant.of(commit.hex()));
    told.put("base-version", Variant.of(version));
    told.put("base-timestamp", new Variant("t", time));
  }

  private static Variant nevra(String name, long epoch, String version, String release) {
    return new Variant(
        "(sstsss)",
        List.of(
            name + "-" + version + "-" + release + ".x86_64",
            name,
            epoch,
            version,
            release,
            "x86_64"));
  }

  private DaemonReport report(String policy, Map<String, Variant> os) {
    Map<String, Variant> sysroot = new HashMap<>();
    sysroot.put("AutomaticUpdatePolicy", Variant.of(policy));
    sysroot.put("Deployments", new Variant("aa{sv}", List.of(told)));
    sysroot.put("ActiveTransaction", new Variant("(sss)", List.of("", "", "")));
    sysroot.put("ActiveTransactionPath", Variant.of(""));
    return ReportReader.of(sysroot, os, Optional.empty());
  }

  private DeploymentReport only(DaemonReport report) {
    assertThat(report.unreadable()).isEmpty();
    assertThat(report.deployments()).hasSize(1);
    return report.deployments().getFirst();
  }

  @Test
  void a_coreos_with_one_layered_package() {
    deployment("fedora-coreos-" + "1".repeat(64) + ".0", "34.20210427.2.1", 1_620_860_283L);
    base(COREOS, "34.20210427.2.1", 1_620_860_283L);
    told.put("origin", Variant.of("fedora:fedora/x86_64/coreos/testing"));
    told.put("gpg-enabled", new Variant("b", true));
    told.put("packages", new Variant("as", List.of("nano")));
    told.put("requested-packages", new Variant("as", List.of("nano")));
    List<Object> signature = new ArrayList<>(List.of(true, false, false, false, false));
    signature.addAll(List.of("8C5BA6990BDB26E19F2A1A801161AE6945719A39", 1_620_860_280L, 0L));
    signature.addAll(List.of("RSA", "SHA256", "Fedora", "fedora-34@fedoraproject.org", ""));
    signature.addAll(List.of(0L, 0L));
    told.put("signatures", new Variant("av", List.of(new Variant("(bbbbbsxxsssssxx)", signature))));
    DeploymentReport report = only(report("none", Map.of()));
    assertThat(report.layering().layered()).extracting(Package::name).containsExactly("nano");
    assertThat(report.layering().inactive()).isEmpty();
    assertThat(report.base())
        .contains(
            new DeploymentReport.Base(
                COREOS, Optional.of("34.20210427.2.1"), OptionalLong.of(1_620_860_283L)));
  }

  @Test
  void a_silverblue_with_packages_left_out_and_one_that_is_older() {
    deployment("fedora-" + "2".repeat(64) + ".0", "30.20190806.0", 1_565_053_094L);
    base(SILVERBLUE, "30.20190806.0", 1_565_053_094L);
    told.put(
        "base-removals",
        new Variant(
            "av",
            List.of(
                nevra("podman-manpages", 2, "1.4.4", "4.fc30"),
                nevra("gnome-terminal-nautilus", 0, "3.32.2", "2.fc30"))));
    told.put(
        "requested-base-removals",
        new Variant("as", List.of("podman-manpages", "gnome-terminal-nautilus")));
    told.put(
        "base-local-replacements",
        new Variant(
            "a(vv)",
            List.of(
                List.of(
                    nevra("podman", 2, "1.2.0", "2.git3bd528e.fc30"),
                    nevra("podman", 2, "1.4.4", "4.fc30")))));
    told.put(
        "requested-base-local-replacements",
        new Variant("as", List.of("podman-2:1.2.0-2.git3bd528e.fc30.x86_64")));
    // Asked for, and part of the version by now.
    told.put("requested-packages", new Variant("as", List.of("bat", "fuse-exfat")));
    told.put("packages", new Variant("as", List.of("bat")));
    DeploymentReport report = only(report("check", Map.of()));
    assertThat(report.layering().removed())
        .extracting(Package::name, Package::version)
        .containsExactly(
            tuple("podman-manpages", "2:1.4.4-4.fc30"),
            tuple("gnome-terminal-nautilus", "3.32.2-2.fc30"));
    assertThat(report.layering().overridden())
        .containsExactly(
            new PackageDiff.Change(
                "podman", "x86_64", "2:1.4.4-4.fc30", "2:1.2.0-2.git3bd528e.fc30"));
    assertThat(report.layering().inactive()).containsExactly("fuse-exfat");
  }

  @Test
  void a_system_with_a_live_change_that_follows_nothing() {
    String commit = "5d9e3491e72c773fbbe291ac591ca1e9726347e142f345887ce929b4154a6f9c";
    deployment("fedora-" + commit + ".0", "9.1709", 1_738_993_124L);
    told.put("unlocked", Variant.of("transient"));
    told.put("live-replaced", Variant.of(LIVE.hex()));
    DeploymentReport report = only(report("none", Map.of()));
    assertThat(report.live())
        .contains(new DeploymentReport.Live(Optional.of(LIVE), Optional.empty()));
    assertThat(report.base()).isEmpty();
  }

  @Test
  void a_found_update_with_its_advisories() {
    deployment("fedora-" + SILVERBLUE.hex() + ".0", "30.20190806.0", 1_565_053_094L);
    told.put("pending-base-checksum", Variant.of(COREOS.hex()));
    told.put("pending-base-version", Variant.of("30.20190809.0"));
    told.put("pending-base-timestamp", new Variant("t", 1_565_312_294L));
    List<Object> upgraded =
        List.of(
            List.of(0L, "podman", List.of("2:1.4.4-4.fc30", "x86_64"), List.of("2", "x86_64")),
            List.of(1L, "bat", List.of("0.11-1.fc30", "x86_64"), List.of("0.12", "x86_64")));
    Map<String, Variant> diff =
        Map.of(
            "upgraded", new Variant("a(us(ss)(ss))", upgraded),
            "downgraded", new Variant("a(us(ss)(ss))", List.of()),
            "removed", new Variant("a(usss)", List.of(List.of(0L, "a", "1-1", "noarch"))),
            "added", new Variant("a(usss)", List.of()));
    Map<String, Variant> more =
        Map.of(
            "cve_references",
            new Variant(
                "a(ss)",
                List.of(List.of("https://bugzilla.redhat.com/1732881", "CVE-2019-10152 podman"))));
    Map<String, Variant> update = new HashMap<>();
    update.put("osname", Variant.of("fedora"));
    update.put("checksum", Variant.of(COREOS.hex()));
    update.put("version", Variant.of("30.20190809.0"));
    update.put("timestamp", new Variant("t", 1_565_312_294L));
    update.put("ref-has-new-commit", new Variant("b", true));
    update.put("rpm-diff", new Variant("a{sv}", diff));
    update.put(
        "advisories",
        new Variant(
            "a(suuasa{sv})",
            List.of(
                List.of("FEDORA-2019-0", 1L, 3L, List.of("podman-2:1.4.4-5.fc30.x86_64"), more))));
    DaemonReport report = report("stage", Map.of("CachedUpdate", new Variant("a{sv}", update)));
    assertThat(only(report).pendingBase().orElseThrow().version()).contains("30.20190809.0");
    CachedUpdate found = report.update().orElseThrow();
    assertThat(found.packages()).contains(new CachedUpdate.Packages(2, 0, 0, 1));
    assertThat(found.gravest()).contains(Advisory.Severity.IMPORTANT);
    assertThat(found.security().getFirst().references())
        .singleElement()
        .asString()
        .contains("CVE-2019-10152");
  }
}
