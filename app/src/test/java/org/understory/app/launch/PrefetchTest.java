package org.understory.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.Background;
import org.understory.app.state.Reading;
import org.understory.app.state.Result;
import org.understory.app.state.SystemChoice;
import org.understory.model.operation.Problem;

class PrefetchTest {
  @TempDir private Path folder;

  @Test
  void what_was_read_before_the_window_was_there_is_handed_to_it() throws IOException {
    for (String name : List.of("objects", "refs/heads", "refs/remotes", "tmp", "state")) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.writeString(folder.resolve("config"), "[core]\nrepo_version=1\nmode=archive-z2\n");
    SystemChoice choice = new SystemChoice.BareRepository(folder);
    if (result(choice) instanceof Result.Done<Reading>(Reading read)) {
      assertThat(read.system().choice()).isEqualTo(choice);
      read.system().close();
    } else {
      throw new AssertionError(result(choice));
    }
  }

  @Test
  void what_can_not_be_opened_is_told_in_the_window() {
    assertThat(result(new SystemChoice.BareRepository(folder.resolve("nothing"))))
        .isInstanceOfSatisfying(
            Result.Failed.class,
            failed -> assertThat(failed.problem()).isNotInstanceOf(Problem.Internal.class));
  }

  private static Result<Reading> result(SystemChoice choice) {
    List<Result<Reading>> results = new ArrayList<>();
    Background.inline().run(new Prefetch(choice), results::add);
    return results.getFirst();
  }
}
