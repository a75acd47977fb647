package org.understory.app.change;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.understory.app.state.AppState;
import org.understory.app.state.Latest;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Result;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.LayerRequests;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.sysroot.Sysroot;

/** Reads what is asked to be layered on the system that is open, off the thread that draws. */
record AskedLayers(Latest reading) {
  /** Gives it to whoever edits it; nothing where that can't be read. */
  void of(
      AppState state, Optional<Supplier<List<Path>>> chooser, Consumer<LayersViewModel> editor) {
    Optional<SystemSnapshot> snapshot = state.snapshotProperty().get();
    Optional<Sysroot> sysroot = state.systemProperty().get().flatMap(OpenSystem::sysroot);
    // Changes of packages add up, whoever makes them.
    Optional<Deployment> from =
        snapshot.flatMap(it -> BootList.originDeployment(it.deployments(), it.os(), true));
    if (sysroot.isEmpty() || from.isEmpty()) {
      return;
    }
    reading.submit(
        job -> read(sysroot.get(), from.get()),
        result -> {
          if (result instanceof Result.Done<LayerRequests>(LayerRequests asked)) {
            editor.accept(new LayersViewModel(from.get().stateroot(), asked, chooser));
          }
        });
  }

  /** An origin that can't be understood asks for nothing that could be taken back by name. */
  private static LayerRequests read(Sysroot sysroot, Deployment from) throws StoreException {
    try {
      return sysroot.requests(from);
    } catch (StoreException e) {
      if (e.problem() instanceof Problem.CorruptFile) {
        return LayerRequests.NONE;
      }
      throw e;
    }
  }
}
