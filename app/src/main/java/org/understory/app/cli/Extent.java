package org.understory.app.cli;

import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.Halfway.Stop;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Option;

/** How far an update is to go. */
final class Extent {
  @Option(names = "--download-only", descriptionKey = "option.download-only")
  private boolean download;

  @Option(names = "--hold", descriptionKey = "option.hold")
  private boolean hold;

  /**
   * The update, or the part of it that is wished for; downloading is the smaller one. What bootc
   * calls that is to get it ready and hold it back: it knows nothing smaller.
   */
  Operation of(Operation update, Engine engine) {
    if (download && engine.service() != UpdateService.BOOTC) {
      return new Operation.Halfway(update, Stop.DOWNLOADED);
    }
    return download || hold ? new Operation.Halfway(update, Stop.HELD) : update;
  }
}
