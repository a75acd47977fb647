package org.understory.app.cli;

import java.util.Optional;
import java.util.function.Function;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.ProblemText;
import org.understory.app.text.SizeText;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Outcome;
import org.understory.store.flatpak.FlatpakChanges;
import picocli.CommandLine.Option;

/** A command that changes one application: plans, shows the plan, asks, and carries it out. */
abstract class FlatpakChange implements Verb {
  @Option(names = "--dry-run", descriptionKey = "option.dry-run")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      descriptionKey = "option.yes")
  private boolean yes;

  /**
   * What is to be done.
   *
   * @throws StoreException what keeps it from being known
   */
  abstract FlatpakPlan plan(Session session, FlatpakChanges changes, Cancellation cancellation)
      throws StoreException;

  @Override
  public final void run(Session session) throws StoreException {
    FlatpakChanges changes =
        new FlatpakChanges(session.terminal().flatpak(), session.terminal().folders().state());
    Cancellation cancellation = new Cancellation();
    try {
      FlatpakPlan plan = plan(session, changes, cancellation);
      if (dryRun) {
        planned(session, plan);
      } else if (yes || agreed(session, plan)) {
        carryOut(session, changes, plan, cancellation);
      }
    } catch (StoreException e) {
      refused(session, e.problem());
    }
  }

  private static void planned(Session session, FlatpakPlan plan) {
    if (session.json()) {
      FlatpakJson.told(session, Optional.of(plan), "planned", Optional.empty());
      return;
    }
    FlatpakText words = new FlatpakText(session.words());
    boolean colours = session.terminal().abilities().colours();
    session.out().line(Ink.BOLD.on(words.title(plan), colours));
    words.effects(plan).forEach(session.out()::line);
    plan.change().map(words::changes).stream()
        .flatMap(lines -> lines.stream())
        .forEach(line -> session.out().line(Ink.YELLOW.on("! " + line, colours)));
    plan.download()
        .ifPresent(
            bytes ->
                session
                    .out()
                    .line(
                        session.word(
                            "flatpak.download", new SizeText(session.words()).brief(bytes))));
  }

  private static boolean agreed(Session session, FlatpakPlan plan) throws StoreException {
    if (session.json() || !session.terminal().abilities().asks()) {
      throw new StoreException(new Problem.NotAgreed());
    }
    planned(session, plan);
    boolean agreed = session.ask(session.word("change.ask"));
    if (!agreed) {
      session.tell(session.word("change.cancelled"));
      session.fail();
    }
    return agreed;
  }

  private static void carryOut(
      Session session, FlatpakChanges changes, FlatpakPlan plan, Cancellation cancellation) {
    Outcome outcome =
        stoppable(session, cancellation, line -> changes.carryOut(plan, line::show, cancellation));
    ended(session, plan, outcome);
  }

  /** Does some work that ends when the person ends this program, and shows how far it is. */
  static <T> T stoppable(
      Session session, Cancellation cancellation, Function<ProgressLine, T> work) {
    ProgressLine line = new ProgressLine(session);
    Thread stop = new Thread(cancellation::cancel);
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return work.apply(line);
    } finally {
      line.clear();
      try {
        Runtime.getRuntime().removeShutdownHook(stop);
      } catch (IllegalStateException alreadyStopping) {
        // It was the hook that ended the work.
      }
    }
  }

  /** How a change ended. */
  record End(boolean succeeded, Optional<Problem> problem) {
    static End of(Outcome outcome) {
      return new End(
          outcome instanceof Outcome.Succeeded,
          switch (outcome) {
            case Outcome.Failed(Problem why, boolean _) -> Optional.of(why);
            case Outcome.Lost() -> Optional.of(new Problem.WorkerLost());
            case Outcome.Succeeded _, Outcome.Cancelled _ -> Optional.empty();
          });
    }

    String word() {
      return succeeded ? "succeeded" : problem.isPresent() ? "failed" : "cancelled";
    }
  }

  private static void ended(Session session, FlatpakPlan plan, Outcome outcome) {
    End end = End.of(outcome);
    Optional<Problem> problem = end.problem();
    boolean succeeded = end.succeeded();
    if (session.json()) {
      FlatpakJson.told(session, Optional.of(plan), end.word(), problem);
    } else if (succeeded) {
      session.out().line(new FlatpakText(session.words()).done(plan));
      session.out().line(session.word("flatpak.undo"));
    } else {
      session.tell(
          problem
              .map(why -> new ProblemText(session.words()).sentence(why))
              .orElseGet(() -> session.word("change.cancelled")));
    }
    if (!succeeded) {
      session.fail();
    }
  }

  static void refused(Session session, Problem problem) {
    boolean unneeded = problem instanceof Problem.NothingNewer;
    if (session.json()) {
      FlatpakJson.told(
          session, Optional.empty(), unneeded ? "succeeded" : "failed", Optional.of(problem));
    } else if (unneeded) {
      session.out().line(new ProblemText(session.words()).sentence(problem));
    } else {
      session.tell(new ProblemText(session.words()).sentence(problem));
    }
    if (!unneeded) {
      session.fail();
    }
  }
}
