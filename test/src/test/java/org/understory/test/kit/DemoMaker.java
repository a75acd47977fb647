package org.understory.test.kit;

import java.nio.file.Path;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.demo.DemoSystem;

/** Makes a demo system, if wanted in a process of its own and so as another user. */
public final class DemoMaker {
  private DemoMaker() {}

  /** The argument is the folder to make it in. */
  public static void main(String[] arguments) throws StoreException {
    make(Path.of(arguments[0]));
  }

  /** Makes it in this folder, with the history of {@link DemoFixture}. */
  public static void make(Path folder) throws StoreException {
    new DemoSystem(folder, DemoFixture.CLOCK).make(fraction -> {}, new Cancellation());
  }
}
