package org.understory.store.helper;

import java.io.Serial;
import org.understory.store.bus.ErrorName;

/**
 * Why a caller does not get what it asked for. It carries no text: nothing from inside gets out.
 */
public final class Refusal extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorName name;

  /** A refusal for this reason. */
  public Refusal(ErrorName name) {
    super(name.word(), null, false, false);
    this.name = name;
  }

  /** The reason. */
  public ErrorName name() {
    return name;
  }
}
