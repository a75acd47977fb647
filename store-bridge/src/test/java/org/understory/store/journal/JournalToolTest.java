package org.understory.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/** The program may say anything, for as long as it likes. */
final class JournalToolTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final Cancellation cancellation = new Cancellation();

  @Test
  void what_it_said_is_all_whole_lines() throws StoreException {
    JournalTool.Output said = run(LONG, "printf 'a\\nb\\nhalf'");
    assertThat(said.lines()).containsExactly("a", "b");
    assertThat(said.cut()).isEmpty();
  }

  @Test
  void who_may_not_read_it_is_told_so() {
    assertThatThrownBy(
            () ->
                run(
                    LONG,
                    "echo 'No journal files were opened due to insufficient permissions.' >&2;"
                        + " exit 1"))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.JournalClosed()));
  }

  @Test
  void where_it_is_missing_that_is_said() {
    assertThatThrownBy(
            () ->
                new JournalTool(List.of("/nonexistent/journalctl"), LONG)
                    .run(List.of(), cancellation))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.MissingTool("journalctl")));
  }

  @Test
  void what_it_said_before_it_failed_counts() throws StoreException {
    JournalTool.Output said = run(LONG, "echo a; echo 'Bad message' >&2; exit 1");
    assertThat(said.lines()).containsExactly("a");
    assertThat(said.cut()).contains(new Problem.ToolFailed("journalctl", "Bad message"));
  }

  @Test
  void what_it_said_before_its_time_was_over_counts() throws StoreException {
    JournalTool.Output said = run(Duration.ofMillis(300), "echo a; exec sleep 600");
    assertThat(said.lines()).containsExactly("a");
    assertThat(said.cut()).contains(new Problem.ToolFailed("journalctl", "timeout"));
  }

  @Test
  void endless_output_has_an_end() throws StoreException {
    JournalTool.Output said = run(LONG, "exec yes");
    assertThat(said.text()).hasSize(16 << 20);
    assertThat(said.cut()).contains(new Problem.ToolFailed("journalctl", "too much output"));
  }

  @Test
  void endless_complaints_have_an_end() throws StoreException {
    assertThat(run(Duration.ofMillis(500), "exec yes >&2").cut()).isPresent();
  }

  @Test
  void it_ends_when_nobody_waits_for_it_any_more() {
    Thread.ofPlatform().start(cancellation::cancel);
    assertThatThrownBy(() -> run(LONG, "exec sleep 600")).isInstanceOf(CancellationException.class);
  }

  private JournalTool.Output run(Duration patience, String script) throws StoreException {
    return new JournalTool(List.of("/bin/sh", "-c", script), patience).run(List.of(), cancellation);
  }
}
