package org.understory.store.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/** Stages an update in the demo, as its own {@code ostree} would. */
final class DemoStaging {
  private final DemoLayout layout;
  private final Tool tool;

  DemoStaging(DemoLayout layout, Tool tool) {
    this.layout = layout;
    this.tool = tool;
  }

  /**
   * Stages a revision for the next boot. Where this computer does not allow it to this user, there
   * is no staged update and the reason is left in {@link DemoLayout#stagingRefusal}.
   */
  void stage(String revision) throws StoreException, IOException {
    List<String> stage = List.of("ostree", "admin", "deploy", "--stage", "--karg=quiet", revision);
    try {
      tool.run(new DemoHost(layout).command(stage));
    } catch (StoreException e) {
      String reason =
          switch (e.problem()) {
            case Problem.ToolFailed failed -> failed.detail();
            case Problem.MissingTool missing -> missing.tool();
            default -> throw e;
          };
      Files.writeString(layout.stagingRefusal(), reason);
    }
  }
}
