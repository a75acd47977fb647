package org.understory.app.cli;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.understory.app.text.BusyText;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.plan.Ongoing;
import org.understory.model.plan.Outcome;
import org.understory.model.text.Sanitizer;
import org.understory.store.engine.Engine;
import org.understory.store.wire.RecordJson;

/** Tells what others are changing right now. */
final class OthersOutput {
  /** Nanoseconds between two looks at what can't be heard. */
  private static final long PAUSE = 500_000_000;

  private final Session session;
  private final ProgressLine line;

  OthersOutput(Session session) {
    this.session = session;
    line = new ProgressLine(session);
  }

  /** Who changes something, with all that is told of it; listens for a moment at most. */
  static Optional<Busy> now(Engine engine) {
    Optional<Busy> others = engine.others();
    if (others.isPresent() && others.get() instanceof Busy.Service) {
      Optional<Ongoing> found = engine.attend(event -> {});
      if (found.isPresent()) {
        try (Ongoing ongoing = found.get()) {
          return Optional.of(ongoing.busy());
        }
      }
    }
    return others;
  }

  /** Says who does what, and how that is watched. */
  void tell(Busy busy) {
    session
        .out()
        .line(
            sentence(busy)
                .map(text -> session.word("status.follow", text))
                .orElseGet(() -> new ProblemText(session.words()).sentence(busy.problem())));
  }

  private Optional<String> sentence(Busy busy) {
    return busy instanceof Busy.Service(var task, String client, String title)
        ? Optional.of(
            new BusyText(session.words()).sentence(task, client)
                + (title.isEmpty() ? "" : " (" + Sanitizer.line(title) + ")"))
        : Optional.empty();
  }

  /** For a program. */
  static void json(Json json, Busy busy) {
    json.beginObject();
    switch (busy) {
      case Busy.Service(var task, String client, String title) ->
          json.text("service", "rpm-ostree")
              .text("task", RecordJson.name(task))
              .text("client", client)
              .text("title", title);
      case Busy.Program(String name, long process) ->
          json.text("program", name).number("process", process);
      case Busy.Change(String user, String action, long since) ->
          json.text("user", user).text("action", action).number("since", since);
    }
    json.endObject();
  }

  /** Watches until that has ended. */
  void follow(Engine engine) {
    Optional<Ended> end = Optional.empty();
    Optional<Busy> busy = engine.others();
    if (busy.isEmpty() && !session.json()) {
      session.out().line(session.word("activity.idle"));
    }
    boolean told = false;
    while (busy.isPresent() && end.isEmpty()) {
      Optional<Ongoing> found = engine.attend(this::show);
      if (found.isPresent()) {
        try (Ongoing ongoing = found.get()) {
          begin(told, ongoing.busy());
          Outcome outcome = ongoing.await();
          busy = Optional.of(ongoing.busy());
          // Nothing heard is no end.
          end = Optional.of(new Ended(ongoing.busy(), outcome)).filter(Ended::heard);
        }
      } else {
        begin(told, busy.get());
        LockSupport.parkNanos(PAUSE);
      }
      told = true;
      if (end.isEmpty()) {
        busy = engine.others();
      }
    }
    line.clear();
    ended(end);
  }

  private record Ended(Busy.Service busy, Outcome outcome) {
    String result() {
      return switch (outcome) {
        case Outcome.Succeeded _ -> "succeeded";
        case Outcome.Failed _ -> "failed";
        case Outcome.Cancelled _ -> "cancelled";
        case Outcome.Lost _ -> "lost";
      };
    }

    boolean heard() {
      return !(outcome instanceof Outcome.Lost);
    }
  }

  private void begin(boolean told, Busy busy) {
    if (!told && !session.json()) {
      session
          .out()
          .line(
              sentence(busy)
                  .map(text -> session.word("activity.followed", text))
                  .orElseGet(() -> new ProblemText(session.words()).sentence(busy.problem())));
      // To be seen now and not at the end.
      session.error("");
    }
  }

  private void show(Event event) {
    if (!session.json()) {
      line.show(event);
    }
  }

  private void ended(Optional<Ended> end) {
    if (session.json()) {
      json(end);
    } else if (end.isPresent()) {
      String client = end.get().busy().client();
      BusyText words = new BusyText(session.words());
      switch (end.get().outcome()) {
        case Outcome.Succeeded _ -> session.out().line(words.ended(client));
        case Outcome.Failed(Problem problem, boolean _) -> {
          session.tell(words.failed(client));
          session.report(problem);
        }
        case Outcome.Cancelled _, Outcome.Lost _ -> session.tell(words.failed(client));
      }
    }
  }

  private void json(Optional<Ended> end) {
    try (Json json = new Json(session.out())) {
      json.beginObject().name("busy");
      if (end.isPresent()) {
        json(json, end.get().busy());
      } else {
        json.absent();
      }
      json.text("result", end.map(Ended::result));
      json.endObject();
    }
  }
}
