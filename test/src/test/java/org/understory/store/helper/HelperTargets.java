package org.understory.store.helper;

import static org.understory.test.fuzz.Target.require;
import static org.understory.test.fuzz.Target.same;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
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
      shown.codePoints().forEach(HelperTargets::seen);
    }
    // As the worker reads it.
    String sent =
        new String(frozen.text().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    Request request = RecordJson.read(Request.class, sent, "a request");
    same(parts.getLast(), request.expectedState(), "state");
    same(frozen.text(), RecordJson.write(request), "request");
  }

  private static void seen(int point) {
    int type = Character.getType(point);
    require(
        type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE,
        "characters that are seen");
  }

  /** What the front understands of a last line is what whoever watches does, too. */
  private static void line(byte[] input) {
    String text = Target.text(input);
    Optional<WorkerLine> line = WorkerLine.read(text);
    line.ifPresent(it -> require(!Sanitizer.line(it.type()).isEmpty(), "a type"));
    String told = WorkerLine.forAll(text);
    if (line.isPresent() && line.get().type().equals(WorkerLine.FINISHED)) {
      same(line.get().state(), WorkerLine.read(told).orElseThrow().state(), "state");
    }
    same(told, WorkerLine.forAll(told), "what all may know");
    String made = WorkerLine.object("type", text + "x", "state", text);
    WorkerLine wanted = new WorkerLine(text + "x", "", Optional.of(text));
    same(Optional.of(wanted), WorkerLine.read(made), "a line of the front");
  }
}
