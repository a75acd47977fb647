package org.understory.store.helper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.StoreException;
import org.understory.store.file.HeldFile;
import org.understory.store.wire.RecordJson;
import org.understory.store.wire.WorkerNote;

/** What workers left on disk, also those of a front that is gone. Only root writes there. */
final class WorkerTraces {
  private static final int OUTCOME_LIMIT = 64 << 10;
  private static final Logger LOG = LoggerFactory.getLogger(WorkerTraces.class);

  private final Path running;
  private final Path outcome;

  WorkerTraces(Settings settings) {
    running = settings.running();
    outcome = settings.outcome();
  }

  /** The worker that is at work now, whoever started it. */
  Optional<WorkerNote.Running> running() {
    try {
      Optional<String> text = HeldFile.read(running);
      return text.isPresent()
          ? Optional.of(
              (WorkerNote.Running)
                  RecordJson.read(WorkerNote.class, text.get(), running.toString()))
          : Optional.empty();
    } catch (IOException | StoreException | ClassCastException odd) {
      LOG.warn("Whether a worker runs can't be told", odd);
      return Optional.empty();
    }
  }

  /** The last line of the worker of this transaction, if no other has ended since. */
  Optional<String> end(String transaction) {
    try {
      return RecordJson.read(WorkerNote.class, last(), outcome.toString())
                  instanceof WorkerNote.Finished end
              && end.id().equals(transaction)
          ? Optional.of(RecordJson.write(end.line()))
          : Optional.empty();
    } catch (StoreException none) {
      LOG.debug("No end of {}", transaction, none);
      return Optional.empty();
    }
  }

  /** How the last one ended, as JSON; empty where none has. */
  String last() {
    try (InputStream in = Files.newInputStream(outcome)) {
      String text = new String(in.readNBytes(OUTCOME_LIMIT), StandardCharsets.UTF_8).strip();
      return WorkerLine.read(text).isPresent() ? text : "";
    } catch (NoSuchFileException none) {
      return "";
    } catch (IOException failure) {
      LOG.warn("No last outcome", failure);
      return "";
    }
  }
}
