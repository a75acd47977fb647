package org.understory.test.kit.engine;

import java.nio.file.Path;
import java.util.List;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Plan;
import org.understory.model.system.UpdateService;

/** A {@link BootedFern} whose updates are those of a service that another program plays. */
abstract class FernHost implements EngineHost {
  private final BootedFern fern;
  private final UpdateService service;

  FernHost(Path folder, UpdateService service) {
    fern = new BootedFern(folder, 2);
    this.service = service;
  }

  /** The computer. */
  public final BootedFern fern() {
    return fern;
  }

  @Override
  public final UpdateService service() {
    return service;
  }

  @Override
  public final List<String> command(List<String> program) {
    return fern.command(program);
  }

  @Override
  public final List<Path> folders() {
    return List.of(fern.sysroot().folder(), fern.host().run());
  }

  @Override
  public final String branch() {
    return "fern:stable";
  }

  @Override
  public final String otherBranch() {
    return "fern:next";
  }

  @Override
  public final Checksum publish(String branch) {
    return fern.server().publish(branch.substring(branch.indexOf(':') + 1));
  }

  final Plan upgrade() throws StoreException {
    return engine().plan(new Operation.Upgrade(BootedFern.NAME, publish(branch())));
  }

  @Override
  public void close() {
    fern.close();
  }
}
