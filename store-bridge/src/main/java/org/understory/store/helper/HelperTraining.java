package org.understory.store.helper;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.understory.model.plan.Operation;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Contract;
import org.understory.store.bus.ErrorName;
import org.understory.store.bus.MalformedMessage;
import org.understory.store.bus.Variant;
import org.understory.store.wire.RecordJson;
import org.understory.store.wire.Wish;

/**
 * What the build of the runtime image runs so that the JVM can note which classes a front uses:
 * nearly all of one, without a bus.
 */
public final class HelperTraining {
  private HelperTraining() {}

  /** Goes through it once. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, MalformedMessage, Refusal {
    Settings settings = Settings.INSTALLED;
    Worker worker = new SocketWorker(settings);
    try {
      Front.run(
          new Settings(
              Path.of("/nonexistent/bus"),
              settings.worker(),
              settings.outcome(),
              settings.idle(),
              settings.unstarted(),
              settings.lingering(),
              settings.prompt(),
              settings.quiet(),
              settings.heartbeat()),
          new OperationRequests(),
          new WorkerFacts(worker),
          worker);
    } catch (IOException expected) {
      LoggerFactory.getLogger(HelperTraining.class).info("No bus, as was to be expected");
    }
    String wish = RecordJson.write(new Wish(new Operation.Pin("main-0.0"), false));
    FrozenRequest request = new OperationRequests().read("state", wish);
    BusMessage call =
        BusMessage.call(Contract.NAME, Contract.OBJECT, Contract.MANAGER, "Begin")
            .with("ssb", "state", wish, true);
    call.values();
    call.answer().with("a{sv}", Map.of("State", Variant.of(request.hash()))).values();
    WorkerLine.read(WorkerLine.failed(ErrorName.BUSY));
    new WorkerTraces(settings).running();
    new Rate(1, 1).allows("name", 0);
    try (Loop loop = new Loop()) {
      EventFeed feed = new EventFeed(loop, text -> {});
      feed.add(WorkerLine.object("type", "progress"), true);
      loop.after(Duration.ZERO, feed::flush);
    }
  }
}
