package org.understory.store.rpmostree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.understory.model.packages.Advisory;
import org.understory.model.packages.LayerRequests;
import org.understory.model.packages.Layering;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageDiff;
import org.understory.model.rpmostree.CachedUpdate;
import org.understory.model.rpmostree.DaemonReport;
import org.understory.model.rpmostree.DeploymentReport;
import org.understory.model.rpmostree.DeploymentReport.Base;
import org.understory.model.rpmostree.DeploymentReport.Live;
import org.understory.model.rpmostree.UpdateDriver;
import org.understory.store.bus.Variant;

/**
 * Understands the properties of the daemon (rust/src/daemon.rs, rpmostreed-deployment-utils.cxx).
 */
public final class ReportReader {
  /**
   * {@code gv_nevra_from_pkg} in rpmostree-core.cxx: nevra, name, epoch, version, release, arch.
   */
  private static final String NEVRA = "(sstsss)";

  /** Deployments that are looked at. */
  private static final int MAX_DEPLOYMENTS = 64;

  private final Set<String> unreadable = new TreeSet<>();

  private ReportReader() {}

  /**
   * What these properties tell.
   *
   * @param sysroot of {@code org.projectatomic.rpmostree1.Sysroot}
   * @param os of {@code org.projectatomic.rpmostree1.OS}
   */
  public static DaemonReport of(Map<?, ?> sysroot, Map<?, ?> os, Optional<UpdateDriver> driver) {
    return new ReportReader().report(sysroot, os, driver);
  }

  private DaemonReport report(Map<?, ?> sysroot, Map<?, ?> os, Optional<UpdateDriver> driver) {
    Dictionary all = new Dictionary(sysroot, unreadable);
    List<DeploymentReport> deployments = new ArrayList<>();
    for (Object each :
        all.items("Deployments", "aa{sv}").stream().limit(MAX_DEPLOYMENTS).toList()) {
      Dictionary told = Dictionary.of(each, unreadable);
      told.text("id").ifPresent(id -> deployments.add(deployment(id, told)));
    }
    Optional<CachedUpdate> update =
        new Dictionary(os, unreadable)
            .dictionary("CachedUpdate")
            .filter(told -> !told.values().isEmpty())
            .map(this::update);
    return new DaemonReport(
        all.text("AutomaticUpdatePolicy")
            .map(DaemonReport.Policy::of)
            .orElse(DaemonReport.Policy.UNKNOWN),
        driver,
        deployments,
        update,
        List.copyOf(unreadable));
  }

  private DeploymentReport deployment(String id, Dictionary told) {
    LayerRequests requests =
        new LayerRequests(
            told.texts("requested-packages"),
            Stream.of("requested-local-packages", "requested-local-fileoverride-packages")
                .flatMap(key -> told.texts(key).stream())
                .toList(),
            told.texts("requested-base-removals"),
            told.texts("requested-base-local-replacements"),
            sources(told),
            told.isTrue("regenerate-initramfs")
                || told.isTrue("cliwrap")
                || !told.texts("initramfs-etc").isEmpty());
    List<String> active = told.texts("packages");
    List<String> inactive = new ArrayList<>(requests.packages());
    inactive.removeAll(Set.copyOf(active));
    List<PackageDiff.Change> overridden = new ArrayList<>();
    told.items("base-local-replacements", "a(vv)")
        .forEach(pair -> replaced(pair).ifPresent(overridden::add));
    told.dictionary("base-remote-replacements")
        .ifPresent(from -> overridden.addAll(replacedFrom(from)));
    Layering layering =
        new Layering(
            active.stream().map(ReportReader::named).toList(),
            overridden,
            told.items("base-removals", "av").stream()
                .flatMap(each -> listed("base-removals", each).stream())
                .toList(),
            inactive);
    Optional<Live> live =
        told.values().containsKey("live-replaced") || told.values().containsKey("live-inprogress")
            ? Optional.of(
                new Live(told.checksum("live-replaced"), told.checksum("live-inprogress")))
            : Optional.empty();
    return new DeploymentReport(
        id,
        requests,
        layering,
        base(told, "base-"),
        base(told, "pending-base-"),
        live,
        told.text("endoflife"),
        told.text("remote-error"));
  }

  private static Optional<Base> base(Dictionary told, String prefix) {
    return told.checksum(prefix + "checksum")
        .map(
            sum -> new Base(sum, told.text(prefix + "version"), told.number(prefix + "timestamp")));
  }

