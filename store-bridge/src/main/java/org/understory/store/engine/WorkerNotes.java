package org.understory.store.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.store.file.HeldFile;
import org.understory.store.wire.RecordJson;
import org.understory.store.wire.WorkerLine;
import org.understory.store.wire.WorkerNote;
import org.understory.store.wire.WorkerOrder;

/**
 * Leaves word of one piece of work on disk, for a front that was not there when it began. What
 * can't be written never makes the work fail.
 */
final class WorkerNotes {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerNotes.class);

  private final Path outcome;
  private Optional<HeldFile> held = Optional.empty();
  private WorkerNote.Running running;

  /**
   * Notes that it begins, in {@code running.json}.
   *
   * @param outcome file beside it in which it will be noted how it ended
   */
  WorkerNotes(Path outcome, WorkerOrder.Request order) {
    this.outcome = outcome;
    long uid = Long.parseLong(order.uid());
    long now = Instant.now().getEpochSecond();
    running =
        new WorkerNote.Running(
            order.id(), uid, order.action(), order.hash(), Optional.empty(), now);
    try {
      held = HeldFile.hold(outcome.resolveSibling("running.json"), RecordJson.write(running));
    } catch (IOException e) {
      LOG.warn("It could not be noted that work begins", e);
    }
  }

  /** Notes a new step, or the end. */
  void note(WorkerLine line) {
    try {
      if (line.phase().isPresent() && held.isPresent()) {
        running = running.at(line.phase().get());
        held.get().write(RecordJson.write(running));
      }
      if (line.type() == WorkerLine.Type.FINISHED) {
        leave(line);
        if (held.isPresent()) {
          held.get().close();
        }
      }
    } catch (IOException e) {
      LOG.warn("It could not be noted how work goes", e);
    }
  }

  private void leave(WorkerLine line) throws IOException {
    WorkerNote note =
        new WorkerNote.Finished(
            running.id(),
            running.uid(),
            running.action(),
            running.hash(),
            Instant.now().getEpochSecond(),
            line.forAll());
    Path fresh = outcome.resolveSibling(outcome.getFileName() + ".new");
    Files.writeString(fresh, RecordJson.write((Record) note) + "\n");
    Files.move(fresh, outcome, StandardCopyOption.ATOMIC_MOVE);
  }
}
