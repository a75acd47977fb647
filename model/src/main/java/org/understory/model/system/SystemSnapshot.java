package org.understory.model.system;

import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * The whole truth about a sysroot at one moment; replaced, never edited.
 *
 * @param stateId changes when any fact below changes; the same facts give the same id
 * @param os stateroot of what runs, else of what boots next, else empty text
 * @param deployments in boot order; where the boot entries may not be read ({@code problems} says
 *     so) the order is unknown: then a staged deployment comes first, the one that runs next, the
 *     others by id, and of the latter nobody knows what boots next, rolls back or is passed to the
 *     kernel
 * @param finalizationFailure what the last attempt to finish a staged update reported ({@code
 *     /boot/ostree/finalize-failure.stamp})
 * @param problems what could not be read; the rest is still true
 * @param bootLoader what starts them
 */
public record SystemSnapshot(
    String stateId,
    String os,
    List<Deployment> deployments,
    Optional<String> finalizationFailure,
    List<Problem> problems,
    BootLoader bootLoader) {
  public SystemSnapshot {
    deployments = List.copyOf(deployments);
    problems = List.copyOf(problems);
  }

  /** As {@link #of(List, Optional, List, BootLoader)}, of which nobody knows what starts it. */
  public static SystemSnapshot of(
      List<Deployment> deployments, Optional<String> finalizationFailure, List<Problem> problems) {
    return of(deployments, finalizationFailure, problems, BootLoader.UNKNOWN);
  }

  /**
   * A snapshot of these facts with the id that they make: a SHA-256 in hexadecimal digits.
   *
   * @param deployments in boot order
   */
  public static SystemSnapshot of(
      List<Deployment> deployments,
      Optional<String> finalizationFailure,
      List<Problem> problems,
      BootLoader bootLoader) {
    String os =
        deployments.stream()
            .filter(Deployment::booted)
            .findFirst()
            .or(() -> deployments.stream().filter(Deployment::bootsNext).findFirst())
            .map(Deployment::stateroot)
            .orElse("");
    return new SystemSnapshot(
        StateId.of(os, deployments, finalizationFailure, problems, bootLoader),
        os,
        deployments,
        finalizationFailure,
        problems,
        bootLoader);
  }

  /** What runs now. */
  public Optional<Deployment> booted() {
    return deployments.stream().filter(Deployment::booted).findFirst();
  }

  /**
   * What libostree calls pending: the first deployment in boot order that belongs to the stateroot
   * of what runs and comes before it. Empty when nothing runs, or what runs also boots next ({@code
   * ostree_sysroot_query_deployments_for}).
   */
  public Optional<Deployment> pending() {
    return booted()
        .flatMap(
            booted ->
                deployments.stream()
                    .takeWhile(deployment -> !deployment.booted())
                    .filter(deployment -> deployment.stateroot().equals(booted.stateroot()))
                    .findFirst());
  }

  /** What runs; of a system that does not run, what would start. */
  public Optional<Deployment> current() {
    return booted().or(this::nextBoot);
  }

  /** The one that a roll back would boot. */
  public Optional<Deployment> rollback() {
    return deployments.stream().filter(Deployment::rollback).findFirst();
  }

  /** What starts at the next boot. */
  public Optional<Deployment> nextBoot() {
    return deployments.stream().filter(Deployment::bootsNext).findFirst();
  }

  /** What starts at the next boot only, before the boot order counts again. */
  public Optional<Deployment> startsOnce() {
    return deployments.stream().filter(Deployment::startsOnce).findFirst();
  }

  /**
   * The deployment that a person means: an id or the start of one, {@code CHECKSUM.SERIAL} or the
   * start of it, or one of {@code booted}, {@code pending}, {@code rollback} and {@code staged}.
   *
   * @throws StoreException UnknownDeployment, AmbiguousDeployment
   */
  public Deployment find(String name) throws StoreException {
    Optional<Deployment> meant =
        switch (name) {
          case "booted" -> booted();
          case "pending" -> pending();
          case "rollback" -> rollback();
          case "staged" -> deployments.stream().filter(Deployment::staged).findFirst();
          default -> Optional.of(byId(name));
        };
    return meant.orElseThrow(() -> new StoreException(new Problem.UnknownDeployment(name)));
  }

  private Deployment byId(String name) throws StoreException {
    List<Deployment> found =
        deployments.stream()
            .filter(each -> !name.isEmpty())
            .filter(
                each ->
                    each.id().startsWith(name)
                        || each.id().substring(each.stateroot().length() + 1).startsWith(name))
            .toList();
    if (found.size() > 1) {
      List<Deployment> exact = found.stream().filter(each -> each.id().equals(name)).toList();
      found = exact.isEmpty() ? found : exact;
    }
    if (found.size() > 1) {
      throw new StoreException(
          new Problem.AmbiguousDeployment(name, found.stream().map(Deployment::id).toList()));
    }
    if (found.isEmpty()) {
      throw new StoreException(new Problem.UnknownDeployment(name));
    }
    return found.getFirst();
  }
}
