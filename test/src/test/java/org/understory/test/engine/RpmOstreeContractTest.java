package org.understory.test.engine;

import java.nio.file.Path;
import org.understory.test.kit.engine.EngineContract;
import org.understory.test.kit.engine.EngineHost;
import org.understory.test.kit.engine.RpmOstreeHost;

/**
 * A system whose updates are rpm-ostree’s: see {@link org.understory.test.kit.RpmOstreeStandIn}.
 */
final class RpmOstreeContractTest extends EngineContract {
  @Override
  protected EngineHost start(Path folder) {
    return new RpmOstreeHost(folder);
  }
}
