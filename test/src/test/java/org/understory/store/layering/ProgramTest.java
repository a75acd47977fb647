package org.understory.store.layering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/** Programs that take more than they may. */
final class ProgramTest {
  private static final List<String> ENDLESS = List.of("/usr/bin/unshare", "/usr/bin/yes");

  @TempDir Path folder;

  @Test
  void whoever_takes_the_last_room_of_the_disk_is_ended() {
    assertEnds(Long.MAX_VALUE, Duration.ofHours(1), new Problem.NoSpace(folder.toString()));
  }

  @Test
  void whoever_does_not_end_is_ended() {
    assertEnds(0, Duration.ofMillis(1), new Problem.ToolFailed("unshare", "it does not end"));
  }

  private void assertEnds(long spare, Duration limit, Problem problem) {
    Program program = new Program(folder, Program.ENVIRONMENT, spare);
    assertThatThrownBy(() -> program.run(ENDLESS, _ -> {}, limit, new Cancellation()))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
