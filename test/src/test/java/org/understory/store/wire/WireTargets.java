package org.understory.store.wire;

import static org.understory.test.fuzz.Target.same;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.understory.model.history.Bisection;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Request;
import org.understory.test.fuzz.Target;

/** Records between processes and in logs. */
public final class WireTargets {
  private static final List<Class<? extends Object>> TYPES =
      List.of(
          Wish.class,
          WorkerLine.class,
          WorkerOrder.class,
          WorkerNote.class,
          SystemState.class,
          Activity.class,
          Bisection.class,
          Request.class);

  private WireTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(Target.of("records", WireTargets::records, RecordJson.class));
  }

  /** The first byte says which type is read; what is read is written and read the same. */
  private static void records(byte[] input) throws Exception {
    if (input.length == 0) {
      return;
    }
    Class<?> type = TYPES.get((input[0] & 7) % TYPES.size());
    String text = new String(Arrays.copyOfRange(input, 1, input.length), StandardCharsets.UTF_8);
    Record read = (Record) RecordJson.read(type, text, "a line");
    try {
      // As it goes from one process to the other.
      byte[] written = RecordJson.write(read).getBytes(StandardCharsets.UTF_8);
      String again = new String(written, StandardCharsets.UTF_8);
      same(read, RecordJson.read(type, again, "a line"), "record");
    } catch (StoreException e) {
      throw new AssertionError("what was written can't be read", e);
    }
  }
}