  /** {@code a(sas)}: for each source the names of packages. */
  private Map<String, List<String>> sources(Dictionary told) {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    for (Object each : told.items("requested-base-remote-replacements", "a(sas)")) {
      if (each instanceof List<?> pair
          && pair.getFirst() instanceof String source
          && pair.get(1) instanceof List<?> names) {
        sources.put(
            Dictionary.brief(source),
            names.stream().limit(100).map(name -> Dictionary.brief((String) name)).toList());
      }
    }
    return sources;
  }

  private List<PackageDiff.Change> replacedFrom(Dictionary from) {
    List<PackageDiff.Change> changes = new ArrayList<>();
    for (Object source : from.values().keySet()) {
      from.items((String) source, "a(vv)").forEach(pair -> replaced(pair).ifPresent(changes::add));
    }
    return changes;
  }

  /** {@code (vv)}: the new one and the one of the base. */
  private Optional<PackageDiff.Change> replaced(Object pair) {
    String key = "base-replacements";
    if (pair instanceof List<?> both && both.size() == 2) {
      Optional<Package> now = listed(key, both.getFirst());
      Optional<Package> before = listed(key, both.getLast());
      if (now.isPresent() && before.isPresent()) {
        return Optional.of(
            new PackageDiff.Change(
                now.get().name(), now.get().arch(), before.get().version(), now.get().version()));
      }
    }
    return Optional.empty();
  }

  private Optional<Package> listed(String key, Object boxed) {
    if (boxed instanceof Variant(String type, Object value)
        && type.equals(NEVRA)
        && value instanceof List<?> fields
        && fields.get(1) instanceof String name
        && fields.get(2) instanceof Long epoch
        && fields.get(3) instanceof String version
        && fields.get(4) instanceof String release
        && fields.get(5) instanceof String arch) {
      String evr = (epoch == 0 ? "" : epoch + ":") + version + "-" + release;
      return Optional.of(
          new Package(
              Dictionary.brief(name),
              Dictionary.brief(evr),
              Dictionary.brief(arch),
              Package.Source.PKGLIST));
    }
    unreadable.add(key);
    return Optional.empty();
  }

  private static Package named(String name) {
    return new Package(name, "", "", Package.Source.PKGLIST);
  }

  private CachedUpdate update(Dictionary told) {
    return new CachedUpdate(
        told.checksum("checksum"),
        told.text("version"),
        told.number("timestamp"),
        told.text("deployment"),
        told.dictionary("rpm-diff")
            .map(
                diff ->
                    new CachedUpdate.Packages(
                        diff.items("upgraded", "a(us(ss)(ss))").size(),
                        diff.items("downgraded", "a(us(ss)(ss))").size(),
                        diff.items("added", "a(usss)").size(),
                        diff.items("removed", "a(usss)").size())),
        advisories(told),
        told.dictionary("manifest-diff").map(ReportReader::layers));
  }

  /** {@code a(suuasa{sv})}: id, kind, severity, packages, more. */
  private static List<Advisory> advisories(Dictionary told) {
    List<Advisory> advisories = new ArrayList<>();
    for (Object each : told.items("advisories", "a(suuasa{sv})")) {
      if (each instanceof List<?> fields
          && fields.get(0) instanceof String id
          && fields.get(1) instanceof Long kind
          && fields.get(2) instanceof Long severity
          && fields.get(3) instanceof List<?> packages
          && fields.get(4) instanceof Map<?, ?> more) {
        List<String> cited =
            Dictionary.of(more, told.unreadable()).items("cve_references", "a(ss)").stream()
                .flatMap(pair -> ((List<?>) pair).stream())
                .map(text -> Dictionary.brief((String) text))
                .toList();
        advisories.add(
            Advisory.of(
                Dictionary.brief(id),
                kind,
                severity,
                packages.stream().limit(100).map(it -> Dictionary.brief((String) it)).toList(),
                cited));
      }
    }
    advisories.sort(Advisory.GRAVEST_FIRST);
    return advisories;
  }

  private static CachedUpdate.Layers layers(Dictionary diff) {
    return new CachedUpdate.Layers(
        diff.number("n-added").orElse(0),
        diff.number("added-size").orElse(0),
        diff.number("n-removed").orElse(0),
        diff.number("total").orElse(0),
        diff.number("total-size").orElse(0));
  }
}
