package org.understory.store.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A commit that is going to be made.
 *
 * @param packages sorted by name
 * @param before the packages of its parent; none for the first commit
 * @param endOfLife why the branch is given up, or empty text
 */
record DemoCommit(
    Instant time, List<DemoPackage> packages, List<DemoPackage> before, String endOfLife) {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

  /** Edition, day and number of the build that day. */
  String version() {
    String edition =
        packages.stream()
            .filter(each -> each.kind() == DemoPackage.Kind.RELEASE)
            .map(DemoPackage::version)
            .collect(Collectors.joining());
    return edition + "." + DAY.format(time.atZone(ZoneOffset.UTC)) + ".0";
  }

  /** What {@code ostree commit} is told besides the tree and the parent. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("--timestamp=@" + time.getEpochSecond());
    arguments.add("--subject=" + subject());
    arguments.add("--body=" + body());
    arguments.add("--add-metadata-string=version=" + version());
    arguments.add("--add-metadata-string=ostree.source-title=Fern Linux");
    arguments.add("--add-metadata-string=ostree.architecture=x86_64");
    arguments.add("--add-metadata=ostree.bootable=true");
    arguments.add("--add-metadata-string=ostree.linux=" + kernel());
    arguments.add("--add-metadata=rpmostree.rpmdb.pkglist=" + packageList(packages));
    new DemoAdvisories(this)
        .text()
        .ifPresent(it -> arguments.add("--add-metadata=rpmostree.advisories=" + it));
    if (!endOfLife.isEmpty()) {
      arguments.add("--add-metadata-string=ostree.endoflife=" + endOfLife);
      arguments.add("--add-metadata-string=ostree.endoflife-rebase=" + DemoHistory.STABLE);
    }
    return arguments;
  }

  /** The same for a commit with packages layered on this one by rpm-ostree. */
  List<String> layerArguments(List<String> layered) {
    List<DemoPackage> all = new ArrayList<>(packages);
    layered.forEach(name -> all.add(new DemoPackage(name, DemoPackage.Kind.APP, "1.28.0", 1, 0)));
    all.sort(Comparator.comparing(DemoPackage::name));
    String names = layered.stream().collect(Collectors.joining("', '", "['", "']"));
    return List.of(
        "--timestamp=@" + time.plus(Duration.ofHours(9)).getEpochSecond(),
        "--add-metadata-string=version=" + version(),
        "--add-metadata=ostree.bootable=true",
        "--add-metadata-string=ostree.linux=" + kernel(),
        "--add-metadata=rpmostree.clientlayer=true",
        "--add-metadata=rpmostree.clientlayer_version=uint32 6",
        "--add-metadata=rpmostree.packages=" + names,
        "--add-metadata=rpmostree.rpmdb.pkglist=" + packageList(all));
  }

  private String subject() {
    String title = "Fern Linux " + version() + ": ";
    if (!endOfLife.isEmpty()) {
      return title + "the last for netbooks";
    }
    return title
        + (before.isEmpty() ? "first image" : DemoChanges.between(before, packages).summary());
  }

  private String body() {
    if (before.isEmpty()) {
      return "The first image of this branch.";
    }
    String changes = DemoChanges.between(before, packages).text();
    return endOfLife.isEmpty() ? changes : endOfLife + "\n\n" + changes;
  }

  private String kernel() {
    return packages.stream()
        .filter(each -> each.kind() == DemoPackage.Kind.KERNEL)
        .map(DemoTree::uname)
        .collect(Collectors.joining());
  }

  /** GVariant text of {@code a(sssss)}: name, epoch, version, release, architecture. */
  private static String packageList(List<DemoPackage> packages) {
    return packages.stream()
        .map(
            each ->
                "('%s', '0', '%s', '%d.fern', '%s')"
                    .formatted(each.name(), each.version(), each.release(), each.arch()))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
