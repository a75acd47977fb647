package org.understory.store.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.tool.BoundedTool;

/**
 * Runs {@code journalctl} on the journal of the system, never for long and never for much.
 *
 * @param command the program and what says which journal
 * @param patience how long it may take
 */
record JournalTool(List<String> command, Duration patience) {
  /** Bytes of output that are read. */
  private static final int MAX_OUTPUT = 16 << 20;

  private static final String NAME = "journalctl";

  /**
   * What it said.
   *
   * @param cut why it is not all
   */
  record Output(String text, Optional<Problem> cut) {
    /** All whole lines. */
    Stream<String> lines() {
      return text.substring(0, text.lastIndexOf('\n') + 1).lines();
    }
  }

  static JournalTool live(Duration patience) {
    return new JournalTool(List.of("/usr/bin/journalctl", "--system"), patience);
  }

  /** For the journal whose files are in this folder. */
  static JournalTool of(Path folder, Duration patience) {
    return new JournalTool(
        List.of("/usr/bin/journalctl", "--system", "--directory=" + folder), patience);
  }

  /**
   * Runs it.
   *
   * @throws StoreException MissingTool, JournalClosed
   */
  Output run(List<String> arguments, Cancellation cancellation) throws StoreException {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("--quiet", "--no-pager", "--utc", "--output=json"));
    all.addAll(arguments);
    BoundedTool.Answer answer =
        new BoundedTool(NAME, command, Map.of("LC_ALL", "C.UTF-8"), patience, MAX_OUTPUT)
            .run(all, cancellation);
    // journal_access_check_and_warn, and sd_journal_open_directory.
    if (answer.errors().contains("insufficient permissions")
        || answer.errors().contains("Permission denied")) {
      throw new StoreException(new Problem.JournalClosed());
    }
    return new Output(answer.said(), cut(answer));
  }

  private static Optional<Problem> cut(BoundedTool.Answer answer) {
    if (answer.more()) {
      return Optional.of(failed("too much output"));
    }
    if (answer.late()) {
      return Optional.of(failed("timeout"));
    }
    return answer.status() == 0
        ? Optional.empty()
        : Optional.of(failed(answer.errors().lines().findFirst().orElse("")));
  }

  private static Problem failed(String detail) {
    return new Problem.ToolFailed(NAME, detail);
  }
}
