package org.understory.model.system;

import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Problem;

/**
 * The whole truth about a sysroot at one moment; replaced, never edited.
 *
 * @param stateId changes when any fact below changes; the same facts give the same id
 * @param os stateroot of what runs, else of what boots next, else empty text
 * @param deployments in boot order
 * @param finalizationFailure what the last attempt to finish a staged update reported ({@code
 *     /boot/ostree/finalize-failure.stamp})
 * @param problems what could not be read; the rest is still true
 */
public record SystemSnapshot(
    String stateId,
    String os,
    List<Deployment> deployments,
    Optional<String> finalizationFailure,
    List<Problem> problems) {
  public SystemSnapshot {
    deployments = List.copyOf(deployments);
    problems = List.copyOf(problems);
  }

  /** What runs now. */
  public Optional<Deployment> booted() {
    return deployments.stream().filter(Deployment::booted).findFirst();
  }

  /** What starts at the next boot. */
  public Optional<Deployment> nextBoot() {
    return deployments.stream().filter(Deployment::bootsNext).findFirst();
  }
}
