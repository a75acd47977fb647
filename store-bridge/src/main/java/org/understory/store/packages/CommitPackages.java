package org.understory.store.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        .sorted(Advisory.GRAVEST_FIRST)
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
        Advisory.of(
            id,
            number(fields.get(1)),
            number(fields.get(2)),
            texts(fields.get(3)),
            references(fields.get(4))));
  }

  private static long number(Variant value) {
    return value instanceof Variant.Int(var integer) ? integer.longValue() : 0;
  }

  /** {@code cve_references}, {@code a(ss)} of address and title. */
  private static List<String> references(Variant more) {
    List<String> found = new ArrayList<>();
    if (more instanceof Variant.Dictionary(var entries)) {
      for (Variant.Entry entry : entries) {
        if (entry.key().equals(new Variant.Text("cve_references"))) {
          items(unboxed(entry.value())).forEach(pair -> found.addAll(texts(pair)));
        }
      }
    }
    return found;
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
