package org.understory.test.kit;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** A repository that is large where a window could feel it; {@code large.py} says what is in it. */
public final class LargeRepository {
  private LargeRepository() {}

  /** Makes it at {@code path}, which is not there yet; takes a few seconds. */
  public static void make(Path path) {
    try {
      Path script = Path.of(LargeRepository.class.getResource("large.py").toURI());
      // The system's own Python: only that one has libostree's bindings.
      Command.run(List.of("/usr/bin/python3", script.toString(), path.toString()));
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
