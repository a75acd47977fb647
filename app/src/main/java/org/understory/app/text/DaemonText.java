package org.understory.app.text;

import static org.understory.model.text.Sanitizer.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.understory.model.packages.LayerRequests;
import org.understory.model.packages.Package;
import org.understory.model.rpmostree.CachedUpdate;
import org.understory.model.rpmostree.DaemonReport;
import org.understory.model.rpmostree.DeploymentReport;
import org.understory.model.rpmostree.DeploymentReport.Base;
import org.understory.model.rpmostree.UpdateDriver;
import org.understory.resources.Messages;

/** Puts into words what the daemon of rpm-ostree tells; every text is safe to show. */
public final class DaemonText {
  /** Names that are listed before only their number counts. */
  private static final int NAMES_SHOWN = 40;

  private final Messages messages;
  private final SizeText sizes;

  /** Words out of {@code messages}, which hold the bundle {@code common}. */
  public DaemonText(Messages messages) {
    this.messages = messages;
    this.sizes = new SizeText(messages);
  }

  /** A name and its value. */
  public record Fact(String name, String value) {}

  /** Whose business updates are, what happens by itself, and who else has it happen. */
  public List<String> service(Optional<DaemonReport> report) {
    List<String> lines = new ArrayList<>();
    lines.add(messages.get("service.rpm-ostree"));
    report.map(DaemonReport::policy).flatMap(this::policy).ifPresent(lines::add);
    report.flatMap(DaemonReport::driver).map(this::driver).ifPresent(lines::add);
    return lines;
  }

  private Optional<String> policy(DaemonReport.Policy policy) {
    return policy == DaemonReport.Policy.UNKNOWN
        ? Optional.empty()
        : Optional.of(messages.get("daemon.policy." + word(policy)));
  }

  private String driver(UpdateDriver driver) {
    String name = line(driver.name());
    if (!driver.drives()) {
      return messages.get("daemon.driver.idle", name);
    }
    return driver
        .status()
        .map(status -> messages.get("daemon.driver.status", name, line(status)))
        .orElseGet(() -> messages.get("daemon.driver", name));
  }

  /** What is newer than what runs; nothing where nothing is, or nobody has looked. */
  public List<String> update(DaemonReport report) {
    if (report.update().isEmpty()) {
      return List.of();
    }
    CachedUpdate update = report.update().get();
    List<String> lines = new ArrayList<>();
    String name =
        update
            .version()
            .map(version -> line(version))
            .or(() -> update.checksum().map(sum -> sum.brief()))
            .orElse("?");
    lines.add(
        messages.get(update.staged().isPresent() ? "daemon.update.staged" : "daemon.update", name));
    update
        .packages()
        .ifPresent(
            it ->
                lines.add(
                    messages.get(
                        "daemon.update.packages",
                        it.upgraded(),
                        it.downgraded(),
                        it.added(),
                        it.removed())));
    update
        .gravest()
        .ifPresent(
            gravest ->
                lines.add(
                    messages.get(
                        "daemon.update.security",
                        update.security().size(),
                        messages.get("daemon.severity." + word(gravest)))));
    String cited =
        names(update.security().stream().flatMap(each -> each.references().stream()).distinct());
    if (!cited.isEmpty()) {
      lines.add(messages.get("daemon.update.cited", cited));
    }
    update
        .layers()
        .ifPresent(it -> lines.add(messages.get("daemon.update.layers", sizes.brief(it.bytes()))));
    return lines;
  }

  /** What is to be known of a deployment; little of most. */
  public List<Fact> facts(DeploymentReport report) {
    List<Fact> facts = new ArrayList<>();
    report.endOfLife().ifPresent(text -> facts.add(fact("end", line(text))));
    report.remoteError().ifPresent(text -> facts.add(fact("remote", line(text))));
    report
        .live()
        .ifPresent(
            live ->
                facts.add(
                    fact(
                        "live",
                        messages.get(
                            live.inProgress().isPresent() ? "daemon.live.broken" : "daemon.live",
                            live.inProgress()
                                .or(live::replaced)
                                .map(sum -> sum.brief())
                                .orElse("")))));
    report.base().ifPresent(base -> facts.add(fact("base", name(base))));
    report.pendingBase().ifPresent(base -> facts.add(fact("pending", name(base))));
    list(facts, "layered", report.layering().layered().stream().map(Package::name));
    list(facts, "local", report.requests().local().stream());
    list(facts, "inactive", report.layering().inactive().stream());
    list(
        facts,
        "removed",
        report.layering().removed().stream().map(each -> each.name() + " " + each.version()));
    list(
        facts,
        "replaced",
        report.layering().overridden().stream()
            .map(each -> each.name() + " " + each.from() + " \u2192 " + each.to()));
    list(facts, "from", from(report.requests()));
    return facts;
  }

  /** Packages that are asked for from a repository, with its name. */
  private static Stream<String> from(LayerRequests requests) {
    return requests.replacedFrom().entrySet().stream()
        .map(each -> String.join(" ", each.getValue()) + " (" + each.getKey() + ")");
  }

  private void list(List<Fact> facts, String key, Stream<String> names) {
    String text = names(names);
    if (!text.isEmpty()) {
      facts.add(fact(key, text));
    }
  }

  private static String names(Stream<String> names) {
    List<String> all = names.toList();
    String shown =
        all.stream().limit(NAMES_SHOWN).map(each -> line(each)).collect(Collectors.joining(", "));
    return all.size() > NAMES_SHOWN ? shown + ", \u2026 (" + all.size() + ")" : shown;
  }

  private Fact fact(String key, String value) {
    return new Fact(messages.get("daemon.fact." + key), value);
  }

  private static String name(Base base) {
    String sum = base.checksum().brief();
    return base.version().map(version -> line(version) + " (" + sum + ")").orElse(sum);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
