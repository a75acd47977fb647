package org.understory.store.flatpak;

import static org.understory.test.fuzz.Target.require;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.understory.model.flatpak.AppMetadata;
import org.understory.model.flatpak.FlatpakRef;
import org.understory.model.flatpak.PermissionChange;
import org.understory.model.flatpak.ReleaseList;
import org.understory.store.variant.Made;
import org.understory.test.fuzz.Target;

/** What publishers, servers and Flatpak itself write. */
public final class FlatpakTargets {
  private static final FlatpakRef REF =
      FlatpakRef.of("app/org.fern.Notes/x86_64/stable").orElseThrow();

  private static final int STARS = 4;

  private FlatpakTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of("flatpak-metadata", FlatpakTargets::metadata, MetadataParser.class),
        Target.of(
            "flatpak-deploy", Made.also("(ssasta{sv})", FlatpakTargets::deploy), DeployFile.class),
        Target.of("flatpak-holds", FlatpakTargets::holds, HoldPatterns.class),
        Target.of("flatpak-releases", FlatpakTargets::releases, ReleaseText.class));
  }

  /** A version is like itself, and all that one may is new against one that may nothing. */
  private static void metadata(byte[] input) throws Exception {
    AppMetadata read = MetadataParser.parse(Target.text(input), "metadata");
    require(
        PermissionChange.between(read.permissions(), read.permissions()).isEmpty(), "like itself");
    int count = PermissionChange.between(List.of(), read.permissions()).size();
    require(count == read.permissions().size(), "each once");
    require(PermissionChange.between(read.permissions(), List.of()).size() == count, "each goes");
    read.permissions().forEach(each -> require(!each.name().isEmpty(), "a name"));
  }

  private static void deploy(byte[] input) throws Exception {
    DeployFile read = DeployFile.parse(input, "deploy");
    require(read.size() >= 0, "a size");
    require(read.time().isEmpty() || read.time().getAsLong() > 0, "a time");
  }

  /** What holds it is what the expression that Flatpak makes of a pattern fits. */
  private static void holds(byte[] input) {
    HoldPatterns read = HoldPatterns.parse(Target.text(input));
    List<String> holding = read.holding(REF);
    for (String each : read.patterns()) {
      // More stars would keep the expression busy for ever.
      if (each.chars().filter(c -> c == '*').count() < STARS) {
        require(REF.name().matches(expression(each)) == holding.contains(each), each);
      }
    }
    List<String> same = HoldPatterns.parse(String.join(";", read.patterns())).patterns();
    require(same.equals(read.patterns()), "written back");
  }

  /** As flatpak_filter_glob_to_regexp makes it. */
  private static String expression(String pattern) {
    boolean kind = pattern.startsWith("app/") || pattern.startsWith("runtime/");
    String rest = kind ? pattern.substring(pattern.indexOf('/') + 1) : pattern;
    String parts =
        Stream.of((rest + "//").split("/", -1))
            .limit(3)
            .map(part -> part.isEmpty() ? "*" : part)
            .map(part -> part.replace(".", "\\.").replace("*", "[.\\-_a-zA-Z0-9]*"))
            .collect(Collectors.joining("/"));
    return (kind ? pattern.substring(0, pattern.indexOf('/')) : "(app|runtime)") + "/" + parts;
  }

  private static void releases(byte[] input) {
    List<String> texts = Target.texts(input, 2);
    ReleaseList read = ReleaseText.parse(texts.get(0), texts.get(1));
    require(read.releases().size() <= 2000, "so many at most");
    read.releases().forEach(each -> require(each.time() >= 0, "a time"));
    require(read.download().orElse(0) >= 0 && read.size().orElse(0) >= 0, "sizes");
  }
}
