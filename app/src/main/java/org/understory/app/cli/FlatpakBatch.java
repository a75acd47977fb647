package org.understory.app.cli;

import java.util.List;
import java.util.Optional;
import org.understory.app.cli.FlatpakChange.End;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.ProblemText;
import org.understory.app.text.SizeText;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.PlanList;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Outcome;
import org.understory.store.flatpak.FlatpakChanges;
import picocli.CommandLine.Option;

/**
 * A command that changes any number of applications as one. One that fails does not stop the
 * others.
 */
abstract class FlatpakBatch implements Verb {
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
  abstract PlanList plan(Session session, FlatpakChanges changes, Cancellation cancellation)
      throws StoreException;

  @Override
  public final void run(Session session) throws StoreException {
    FlatpakChanges changes =
        new FlatpakChanges(session.terminal().flatpak(), session.terminal().folders().state());
    Cancellation cancellation = new Cancellation();
    PlanList list;
    try {
      list = plan(session, changes, cancellation);
    } catch (StoreException e) {
      FlatpakChange.refused(session, e.problem());
      return;
    }
    if (!session.json()) {
      planned(session, list);
    }
    for (PlanList.Unknown each : list.unknown()) {
      session.report(each.why());
    }
    if (dryRun || list.plans().isEmpty()) {
      if (session.json()) {
        FlatpakJson.told(session, list, List.of());
      }
    } else if (yes || agreed(session)) {
      carryOut(session, changes, list, cancellation);
    }
  }

  private static void planned(Session session, PlanList list) {
    FlatpakText words = new FlatpakText(session.words());
    boolean colours = session.terminal().abilities().colours();
    if (list.plans().isEmpty()) {
      session.out().line(session.word("flatpak.all.newest"));
    }
    for (FlatpakPlan plan : list.plans()) {
      session.out().line(Ink.BOLD.on(words.title(plan), colours));
      words.effects(plan).forEach(session.out()::line);
      plan.change().map(words::changes).stream()
          .flatMap(List::stream)
          .forEach(line -> session.out().line(Ink.YELLOW.on("! " + line, colours)));
    }
    list.download()
        .ifPresent(
            bytes ->
                session
                    .out()
                    .line(
                        session.word(
                            "flatpak.download", new SizeText(session.words()).brief(bytes))));
  }

  private static boolean agreed(Session session) throws StoreException {
    if (session.json() || !session.terminal().abilities().asks()) {
      throw new StoreException(new Problem.NotAgreed());
    }
    boolean agreed = session.ask(session.word("change.ask"));
    if (!agreed) {
      session.tell(session.word("change.cancelled"));
      session.fail();
    }
    return agreed;
  }

  private static void carryOut(
      Session session, FlatpakChanges changes, PlanList list, Cancellation cancellation) {
    List<Outcome> outcomes =
        FlatpakChange.stoppable(
            session,
            cancellation,
            line -> changes.carryOut(list, (_, event) -> line.show(event), cancellation));
    if (!outcomes.stream().allMatch(each -> End.of(each).succeeded())) {
      session.fail();
    }
    if (session.json()) {
      FlatpakJson.told(session, list, outcomes);
      return;
    }
    for (int i = 0; i < outcomes.size(); i++) {
      session.out().line(ended(session, list.plans().get(i), End.of(outcomes.get(i))));
    }
    if (outcomes.stream().anyMatch(each -> End.of(each).succeeded())) {
      session.out().line(session.word("flatpak.undo"));
    }
  }

  private static String ended(Session session, FlatpakPlan plan, End end) {
    FlatpakText words = new FlatpakText(session.words());
    Optional<String> why = end.problem().map(it -> new ProblemText(session.words()).sentence(it));
    return end.succeeded()
        ? words.done(plan)
        : session.word(
            "flatpak.all.not",
            words.name(plan.before()),
            why.orElseGet(() -> session.word("change.cancelled")));
  }
}
