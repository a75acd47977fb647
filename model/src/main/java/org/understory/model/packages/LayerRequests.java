package org.understory.model.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What somebody asked to be changed in the packages of a deployment, as its origin says
 * (rpm-ostree's rust/src/origin.rs). What became of that is told by {@link Layering}.
 *
 * @param packages names of packages, or of what packages provide, to layer
 * @param local NEVRAs of packages to layer that were brought as files
 * @param removed names of packages of the base to take out
 * @param replaced NEVRAs of packages that were brought as files to take the place of the base's
 * @param replacedFrom for sources such as {@code repo=updates}, the names of packages that are to
 *     be taken from there
 * @param others whether something else than packages is made here for it, such as an initramfs
 */
public record LayerRequests(
    List<String> packages,
    List<String> local,
    List<String> removed,
    List<String> replaced,
    Map<String, List<String>> replacedFrom,
    boolean others) {
  /** Of a deployment as it was delivered. */
  public static final LayerRequests NONE =
      new LayerRequests(List.of(), List.of(), List.of(), List.of(), Map.of(), false);

  public LayerRequests {
    packages = List.copyOf(packages);
    local = List.copyOf(local);
    removed = List.copyOf(removed);
    replaced = List.copyOf(replaced);
    replacedFrom = Map.copyOf(replacedFrom);
  }

  /**
   * Whether the deployment has a commit of its own, made here ({@code may_require_local_assembly}
   * in rust/src/treefile.rs).
   */
  public boolean any() {
    return others || !packages.isEmpty() || !local.isEmpty() || overrides().findAny().isPresent();
  }

  /** Whether a package is asked for, by its name or, where it was brought as a file, its NEVRA. */
  public boolean asks(String name) {
    return packages.contains(name)
        || local.stream().anyMatch(each -> each.equals(name) || name(each).equals(name));
  }

  /** Whether a package of the base is asked to be removed or replaced. */
  public boolean overrides(String name) {
    return overrides().anyMatch(each -> each.equals(name) || name(each).equals(name));
  }

  /** Whether a file takes the place of the base's package of this name. */
  public boolean replaces(String name) {
    return replaced.stream().anyMatch(each -> name(each).equals(name));
  }

  private Stream<String> overrides() {
    return Stream.of(
            removed.stream(),
            replaced.stream(),
            replacedFrom.values().stream().flatMap(List::stream))
        .flatMap(each -> each);
  }

  /** The same with other layers. */
  public LayerRequests layering(List<String> install, List<String> uninstall) {
    List<String> named = new ArrayList<>(packages);
    named.removeAll(uninstall);
    install.stream().filter(each -> !named.contains(each)).forEach(named::add);
    return new LayerRequests(
        named, without(local, uninstall), removed, replaced, replacedFrom, others);
  }

  /** The same with other overrides. */
  public LayerRequests overriding(List<String> remove, List<String> reset) {
    List<String> gone = new ArrayList<>(without(removed, reset));
    remove.stream().filter(each -> !gone.contains(each)).forEach(gone::add);
    Map<String, List<String>> from = new LinkedHashMap<>();
    replacedFrom.forEach((source, names) -> from.put(source, without(names, reset)));
    from.values().removeIf(List::isEmpty);
    return new LayerRequests(packages, local, gone, without(replaced, reset), from, others);
  }

  /** The same with more layers that are brought as files. */
  public LayerRequests layeringFiles(List<String> nevras) {
    return new LayerRequests(
        packages, joined(local, nevras), removed, replaced, replacedFrom, others);
  }

  /** The same with these in place of packages of the base, or of other files. */
  public LayerRequests replacing(List<String> nevras) {
    List<String> names = nevras.stream().map(LayerRequests::name).toList();
    List<String> files = joined(without(replaced, names), nevras);
    return new LayerRequests(packages, local, removed, files, replacedFrom, others);
  }

  private static List<String> joined(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private static List<String> without(List<String> from, List<String> names) {
    return from.stream()
        .filter(each -> !names.contains(each) && !names.contains(name(each)))
        .toList();
  }

  /** The name in {@code name-epoch:version-release.arch}; all of it where it is none. */
  private static String name(String nevra) {
    int release = nevra.lastIndexOf('-');
    int version = release <= 0 ? -1 : nevra.lastIndexOf('-', release - 1);
    return version <= 0 || nevra.indexOf('.', release) < 0 ? nevra : nevra.substring(0, version);
  }
}
