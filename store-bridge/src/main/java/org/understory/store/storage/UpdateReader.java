package org.understory.store.storage;

import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.storage.BootUse;
import org.understory.model.storage.BootUse.Update;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.repo.Repository;

/** Reads what an update needs in /boot. */
public record UpdateReader(Repository repository) {
  /** Of what is staged; empty where nothing is, or its kernel can't be told. */
  public Optional<Update> staged(SystemSnapshot snapshot, BootUse boot) throws StoreException {
    Optional<Deployment> staged =
        snapshot.deployments().stream().filter(Deployment::staged).findFirst();
    if (staged.isEmpty()) {
      return Optional.empty();
    }
    Deployment next = staged.get();
    return of(next.checksum(), next.stateroot(), next.id(), boot);
  }

  /** Of a commit, were it deployed; empty where it has no kernel, or not all of that is here. */
  public Optional<Update> commit(Checksum commit, SystemSnapshot snapshot, BootUse boot)
      throws StoreException {
    return of(commit, snapshot.os(), commit.hex(), boot);
  }

  private Optional<Update> of(Checksum commit, String stateroot, String subject, BootUse boot)
      throws StoreException {
    return Kernel.of(repository, commit)
        .map(
            kernel -> {
              String name = stateroot + "-" + kernel.checksum();
              boolean here = boot.kernels().stream().anyMatch(it -> it.name().equals(name));
              return new Update(subject, name, here ? 0 : kernel.bytes());
            });
  }
}
