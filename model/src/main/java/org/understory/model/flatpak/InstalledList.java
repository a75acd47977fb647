package org.understory.model.flatpak;

import java.util.List;
import org.understory.model.operation.Problem;

/**
 * All that Flatpak has installed.
 *
 * @param all sorted by name
 * @param problems what could not be read
 */
public record InstalledList(List<Installed> all, List<Problem> problems) {
  /** Nothing. */
  public static final InstalledList NONE = new InstalledList(List.of(), List.of());

  public InstalledList {
    all = List.copyOf(all);
    problems = List.copyOf(problems);
  }
}
