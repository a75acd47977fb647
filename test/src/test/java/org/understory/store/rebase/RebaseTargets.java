package org.understory.store.rebase;

import static org.understory.test.fuzz.Target.require;

import java.util.List;
import org.understory.model.operation.StoreException;
import org.understory.model.rebase.Edition;
import org.understory.test.fuzz.Target;

/** What anybody may have written down about variants to move to. */
public final class RebaseTargets {
  private RebaseTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of("editions", RebaseTargets::editions, EditionFile.class),
        Target.of("os-release-ids", RebaseTargets::release, OsRelease.class));
  }

  private static void editions(byte[] input) throws StoreException {
    for (Edition each : EditionFile.parse(Target.text(input), "a file")) {
      require(!each.publisher().isEmpty() && !each.name().isEmpty(), "it has a name");
      require(each.reference().matches("[!-~]{1,300}"), "one printable word");
      require(
          (each.publisher() + each.name() + each.desktop().orElse(""))
              .chars()
              .noneMatch(Character::isISOControl),
          "one line");
    }
  }

  private static void release(byte[] input) {
    OsRelease read = OsRelease.parse(Target.text(input));
    require(read.ids().stream().allMatch(it -> it.matches("[A-Za-z0-9._-]+")), "single words");
    require(read.version().matches("[A-Za-z0-9._-]*"), "a single word");
  }
}
