package org.understory.app.state;

import java.util.List;
import org.understory.model.history.Ref;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remotes;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.container.Registry;
import org.understory.store.demo.DemoSystem;
import org.understory.store.engine.Engine;

/** What one reading of a system found. */
public record Reading(OpenSystem system, SystemSnapshot snapshot, List<Ref> refs, Remotes remotes) {
  public Reading {
    refs = List.copyOf(refs);
  }

  /** Opens a system and reads it; the demo system is made first where it is not there. */
  public static Reading open(SystemChoice choice, Job job) throws StoreException {
    if (choice instanceof SystemChoice.Demo(var folder)) {
      DemoSystem demo = new DemoSystem(folder);
      if (!demo.isPresent()) {
        demo.make(job::progress, job.cancellation());
      }
    }
    return open(choice);
  }

  /** Opens a system that is there and reads it. */
  public static Reading open(SystemChoice choice) throws StoreException {
    OpenSystem system = OpenSystem.open(choice);
    try {
      return of(system);
    } catch (StoreException unreadable) {
      system.close();
      throw unreadable;
    }
  }

  /** The same, with somebody to change the system. */
  public Reading with(Engine changer) {
    return new Reading(system.with(changer), snapshot, refs, remotes);
  }

  /** The same, asking this of registries. */
  public Reading with(Registry registry) {
    return new Reading(system.with(registry), snapshot, refs, remotes);
  }

  /** Reads a system that is open. */
  public static Reading of(OpenSystem system) throws StoreException {
    return new Reading(system, system.snapshot(), system.repository().refs(), system.remotes());
  }
}
