package org.understory.store.layering;

import static org.understory.test.fuzz.Target.require;

import java.util.List;
import java.util.Optional;
import org.understory.model.plan.Event;
import org.understory.test.fuzz.Target;

/** What a package manager says. */
public final class LayeringTargets {
  private LayeringTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of("apt", LayeringTargets::lines, AptLine.class),
        Target.of("dnf", LayeringTargets::dnf, DnfLine.class));
  }

  private static void dnf(byte[] input) {
    for (String line : Target.text(input).lines().toList()) {
      Optional<Event.Note> note = DnfLine.parseProgress(line);
      note.ifPresent(it -> require(it.percent().orElseThrow() <= 100, "a part of the whole"));
      require(DnfLine.parseSize(line) >= 0, "bytes to fetch or unpack");
      DnfLine.parseFailedScript(line)
          .ifPresent(it -> require(!it.isEmpty() && it.length() < line.length(), "a part"));
    }
  }

  private static void lines(byte[] input) {
    for (String line : Target.text(input).lines().toList()) {
      Optional<Event.Note> note = AptLine.parseProgress(line);
      note.ifPresent(it -> require(it.percent().orElseThrow() <= 100, "a part of the whole"));
      require(AptLine.parseDownload(line) >= 0, "bytes to fetch");
      require(AptLine.parseGrowth(line) >= 0, "bytes to unpack");
      AptLine.parseName(line).ifPresent(it -> require(it.length() < line.length(), "a part"));
    }
  }
}
