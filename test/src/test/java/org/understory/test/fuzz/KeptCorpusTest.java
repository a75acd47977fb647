package org.understory.test.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every input that fuzzing was begun with or found is tried again; those whose name says so also
 * grown to a mebibyte.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KeptCorpusTest {
  private static final Path CORPUS =
      Path.of(System.getProperty("understory.root"), "test/src/test/resources/fuzz");

  /** Seconds of processor time for a mebibyte; nearly all take a tenth of one. */
  private static final int LIMIT = 3;

  /** The end of the names of inputs that are tried grown as well. */
  private static final String GROWN = ".grow";

  /** Room for what is kept: in bytes, of all targets. */
  private static final long MAX_CORPUS = 2 << 20;

  static List<Target> targets() {
    return Targets.all();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void kept_inputs_are_read_or_refused_in_time(Target target) throws IOException {
    List<Path> inputs = files(CORPUS.resolve(target.name()));
    assertThat(inputs).isNotEmpty();
    for (Path each : inputs) {
      byte[] input = Files.readAllBytes(each);
      try {
        target.run(input);
        if (each.toString().endsWith(GROWN)) {
          Clock.within(LIMIT, () -> target.run(Target.large(input)));
        }
      } catch (RuntimeException | AssertionError fault) {
        throw new AssertionError(each.toString(), fault);
      }
    }
  }

  @Test
  void the_corpus_is_small_and_belongs_to_the_targets() throws IOException {
    long size = 0;
    for (Path each : files(CORPUS)) {
      size += Files.size(each);
      assertThat(Targets.of(each.getParent().getFileName().toString())).isNotNull();
    }
    assertThat(size).isLessThan(MAX_CORPUS);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
