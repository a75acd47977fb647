package org.understory.store.helper;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.LibostreeVersion;
import org.understory.store.wire.RecordJson;
import org.understory.store.wire.SystemState;
import org.understory.store.wire.WorkerOrder;

/**
 * The system as a worker sees it: on many systems only root may read the boot entries, and the
 * front has no rights.
 */
final class WorkerFacts implements SystemFacts {
  private static final int PATIENCE_SECONDS = 20;

  private final Worker worker;
  private volatile Optional<String> libostree = Optional.empty();

  WorkerFacts(Worker worker) {
    this.worker = worker;
  }

  @Override
  public String snapshot() throws IOException {
    CompletableFuture<String> said = new CompletableFuture<>();
    worker.start(
        "",
        RecordJson.write(new WorkerOrder.State()),
        new Worker.Listener() {
          @Override
          public void line(String json) {
            said.complete(json);
          }

          @Override
          public void ended() {
            said.completeExceptionally(new IOException("the worker said nothing"));
          }
        });
    try {
      String text = said.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      libostree = RecordJson.read(SystemState.class, text, "a worker").libostree();
      return text;
    } catch (ExecutionException | TimeoutException | StoreException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public String libostreeVersion() {
    return libostree.orElse("");
  }

  @Override
  public boolean isPowerSafe() {
    return libostree.isPresent()
        && LibostreeVersion.parse(libostree.get()).compareTo(LibostreeVersion.POWER_SAFE) >= 0;
  }
}
