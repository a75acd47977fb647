package org.understory.store.demo;

import java.nio.file.Path;
import java.util.function.DoubleConsumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.sysroot.Sysroot;

/** The demo system: a real sysroot made by libostree in a folder that belongs to the person. */
public final class DemoSystem {
  private final Path folder;

  /** A demo system that is, or can be made, in this folder. */
  public DemoSystem(Path folder) {
    this.folder = folder;
  }

  /** Whether it is there, whole and of this program's version. */
  public boolean isPresent() {
    return false;
  }

  /** Makes it, throwing away what is there; {@code progress} hears fractions from 0 to 1. */
  public void make(DoubleConsumer progress, Cancellation cancellation) throws StoreException {
    throw new UnsupportedOperationException(folder.toString());
  }

  /** Opens it. */
  public Sysroot open() throws StoreException {
    throw new UnsupportedOperationException();
  }
}
