package org.understory.store.wire;

import java.util.List;

/** A line that a worker writes to the socket behind which bootc may do what it has to. */
public sealed interface BootcOrder {
  /** Run it with these arguments; comes first, and once. */
  record Run(List<String> arguments) implements BootcOrder {
    public Run {
      arguments = List.copyOf(arguments);
    }
  }

  /** Have it end. */
  record End(boolean force) implements BootcOrder {}
}
