package org.understory.store.engine;

import java.nio.file.Path;
import java.util.List;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.store.wire.RecordLog;

/** What was changed, as a {@link RecordLog}. */
public final class ActivityLog {
  private final RecordLog<Activity> log;

  /** One in this file, which need not be there yet. */
  public ActivityLog(Path file) {
    log = new RecordLog<>(file, Activity.class);
  }

  /** Another file of its folder. */
  Path beside(String name) {
    return log.file().resolveSibling(name);
  }

  /**
   * All that is known, the newest first; lines that can't be understood are passed over.
   *
   * @throws StoreException NotPermitted, InputOutput
   */
  public List<Activity> read() throws StoreException {
    return log.read();
  }

  /** Adds one; a log that can't be written never makes a change fail. */
  void add(Activity activity) {
    log.add(activity);
  }
}
