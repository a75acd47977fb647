package org.understory.app.cli;

import java.util.List;
import java.util.Optional;
import org.understory.app.cli.FlatpakChange.End;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.ProblemText;
import org.understory.app.text.SizeText;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.UpdateList;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Outcome;
import org.understory.store.flatpak.FlatpakChanges;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code flatpak update-all}: everything that is not held to its newest version. One that fails
 * does not stop the others.
 */
@Command(name = "update-all", sortOptions = false, abbreviateSynopsis = true)
final class FlatpakUpdateAllCommand implements Verb {
  @Option(names = "--dry-run", descriptionKey = "option.dry-run")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      descriptionKey = "option.yes")
  private boolean yes;

  @Override
  public void run(Session session) throws StoreException {
    FlatpakChanges changes =
        new FlatpakChanges(session.terminal().flatpak(), session.terminal().folders().state());
    Cancellation cancellation = new Cancellation();
    UpdateList updates = changes.updates(session.terminal().locale(), cancellation);
    if (!session.json()) {
      planned(session, updates);
    }
    for (UpdateList.Unknown each : updates.unknown()) {
      session.report(each.why());
    }
    if (dryRun || updates.plans().isEmpty()) {
      if (session.json()) {
        FlatpakJson.told(session, updates, List.of());
      }
    } else if (yes || agreed(session)) {
      carryOut(session, changes, updates, cancellation);
    }
  }

  private static void planned(Session session, UpdateList updates) {
    FlatpakText words = new FlatpakText(session.words());
    boolean colours = session.terminal().abilities().colours();
    if (updates.plans().isEmpty()) {
      session.out().line(session.word("flatpak.all.newest"));
    }
    long download = 0;
    for (FlatpakPlan plan : updates.plans()) {
      session.out().line(Ink.BOLD.on(words.title(plan), colours));
      plan.change().map(words::changes).stream()
          .flatMap(List::stream)
          .forEach(line -> session.out().line(Ink.YELLOW.on("! " + line, colours)));
      download += plan.download().orElse(0);
    }
    if (download > 0) {
      session
          .out()
          .line(session.word("flatpak.download", new SizeText(session.words()).brief(download)));
    }
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
      Session session, FlatpakChanges changes, UpdateList updates, Cancellation cancellation) {
    FlatpakText words = new FlatpakText(session.words());
    List<Outcome> outcomes =
        FlatpakChange.stoppable(
            session,
            cancellation,
            line -> changes.carryOut(updates.plans(), line::show, cancellation));
    for (int i = 0; i < outcomes.size(); i++) {
      End end = End.of(outcomes.get(i));
      FlatpakPlan plan = updates.plans().get(i);
      if (!end.succeeded()) {
        session.fail();
      }
      if (!session.json()) {
        Optional<String> why =
            end.problem().map(it -> new ProblemText(session.words()).sentence(it));
        session
            .out()
            .line(
                end.succeeded()
                    ? words.done(plan)
                    : session.word(
                        "flatpak.all.not",
                        words.name(plan.before()),
                        why.orElseGet(() -> session.word("change.cancelled"))));
      }
    }
    if (session.json()) {
      FlatpakJson.told(session, updates, outcomes);
    }
  }
}
