package org.understory.store.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Outcome;
import org.understory.store.bus.ErrorName;
import org.understory.store.client.HelperRefusal;

/** What the helper's refusals mean to a person. */
final class HelperProblems {
  private static final Pattern ERROR = Pattern.compile("\"error\":\"([A-Za-z]+)\"");

  private HelperProblems() {}

  /** Of an answer to a call; without one of the helper's own names there is no helper. */
  static Problem of(HelperRefusal refusal) {
    return refusal.name().map(HelperProblems::of).orElseGet(Problem.HelperMissing::new);
  }

  /** Of the last line of a transaction that no worker wrote. */
  static Outcome outcome(String json) {
    Matcher error = ERROR.matcher(json);
    if (!error.find()) {
      return json.contains("\"cancelled\"") ? new Outcome.Cancelled() : new Outcome.Lost();
    }
    Optional<ErrorName> name =
        Arrays.stream(ErrorName.values())
            .filter(each -> each.word().equals(error.group(1)))
            .findFirst();
    if (name.isPresent() && name.get() == ErrorName.WORKER_CRASHED) {
      return new Outcome.Lost();
    }
    return new Outcome.Failed(
        name.map(HelperProblems::of).orElseGet(() -> new Problem.Unsupported(error.group(1))));
  }

  private static Problem of(ErrorName name) {
    return switch (name) {
      case NOT_AUTHORIZED -> new Problem.NotAuthorized();
      case AUTHENTICATION_DISMISSED -> new Problem.AuthenticationDismissed();
      case AUTHENTICATION_UNAVAILABLE -> new Problem.AuthenticationUnavailable();
      case BUSY, LIMITS_EXCEEDED -> new Problem.HelperBusy();
      case STATE_CHANGED -> new Problem.StateChanged();
      default -> new Problem.Unsupported(name.word());
    };
  }
}
