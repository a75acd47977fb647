package org.understory.test.engine;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.understory.test.kit.engine.EngineContract;
import org.understory.test.kit.engine.EngineHost;
import org.understory.test.kit.engine.HelperHost;

/** The running system, changed by the helper, which is real from end to end. */
@EnabledIfSystemProperty(
    named = "understory.image",
    matches = ".+",
    disabledReason = "takes long; test/system/run runs it")
final class HelperContractTest extends EngineContract {
  @Override
  protected EngineHost start(Path folder) {
    return new HelperHost();
  }
}
