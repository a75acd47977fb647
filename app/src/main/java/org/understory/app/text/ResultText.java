package org.understory.app.text;

import java.util.Optional;
import org.understory.model.plan.Outcome.Result;
import org.understory.resources.Messages;

/** Says what an operation found out or brought, beside what it did. */
public final class ResultText {
  private final Messages messages;
  private final SizeText sizes;

  /** Words out of {@code messages}, which hold the bundle {@code common}. */
  public ResultText(Messages messages) {
    this.messages = messages;
    sizes = new SizeText(messages);
  }

  /** A sentence; empty where there is no more to say than that it is done. */
  public Optional<String> sentence(Result result) {
    return switch (result) {
      case Result.Done() -> Optional.empty();
      case Result.Found(var commit) -> say("result.found", commit.hex());
      case Result.Freed(long objects, long bytes) ->
          objects == 0 ? Optional.empty() : say("result.freed", objects, sizes.brief(bytes));
      case Result.Verified(long objects, var damaged, long repaired) ->
          damaged.isEmpty() && repaired == 0
              ? say("result.sound", objects)
              : say("result.verified", objects, damaged.size(), repaired);
      case Result.Inspected _ -> Optional.empty();
      case Result.Imported(long keys) -> say("result.imported", keys);
    };
  }

  private Optional<String> say(String key, Object... values) {
    return Optional.of(messages.get(key, values));
  }
}
