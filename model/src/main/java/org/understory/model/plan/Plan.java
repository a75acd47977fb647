package org.understory.model.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.remote.Download;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;

/**
 * What an operation will do, known before anything is touched.
 *
 * @param before the state that the person saw; the operation is refused in any other
 * @param after the deployments in boot order once it is done; kernel arguments are without {@code
 *     ostree=} in new ones
 * @param afterShutdown as {@code after}, once a staged deployment is finished by a clean shutdown;
 *     empty where none is staged and free to be finished
 * @param warnings the most serious first
 * @param restartNeeded whether the change is felt only after a restart of this computer
 * @param undo what takes it back, in this order; empty where nothing can or nothing changes
 * @param installer what of the version itself layers packages on it, such as {@code apt}; empty
 *     where nothing is layered here, or the version is not here yet
 */
public record Plan(
    Operation operation,
    SystemSnapshot before,
    List<Deployment> after,
    Optional<List<Deployment>> afterShutdown,
    List<Warning> warnings,
    boolean restartNeeded,
    List<Operation> undo,
    Space space,
    Optional<String> installer) {
  public Plan {
    after = List.copyOf(after);
    warnings = List.copyOf(warnings);
    undo = List.copyOf(undo);
  }

  /**
   * Bytes that it takes and gives back, empty where that is not known.
   *
   * @param download to fetch
   * @param disk more in the file system of the repository afterwards; negative where it gets less;
   *     what an operation frees only later, at a next one, is not in it
   * @param diskFree free there now
   * @param boot more in /boot afterwards; negative where it gets less
   * @param bootFree free in /boot now
   */
  public record Space(
      Optional<Download> download,
      OptionalLong disk,
      OptionalLong diskFree,
      OptionalLong boot,
      OptionalLong bootFree) {
    /** Nothing is known. */
    public static final Space UNKNOWN =
        new Space(
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
  }

  /** The same, where this is downloaded. */
  public Plan downloading(Download download) {
    Space known =
        new Space(Optional.of(download), space.disk, space.diskFree, space.boot, space.bootFree);
    return new Plan(
        operation, before, after, afterShutdown, warnings, restartNeeded, undo, known, installer);
  }

  /** The same, where this layers the packages. */
  public Plan installedBy(String tool) {
    Optional<String> known = Optional.of(tool);
    return new Plan(
        operation, before, after, afterShutdown, warnings, restartNeeded, undo, space, known);
  }

  /** The same, with these to know as well. */
  public Plan warning(List<Warning> more) {
    List<Warning> all = new ArrayList<>(warnings);
    all.addAll(more);
    all.sort(Comparator.comparing(Warning::code));
    return new Plan(
        operation, before, after, afterShutdown, all, restartNeeded, undo, space, installer);
  }

  /** The list in the end: after shutdown where something is staged, else as soon as it is done. */
  public List<Deployment> finished() {
    return afterShutdown.orElse(after);
  }

  /**
   * Whether what it does is seen in full only after a shutdown; false as well where a staged update
   * changes the list then all the same.
   */
  public boolean waits() {
    List<Deployment> now = before.deployments();
    return afterShutdown.isPresent()
        && (!ids(after).equals(ids(now)) || DeploymentWrite.finish(now).isEmpty());
  }

  /**
   * Ids of deployments that are there now and not in the end, but for those that an update that is
   * staged already would replace anyway.
   */
  public List<String> dropped() {
    List<Deployment> now = before.deployments();
    List<String> kept = new ArrayList<>(ids(finished()));
    if (created().isEmpty()) {
      List<String> unasked = ids(DeploymentWrite.finish(now).orElse(now));
      ids(after).stream().filter(id -> !unasked.contains(id)).forEach(kept::add);
    }
    return ids(now).stream().filter(id -> !kept.contains(id)).toList();
  }

  /**
   * Whether what the boot loader offers is written anew, now or by what this prepares for the
   * shutdown. The names that it has for deployments tell their place, and are then others.
   */
  public boolean rewritesBootMenu() {
    return rewritesBootMenu(before.deployments(), after);
  }

  static boolean rewritesBootMenu(List<Deployment> before, List<Deployment> after) {
    return !menu(before).equals(menu(after));
  }

  private static List<List<Object>> menu(List<Deployment> list) {
    return list.stream()
        .map(
            each ->
                List.<Object>of(
                    each.id(),
                    each.kernelArguments().own(),
                    each.staged(),
                    each.finalizationLocked()))
        .toList();
  }

  private static List<String> ids(List<Deployment> list) {
    return list.stream().map(Deployment::id).toList();
  }

  /** Deployments that are not there now. */
  public List<Deployment> created() {
    List<String> old = before.deployments().stream().map(Deployment::id).toList();
    return after.stream().filter(each -> !old.contains(each.id())).toList();
  }
}
