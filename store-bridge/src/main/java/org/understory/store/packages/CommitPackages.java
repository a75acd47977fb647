package org.understory.store.packages;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.history.Checksum;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Variant;
import org.understory.model.operation.Problem;
import org.understory.model.operation.Problem.Flaw;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.Advisory;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageList;
import org.understory.store.repo.Repository;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;

/** What rpm-ostree writes into the metadata of a commit about its packages. */
final class CommitPackages {
  /** {@link #LIST_TYPE}: name, epoch, version, release, architecture (rpmostree-package.c). */
  static final String LIST = "rpmostree.rpmdb.pkglist";

  private static final String LIST_TYPE = "a(sssss)";

  /** {@code a(suuasa{sv})}: id, kind, severity, packages, more (rpmostree-rpm-util.cxx). */
  private static final String ADVISORIES = "rpmostree.advisories";

  private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,}");

  private CommitPackages() {}

  /** The list of packages; empty where the commit has none. */
  static Optional<PackageList> list(Repository repository, Checksum commit) throws StoreException {
    Optional<Serialized> value = repository.metadata(commit, LIST);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(list(value.get(), commit.hex() + ".commit"));
  }

  /**
   * The list of packages that a value says.
   *
   * @param object whose, for problems
   */
  static PackageList list(Serialized value, String object) throws StoreException {
    List<Package> packages = new ArrayList<>();
    boolean sound = value.type().text().equals(LIST_TYPE);
    try {
      for (Serialized each : sound ? value.items() : List.<Serialized>of()) {
        Optional<Package> found = listed(each);
        found.ifPresent(packages::add);
        sound &= found.isPresent();
      }
    } catch (VariantException e) {
      throw e.in(object);
    }
    packages.sort(Package.ORDER);
    return new PackageList(
        Optional.of(Package.Source.PKGLIST),
        List.copyOf(packages),
        sound ? List.of() : List.of(new Problem.CorruptObject(object, Flaw.MALFORMED)));
  }

  /** Name, epoch, version, release, architecture; empty for one without a name. */
  private static Optional<Package> listed(Serialized fields) throws VariantException {
    List<Serialized> texts = fields.items();
    String name = texts.getFirst().text();
    String epoch = texts.get(1).text();
    String version = texts.get(2).text() + "-" + texts.get(3).text();
    boolean plain = epoch.isEmpty() || epoch.equals("0");
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Package(
                name,
                plain ? version : epoch + ":" + version,
                texts.get(4).text(),
                Package.Source.PKGLIST));
  }

  /** Advisories, the gravest first; rpm-ostree may keep them beside the commit object. */
  static List<Advisory> advisories(CommitDetails details) {
    Variant value =
        Optional.ofNullable(details.metadata().get(ADVISORIES))
            .or(() -> Optional.ofNullable(details.detachedMetadata().get(ADVISORIES)))
            .orElse(new Variant.Array(List.of()));
    return items(value).stream()
        .flatMap(each -> advisory(each).stream())
        .sorted(
            (a, b) ->
                a.severity() == b.severity()
                    ? a.id().compareTo(b.id())
                    : b.severity().compareTo(a.severity()))
        .toList();
  }

  /** Names that a key of the metadata lists. */
  static List<String> names(CommitDetails details, String key) {
    return texts(details.metadata().getOrDefault(key, new Variant.Array(List.of())));
  }

  private static Optional<Advisory> advisory(Variant value) {
    List<Variant> fields = items(value);
    if (fields.size() != 5 || !(fields.getFirst() instanceof Variant.Text(String id))) {
      return Optional.empty();
    }
    return Optional.of(
        new Advisory(
            id,
            constant(Advisory.Kind.values(), fields.get(1)),
            constant(Advisory.Severity.values(), fields.get(2)),
            texts(fields.get(3)),
            references(fields.get(4))));
  }

  /** The first stands for what is not known. */
  private static <T> T constant(T[] constants, Variant value) {
    long number = value instanceof Variant.Int(var integer) ? integer.longValue() : 0;
    return number >= 0 && number < constants.length ? constants[(int) number] : constants[0];
  }

  /** CVE numbers out of {@code cve_references}, {@code a(ss)} of address and title. */
  private static List<String> references(Variant more) {
    Set<String> found = new LinkedHashSet<>();
    if (more instanceof Variant.Dictionary(var entries)) {
      for (Variant.Entry entry : entries) {
        if (entry.key().equals(new Variant.Text("cve_references"))) {
          for (Variant pair : items(unboxed(entry.value()))) {
            Matcher cve = CVE.matcher(String.join(" ", texts(pair)));
            while (cve.find()) {
              found.add(cve.group());
            }
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private static Variant unboxed(Variant value) {
    return value instanceof Variant.Boxed(Variant inside) ? inside : value;
  }

  private static List<Variant> items(Variant value) {
    return switch (value) {
      case Variant.Array(var items) -> items;
      case Variant.Tuple(var items) -> items;
      default -> List.of();
    };
  }

  /** Its texts; fewer than its items where some are none. */
  private static List<String> texts(Variant value) {
    return items(value).stream()
        .flatMap(
            each ->
                each instanceof Variant.Text(String text)
                    ? Optional.of(text).stream()
                    : Optional.<String>empty().stream())
        .toList();
  }
}
