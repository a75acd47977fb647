package org.understory.store.endless;

import static org.understory.test.fuzz.Target.require;

import java.nio.file.Path;
import java.util.List;
import org.understory.test.fuzz.Target;

/** What drives that somebody plugs in may be called. */
public final class EndlessTargets {
  private EndlessTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(Target.of("volumes", EndlessTargets::volumes, Volumes.class));
  }

  private static void volumes(byte[] input) {
    List<Path> volumes = Volumes.read(input);
    require(volumes.size() <= 64, "few");
    for (Path each : volumes) {
      require(each.isAbsolute() && each.normalize().equals(each), "where it says");
      require(
          List.of("media", "mnt").contains(each.getName(0).toString())
              || each.startsWith("/run/media"),
          "where drives are");
    }
  }
}
