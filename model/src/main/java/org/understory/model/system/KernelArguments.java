package org.understory.model.system;

import java.util.List;

/**
 * The kernel command line of a boot entry, argument by argument in order; quoted values stay in one
 * piece.
 */
public record KernelArguments(List<String> arguments) {
  public KernelArguments {
    arguments = List.copyOf(arguments);
  }
}
