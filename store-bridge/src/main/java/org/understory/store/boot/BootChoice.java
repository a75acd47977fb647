package org.understory.store.boot;

import java.nio.file.Path;
import java.util.Optional;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.logind.Logind;
import org.understory.store.sysroot.BootMenu;

/**
 * Chooses what the boot loader of a system starts the next time only.
 *
 * @param menu what it knows now
 * @param bus the socket of the system bus
 */
public record BootChoice(BootMenu menu, Path bus) {
  /**
   * Has this deployment started once.
   *
   * @throws StoreException CannotStartOnce where the boot loader can't, or has no name for this one
   *     alone; MissingTool, ToolFailed, NotWritable
   */
  public void once(String id) throws StoreException {
    Optional<String> name = Optional.ofNullable(menu.names().get(id));
    if (!menu.loader().startsOnce() || name.isEmpty()) {
      throw new StoreException(new Problem.CannotStartOnce(menu.loader().name()));
    }
    tell(name);
  }

  /**
   * Has nothing started but what the boot order says. What is not libostree's is left as it is.
   *
   * @throws StoreException as {@link #once}
   */
  public void usual() throws StoreException {
    if (menu.isTold()) {
      tell(Optional.empty());
    }
  }

  private void tell(Optional<String> name) throws StoreException {
    if (menu.grubenv().isPresent()) {
      new GrubVariables(menu.grubenv().get()).next(name);
      return;
    }
    Logind login = new Logind(bus);
    if (!login.startOnce(name)) {
      throw new StoreException(new Problem.CannotStartOnce(menu.loader().name()));
    }
  }
}
