package org.understory.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;

class SmallFileTest {
  private static final Path PATH = Path.of("/a/b");

  @Test
  void what_the_file_system_refuses_is_told_in_its_words_and_never_in_those_of_java() {
    assertThat(problem(new NotDirectoryException("/a/b")))
        .isEqualTo(new Problem.CorruptFile("/a/b", Flaw.MALFORMED));
    assertThat(problem(new AccessDeniedException("/a/b")))
        .isEqualTo(new Problem.NotPermitted("/a/b"));
    assertThat(problem(new FileSystemException("/a/b", null, "No space left on device")))
        .isEqualTo(new Problem.InputOutput("/a/b", "No space left on device"));
    assertThat(problem(new IOException("Input/output error")))
        .isEqualTo(new Problem.InputOutput("/a/b", "Input/output error"));
  }

  private static Problem problem(IOException e) {
    return SmallFile.trouble(PATH, e).problem();
  }
}
