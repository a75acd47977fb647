package org.understory.store.helper;

import static org.understory.test.fuzz.Target.require;
import static org.understory.test.fuzz.Target.same;

import java.util.List;
import org.understory.model.plan.Request;
import org.understory.model.text.Sanitizer;
import org.understory.store.wire.RecordJson;
import org.understory.test.fuzz.Target;

/** What callers ask the helper for, and what its workers say. */
public final class HelperTargets {
  private HelperTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of("request", HelperTargets::request, OperationRequests.class),
        Target.of("worker-line", HelperTargets::line, WorkerLine.class));
  }

  /** What is allowed is exactly what was asked for, and what a person is shown is safe. */
  private static void request(byte[] input) throws Exception {
    List<String> parts = Target.texts(input, 2);
    FrozenRequest frozen;
    try {
      frozen = new OperationRequests().read(parts.getLast(), parts.getFirst());
    } catch (Refusal refused) {
      return;
    }
    for (String shown : frozen.details().values()) {
      require(shown.length() <= 1000, "short");
      require(
          shown.chars().noneMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0)),
          "no control characters");
    }
    Request request = RecordJson.read(Request.class, frozen.text(), "a request");
    same(parts.getLast(), request.expectedState(), "state");
    same(frozen.text(), RecordJson.write(request), "request");
  }

  private static void line(byte[] input) {
    String text = Target.text(input);
    WorkerLine.read(text)
        .ifPresent(line -> require(!Sanitizer.line(line.type()).isEmpty(), "a type"));
    WorkerLine.forAll(text);
  }
}
