package org.understory.test.engine;

import java.nio.file.Path;
import org.understory.test.kit.engine.EngineContract;
import org.understory.test.kit.engine.EngineHost;
import org.understory.test.kit.engine.HelperHost;

/** The running system, changed by the helper, which is real from end to end. */
final class HelperContractTest extends EngineContract {
  @Override
  protected EngineHost start(Path folder) {
    return new HelperHost();
  }
}
