package org.understory.app.cli;

import java.util.List;
import org.understory.app.home.Folders;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Option;

/** A command that changes the system: plans, shows the plan, asks, and carries it out. */
abstract class Change implements Verb {
  @Option(names = "--dry-run", descriptionKey = "option.dry-run")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      descriptionKey = "option.yes")
  private boolean yes;

  /**
   * What is to be done, one after the other; mostly one thing.
   *
   * @throws StoreException what keeps it from being known
   */
  abstract List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException;

  /** Whether nobody needs to be asked, for nothing is lost by it. */
  boolean harmless() {
    return false;
  }

  @Override
  public final void run(Session session) throws StoreException {
    ChangeOutput output = ChangeOutput.of(session);
    try (OpenSystem system = session.open();
        PasswordAgent _ = PasswordAgent.of(session)) {
      Engine engine = engine(system, session);
      List<Operation> operations = operations(session, system, engine);
      for (int i = 0; i < operations.size(); i++) {
        if (!run(session, engine, operations.get(i), i == operations.size() - 1, output)) {
          return;
        }
      }
    } catch (StoreException e) {
      if (e.problem() instanceof Problem.NothingNewer) {
        output.unneeded(e.problem());
      } else {
        output.refused(e.problem());
        session.fail();
      }
    }
  }

  /** Gives whether to go on with what comes next. */
  private boolean run(
      Session session, Engine engine, Operation operation, boolean last, ChangeOutput output)
      throws StoreException {
    Plan plan = engine.plan(operation);
    if (dryRun) {
      output.planned(plan);
      return false;
    }
    if (!yes && !harmless() && !agreed(session, plan, output)) {
      return false;
    }
    Outcome outcome = carryOut(session, engine, plan);
    if (last || !(outcome instanceof Outcome.Succeeded)) {
      output.ended(plan, outcome);
    }
    if (outcome instanceof Outcome.Succeeded) {
      return true;
    }
    session.fail();
    return false;
  }

  private static boolean agreed(Session session, Plan plan, ChangeOutput output)
      throws StoreException {
    if (session.json() || !session.terminal().abilities().asks()) {
      throw new StoreException(new Problem.NotAgreed());
    }
    output.planned(plan);
    boolean agreed = session.ask(session.word("change.ask"));
    if (!agreed) {
      output.ended(plan, new Outcome.Cancelled());
      session.fail();
    }
    return agreed;
  }

  private static Outcome carryOut(Session session, Engine engine, Plan plan) {
    ProgressLine line = new ProgressLine(session);
    Cancellation cancellation = new Cancellation();
    Thread stop = new Thread(cancellation::cancel);
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return engine.carryOut(plan, line::show, cancellation);
    } finally {
      line.clear();
      try {
        Runtime.getRuntime().removeShutdownHook(stop);
      } catch (IllegalStateException alreadyStopping) {
        // It was the hook that ended the work.
      }
    }
  }

  /**
   * The engine of a system.
   *
   * @throws StoreException NoDeployments for a repository alone
   */
  static Engine engine(OpenSystem system, Session session) throws StoreException {
    Folders folders = session.terminal().folders();
    return system
        .engine(folders.state(), folders.cache())
        .orElseThrow(
            () ->
                new StoreException(
                    new Problem.NoDeployments(system.repository().directory().toString())));
  }

  /** The stateroot that is named, else that of what runs or starts next. */
  static String stateroot(String named, SystemSnapshot snapshot) {
    return named.isEmpty() ? snapshot.os() : named;
  }
}
