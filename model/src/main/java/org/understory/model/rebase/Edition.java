package org.understory.model.rebase;

import java.util.List;
import java.util.Optional;

/**
 * A variant of a distribution that somebody has written down. Texts are not safe to show until
 * sanitized.
 *
 * @param publisher what it belongs to, as a heading
 * @param systems {@code ID} of os-release of the systems that it is for; empty for all
 * @param desktop what people see of it, if anything
 * @param kind what {@code reference} is
 * @param reference a refspec with its remote, or the reference of a container image; {@code
 *     ${version}} and {@code ${architecture}} in it are those of the system that moves
 */
public record Edition(
    String publisher,
    List<String> systems,
    String name,
    Optional<String> desktop,
    MoveTarget.Kind kind,
    String reference) {
  public Edition {
    systems = List.copyOf(systems);
  }

  /** Whether it is meant for a system that calls itself one of these. */
  public boolean isFor(List<String> ids) {
    return systems.isEmpty() || systems.stream().anyMatch(ids::contains);
  }
}
