package org.understory.store.bootc;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.store.container.JsonTree;

/**
 * A line that bootc writes to {@code --progress-fd} (its docs/src/progress-v0.schema.json): how far
 * a download is in bytes, or in steps.
 *
 * @param task {@code pulling}, {@code importing}, {@code staging}, or what later versions add
 * @param subtask the step of it that runs now
 * @param description in bootc's words, English; not safe to show until sanitized
 * @param bytes fetched so far; empty where it counts steps alone
 * @param totalBytes to fetch; empty where that is not known
 */
public record BootcProgress(
    String task,
    Optional<String> subtask,
    String description,
    OptionalLong bytes,
    OptionalLong totalBytes,
    long steps,
    long totalSteps) {
  private static final int MAX_TEXT = 400;

  /** Reads a line; empty where it is something else, such as the first one. */
  public static Optional<BootcProgress> parse(String line) {
    JsonTree event = JsonTree.parse(line);
    String type = event.get("type").text().orElse("");
    Optional<String> task = event.get("task").text();
    if (task.isEmpty() || !List.of("ProgressBytes", "ProgressSteps").contains(type)) {
      return Optional.empty();
    }
    boolean counts = type.equals("ProgressBytes");
    List<JsonTree> subtasks = event.get("subtasks").items();
    Optional<JsonTree> last =
        subtasks.isEmpty() ? Optional.empty() : Optional.of(subtasks.getLast());
    String description =
        last.flatMap(it -> it.get("description").text())
            .or(() -> event.get("description").text())
            .orElse("");
    OptionalLong total = event.get("bytesTotal").number();
    return Optional.of(
        new BootcProgress(
            brief(task.get()),
            last.flatMap(it -> it.get("subtask").text()).map(BootcProgress::brief),
            brief(description),
            counts ? event.get("bytes").number() : OptionalLong.empty(),
            counts && total.orElse(0) > 0 ? total : OptionalLong.empty(),
            event.get("steps").number().orElse(0),
            event.get("stepsTotal").number().orElse(0)));
  }

  private static String brief(String text) {
    return text.substring(0, Math.min(text.length(), MAX_TEXT));
  }
}
