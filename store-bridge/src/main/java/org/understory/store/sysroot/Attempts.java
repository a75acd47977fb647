package org.understory.store.sysroot;

import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * Tries one reading after the other and keeps the problems, each once, so that one bad file does
 * not hide the good ones.
 */
final class Attempts {
  private final Set<Problem> problems = new LinkedHashSet<>();

  /** Something that may find trouble. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws StoreException;
  }

  /** What was read, or empty and one more problem. */
  <T> Optional<T> run(Reading<T> reading) {
    try {
      return Optional.of(reading.read());
    } catch (StoreException e) {
      problems.add(e.problem());
    } catch (InvalidPathException e) {
      // Text out of a file that can't be a path here: a NUL, or letters that the locale lacks.
      problems.add(new Problem.CorruptFile(e.getInput(), Flaw.UNSAFE_NAME));
    }
    return Optional.empty();
  }

  void add(Problem problem) {
    problems.add(problem);
  }

  List<Problem> problems() {
    return new ArrayList<>(problems);
  }
}
