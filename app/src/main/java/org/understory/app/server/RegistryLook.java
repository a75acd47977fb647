package org.understory.app.server;

import java.util.Optional;
import org.understory.model.operation.Problem;

/**
 * How the last question to a registry goes, or went. Each names the tag that it is about; one about
 * none asks which tags there are.
 */
public sealed interface RegistryLook {
  /** Nobody asks: nobody has, or the answer is there. */
  record Still() implements RegistryLook {}

  /** The registry is being asked. */
  record Running(Optional<String> tag) implements RegistryLook {}

  /** Somebody stopped it. */
  record Stopped(Optional<String> tag) implements RegistryLook {}

  /** The registry gave nothing to use. */
  record Failed(Optional<String> tag, Problem problem) implements RegistryLook {}
}
