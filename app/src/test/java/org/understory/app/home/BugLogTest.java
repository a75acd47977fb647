package org.understory.app.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.Problem;

final class BugLogTest {
  @TempDir Path folder;

  @Test
  void the_code_names_the_file_that_holds_the_stack_trace() throws IOException {
    Problem.Internal problem = BugLog.record(new IllegalStateException("boom"), folder);

    assertThat(Files.readString(folder.resolve(problem.code())))
        .contains("IllegalStateException: boom", "BugLogTest");
  }

  @Test
  void the_same_bug_gives_the_same_code_whatever_its_message() {
    assertThat(BugLog.record(failure("one"), folder))
        .isEqualTo(BugLog.record(failure("two"), folder));
  }

  @Test
  void a_folder_that_cannot_be_written_still_gives_a_code() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(BugLog.record(failure("one"), file.resolve("below")).code()).hasSize(8);
  }

  private static RuntimeException failure(String message) {
    RuntimeException failure = new IllegalStateException(message);
    failure.setStackTrace(new StackTraceElement[] {new StackTraceElement("A", "b", "A.java", 3)});
    return failure;
  }
}
