package org.understory.store.helper;

import java.io.IOException;
import java.time.Duration;

/** The helper's front: what is started when somebody calls it by its name on the system bus. */
public final class HelperMain {
  private HelperMain() {}

  /**
   * Serves until nobody has called for a while.
   *
   * @param arguments after how many seconds without a call it ends; 90 unless given
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Settings settings = Settings.INSTALLED;
    if (arguments.length > 0) {
      settings = settings.idle(Duration.ofSeconds(Long.parseLong(arguments[0])));
    }
    Worker worker = new SocketWorker(settings);
    Front.run(settings, new OperationRequests(), new WorkerFacts(worker), worker);
  }
}
