package org.understory.app.cli;

import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.Halfway.Stop;
import picocli.CommandLine.Option;

/** How far an update is to go. */
final class Extent {
  @Option(names = "--download-only", descriptionKey = "option.download-only")
  private boolean download;

  @Option(names = "--hold", descriptionKey = "option.hold")
  private boolean hold;

  /** The update, or the part of it that is wished for; downloading is the smaller one. */
  Operation of(Operation update) {
    return download
        ? new Operation.Halfway(update, Stop.DOWNLOADED)
        : hold ? new Operation.Halfway(update, Stop.HELD) : update;
  }
}
