package org.understory.test.engine;

import java.nio.file.Path;
import org.understory.test.kit.engine.EndlessHost;
import org.understory.test.kit.engine.EngineContract;
import org.understory.test.kit.engine.EngineHost;

/**
 * A system whose updates are those of Endless OS: see {@link
 * org.understory.test.kit.EndlessStandIn}.
 */
final class EndlessContractTest extends EngineContract {
  @Override
  protected EngineHost start(Path folder) {
    return new EndlessHost(folder);
  }
}
