package org.understory.test.engine;

import java.nio.file.Path;
import org.understory.test.kit.engine.EngineContract;
import org.understory.test.kit.engine.EngineHost;
import org.understory.test.kit.engine.LocalHost;

/** A sysroot in a folder, changed by this process. */
final class LocalContractTest extends EngineContract {
  @Override
  protected EngineHost start(Path folder) {
    return new LocalHost(folder);
  }
}
