package org.understory.store.variant;

import java.io.Serial;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/** Bytes that are no value of the type that they should have. */
public final class VariantException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final Flaw flaw;

  /** No stack trace: this is the ordinary answer to damaged data, and may come often. */
  public VariantException(Flaw flaw) {
    super(flaw.name(), null, false, false);
    this.flaw = flaw;
  }

  /** What is wrong with the bytes. */
  public Flaw flaw() {
    return flaw;
  }

  /** The same trouble, said of this object ({@code CHECKSUM.type}). */
  public StoreException in(String object) {
    return new StoreException(new Problem.CorruptObject(object, flaw), this);
  }

  /** The same trouble, said of a file that is no object. */
  public StoreException inFile(String path) {
    return new StoreException(new Problem.CorruptFile(path, flaw), this);
  }
}
