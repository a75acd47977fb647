package org.understory.test.engine;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.understory.test.kit.engine.BootcHost;
import org.understory.test.kit.engine.EngineContract;
import org.understory.test.kit.engine.EngineHost;

/** A system whose updates are bootc’s: see {@link org.understory.test.kit.BootcStandIn}. */
@EnabledIfSystemProperty(
    named = "understory.image",
    matches = ".+",
    disabledReason = "takes long; test/system/run runs it")
final class BootcContractTest extends EngineContract {
  @Override
  protected EngineHost start(Path folder) {
    return new BootcHost();
  }
}
