package org.understory.store.packages;

import static org.understory.test.fuzz.Target.require;
import static org.understory.test.fuzz.Target.same;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Variant;
import org.understory.model.operation.Problem;
import org.understory.model.packages.Advisory;
import org.understory.model.packages.DpkgOrder;
import org.understory.model.packages.OwnedPaths;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageDiff;
import org.understory.model.packages.PackageFile;
import org.understory.model.packages.PackageList;
import org.understory.model.packages.RpmOrder;
import org.understory.store.variant.Made;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantReader;
import org.understory.store.variant.VariantType;
import org.understory.test.fuzz.Target;

/** Lists of packages, and the order of their versions. */
public final class PackageTargets {
  private static final Checksum ANY = new Checksum(1, 2, 3, 4);
  private static final VariantType DICTIONARY = VariantType.of("a{sv}");

  private PackageTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of("rpm-header", PackageTargets::header, RpmHeader.class),
        Target.of("rpm-file", PackageTargets::file, RpmFile.class),
        Target.of("dpkg-status", PackageTargets::status, DpkgStatus.class),
        Target.of("pkglist", Made.also("a{sv}", PackageTargets::commit), CommitPackages.class),
        Target.of("versions", PackageTargets::versions, RpmOrder.class, DpkgOrder.class));
  }

  /** Also with the size in it that it has, which no other header than a true one says. */
  private static void header(byte[] input) throws Exception {
    if (input.length > 8) {
      byte[] sized = input.clone();
      int count = input[3] & 0x1f;
      ByteBuffer.wrap(sized).putInt(0, count).putInt(4, Math.max(0, input.length - 8 - 16 * count));
      try {
        read(sized);
      } catch (VariantException refused) {
        require(refused.flaw() != null, "it says why");
      }
    }
    read(input);
  }

  private static void file(byte[] input) throws Exception {
    PackageFile file = RpmFile.parse(new ByteArrayInputStream(input), "x.rpm");
    require(file.nevra().startsWith(file.content().name() + "-"), "its name is where it belongs");
  }

  private static void read(byte[] input) throws VariantException {
    RpmHeader header = RpmHeader.parse(input);
    Package found = header.asPackage();
    require(!found.name().isEmpty() && !found.version().isEmpty(), "a name and a version");
    List<String> files = header.files();
    require(files.size() <= input.length, "no more files than bytes");
    OwnedPaths.of(files);
    require(header.changelog().size() <= input.length, "no more entries than bytes");
  }

  private static void status(byte[] input) {
    List<byte[]> sides = Target.parts(input, 2);
    List<Package> before = status(sides.getFirst(), input.length);
    List<Package> after = status(sides.getLast(), input.length);
    PackageDiff diff = PackageDiff.between(before, after);
    require(diff.added().size() <= after.size(), "nothing is added that is not there");
    require(diff.removed().size() <= before.size(), "nothing is removed that was not there");
    require(PackageDiff.between(before, before).size() == 0, "nothing differs from itself");
    PackageDiff back = PackageDiff.between(after, before);
    same(diff.added(), back.removed(), "what is added one way is removed the other");
    same(diff.removed(), back.added(), "and what is removed is added");
    require(back.downgraded().size() == newer(diff), "upgrades are downgrades back");
    require(diff.downgraded().size() == newer(back), "and downgrades upgrades");
  }

  /** Without those that were only built for another machine, which is no downgrade either way. */
  private static long newer(PackageDiff diff) {
    return diff.upgraded().stream().filter(it -> !it.from().equals(it.to())).count();
  }

  private static List<Package> status(byte[] bytes, int limit) {
    List<Package> packages = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    new DpkgStatus("status", packages, problems).read(bytes);
    require(problems.size() <= 1, "one problem for a file");
    require(packages.size() <= limit, "no more packages than bytes");
    for (Package each : packages) {
      require(!each.name().isEmpty() && !each.version().isEmpty(), "a name and a version");
    }
    return packages;
  }

  /** The list and the advisories that rpm-ostree writes into a commit. */
  private static void commit(byte[] input) throws Exception {
    Map<String, Variant> metadata = VariantReader.dictionary(Serialized.of(DICTIONARY, input));
    Commit commit =
        new Commit(
            ANY, Optional.empty(), 0, "", "", Optional.empty(), Commit.Kind.RELEASE, ANY, ANY);
    CommitDetails details = new CommitDetails(commit, metadata, Map.of(), Map.of(), false);
    for (Serialized entry : Serialized.of(DICTIONARY, input).items()) {
      if (entry.items().getFirst().text().equals(CommitPackages.LIST)) {
        Serialized value = entry.items().getLast().items().getFirst();
        PackageList list = CommitPackages.list(value, "commit");
        require(list.packages().stream().noneMatch(it -> it.name().isEmpty()), "names");
        PackageDiff.between(list.packages(), List.of());
      }
    }
    for (Advisory each : CommitPackages.advisories(details)) {
      require(each.references().stream().allMatch(it -> it.startsWith("CVE-")), "numbers");
      each.concerns("bash");
    }
    CommitPackages.names(details, "rpmostree.packages");
  }

  /** Sorting fails, or never ends, by an order that is none. */
  private static void versions(byte[] input) {
    List<String> three = Target.texts(input, 3);
    for (Comparator<String> order : List.of(RpmOrder.ASCENDING, DpkgOrder.ASCENDING)) {
      order(order, three);
    }
  }

  /** Whether this is a total order of three texts. */
  public static void order(Comparator<String> order, List<String> three) {
    List<String> sorted = new ArrayList<>(three);
    for (String a : three) {
      require(order.compare(a, a) == 0, "a text is itself");
      for (String b : three) {
        require(
            Integer.signum(order.compare(a, b)) == -Integer.signum(order.compare(b, a)),
            "the same in both directions");
        for (String c : three) {
          boolean chain = order.compare(a, b) <= 0 && order.compare(b, c) <= 0;
          require(!chain || order.compare(a, c) <= 0, "no circles");
        }
      }
    }
    Collections.sort(sorted, order);
  }
}
