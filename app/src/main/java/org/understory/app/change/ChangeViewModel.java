package org.understory.app.change;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Result;
import org.understory.app.text.OperationText;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.resources.Messages;
import org.understory.store.engine.Engine;

/**
 * Changes to what is open: asks what one would do, shows it, carries it out when somebody agrees,
 * and offers to take it back. One at a time. Call it on the thread that draws.
 */
public final class ChangeViewModel implements AutoCloseable {
  private static final Sheet NOTHING = new Sheet.None();

  private final AppState state;
  private final Messages messages;
  private final Restart restart;
  private final Possible possible;
  private final PlanWords plans;
  private final OperationText operations;
  private final Reasons reasons;
  private final Latest planning;
  private final Carrier carrier;
  private final ReadOnlyObjectWrapper<Sheet> sheet = new ReadOnlyObjectWrapper<>(NOTHING);
  private final AftermathViewModel aftermath;
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ObjectBinding<Optional<String>> reason;
  private final ObjectBinding<Optional<String>> updateReason;
  private final Subscription following;

  private boolean closed;

  /** What is being edited behind the sheet that shows its plan. */
  private Optional<Sheet> editor = Optional.empty();

  /** Changes what is open in this state. */
  public ChangeViewModel(
      AppState state, Background background, Messages messages, Restart restart) {
    this.state = state;
    this.messages = messages;
    this.restart = restart;
    possible = new Possible(state, messages);
    plans = new PlanWords(messages);
    operations = new OperationText(messages);
    reasons = new Reasons(messages);
    planning = new Latest(background);
    carrier = new Carrier(background, messages);
    aftermath = new AftermathViewModel(messages);
    reason =
        Bindings.createObjectBinding(
            this::reason, state.systemProperty(), state.snapshotProperty(), busy);
    updateReason =
        Bindings.createObjectBinding(
            () -> reason.get().or(possible::reasonAgainstUpdates),
            reason,
            state.snapshotProperty());
    following =
        state
            .systemProperty()
            .subscribe(system -> forget())
            .and(state.snapshotProperty().subscribe(this::follow));
  }

  /** What lies over the window. */
  public ReadOnlyObjectProperty<Sheet> sheetProperty() {
    return sheet.getReadOnlyProperty();
  }

  /** What became of the last one. */
  public AftermathViewModel aftermath() {
    return aftermath;
  }

  /** Why nothing can be changed now, safe to show; empty where something can. */
  public ObservableValue<Optional<String>> reasonProperty() {
    return reason;
  }

  /** Why no update can be looked for now; empty where one can. */
  public ObservableValue<Optional<String>> updateReasonProperty() {
    return updateReason;
  }

  /** Shows what this would do; nothing happens where nothing can be changed. */
  public void ask(Operation operation) {
    editor = Optional.empty();
    plan(operation);
  }

  /** Shows what deploying a commit in the system that is looked at would do. */
  public void deploy(Checksum commit) {
    ask(new Operation.Deploy(stateroot(), commit));
  }

  /** Shows what moving to a branch, at this commit of it, would do. */
  public void rebase(String refspec, Checksum commit) {
    ask(new Operation.Rebase(stateroot(), refspec, commit));
  }

  /** Whether the system follows this branch already. */
  public boolean follows(String refspec) {
    return possible.refspec().equals(refspec);
  }

  /** Has the kernel arguments of a deployment edited. */
  public void editArguments(String id) {
    deployment(id)
        .ifPresent(
            deployment -> {
              ArgumentsViewModel fresh = new ArgumentsViewModel(deployment);
              // What can't be done is said before somebody has written anything.
              plan(fresh.operation(), plan -> new Sheet.Arguments(fresh));
            });
  }

  /** Has a deployment named. */
  public void editLabel(String id) {
    deployment(id).ifPresent(it -> sheet.set(new Sheet.Naming(new LabelViewModel(it))));
  }

  /** Goes on from what was edited: shows what the new kernel arguments do, or saves the name. */
  public void proceed() {
    switch (sheet.get()) {
      case Sheet.Arguments arguments -> {
        editor = Optional.of(arguments);
        plan(arguments.model().operation());
      }
      case Sheet.Naming naming -> {
        // What is started and kept stays as it is, so that there is nothing to weigh.
        Operation operation = naming.model().operation();
        sheet.set(NOTHING);
        engine().ifPresent(engine -> prepare(engine, operation));
      }
      case Sheet.Planned planned -> {
        sheet.set(NOTHING);
        engine().ifPresent(engine -> carryOut(engine, planned.card().plan()));
      }
      case Sheet.None _, Sheet.Planning _, Sheet.Refused _ -> {}
    }
  }

  /** Goes back to what was edited. */
  public void back() {
    planning.cancel();
    sheet.set(editor.orElse(NOTHING));
    editor = Optional.empty();
  }

  /** Leaves everything as it is. */
  public void dismiss() {
    planning.cancel();
    editor = Optional.empty();
    sheet.set(NOTHING);
  }

  /** Looks for a newer version of the branch that is followed, and shows what it would do. */
  public void checkForUpdates() {
    Optional<Engine> engine = engine();
    if (engine.isEmpty() || updateReason.get().isPresent()) {
      return;
    }
    String refspec = possible.refspec();
    String stateroot = possible.followed().map(Deployment::stateroot).orElse("");
    Operation check = new Operation.Check(refspec);
    begin();
    carrier.check(
        engine.get(),
        operations.title(check, List.of()),
        stateroot,
        refspec,
        result -> {
          end();
          checked(check, result);
        });
  }

  private void checked(Operation check, Result<Plan> result) {
    switch (result) {
      case Result.Done<Plan>(Plan plan) -> sheet.set(new Sheet.Planned(plans.card(plan), false));
      case Result.Failed<Plan>(Problem.NothingNewer nothing) ->
          aftermath.say(reasons.sentence(nothing, deployments()));
      case Result.Failed<Plan>(Problem problem) ->
          aftermath.fail(problem, failure(check), Optional.of(check), deployments());
      case Result.Cancelled<Plan>() -> aftermath.say(messages.get("change.stopped"));
    }
  }

  /** Takes back what was done just now. */
  public void undo() {
    List<Operation> steps = aftermath.doneProperty().get().map(Done::undo).orElse(List.of());
    Optional<Engine> engine = engine();
    if (steps.isEmpty() || engine.isEmpty() || busy.get()) {
      return;
    }
    begin();
    carrier.carryOut(
        engine.get(),
        messages.get("change.undoing"),
        steps,
        outcome -> {
          end();
          Done done = new Done(messages.get("change.undone"), List.of(), Optional.empty());
          aftermath.tell(
              outcome, done, messages.get("change.undo.failed"), Optional.empty(), deployments());
        });
  }

  /** Shows anew what would be done by what failed. */
  public void again() {
    Optional<Operation> failed = aftermath.troubleProperty().get().flatMap(Trouble::again);
    aftermath.closeTrouble();
    failed.ifPresent(
        operation -> {
          if (operation instanceof Operation.Check) {
            checkForUpdates();
          } else {
            ask(operation);
          }
        });
  }

  @Override
  public void close() {
    closed = true;
    planning.cancel();
    following.unsubscribe();
  }

  private void plan(Operation operation) {
    plan(operation, plan -> new Sheet.Planned(plans.card(plan), editor.isPresent()));
  }

  private void plan(Operation operation, Function<Plan, Sheet> shown) {
    Optional<Engine> engine = engine();
    if (engine.isEmpty() || reason.get().isPresent()) {
      return;
    }
    String title = operations.title(operation, deployments());
    sheet.set(new Sheet.Planning(title));
    planning.submit(
        job -> engine.get().plan(operation),
        result -> {
          switch (result) {
            case Result.Done<Plan>(Plan plan) -> sheet.set(shown.apply(plan));
            case Result.Failed<Plan>(Problem problem) ->
                sheet.set(
                    new Sheet.Refused(
                        title, reasons.sentence(problem, deployments()), editor.isPresent()));
            case Result.Cancelled<Plan>() -> dismiss();
          }
        });
  }

  private void prepare(Engine engine, Operation operation) {
    planning.submit(
        job -> engine.plan(operation),
        result -> {
          switch (result) {
            case Result.Done<Plan>(Plan plan) -> carryOut(engine, plan);
            case Result.Failed<Plan>(Problem problem) ->
                aftermath.fail(problem, failure(operation), Optional.of(operation), deployments());
            case Result.Cancelled<Plan>() -> {}
          }
        });
  }

  private void carryOut(Engine engine, Plan plan) {
    begin();
    carrier.carryOut(
        engine,
        operations.title(plan),
        plan,
        outcome -> {
          end();
          Operation operation = plan.operation();
          aftermath.tell(
              outcome,
              done(plan),
              failure(operation),
              Optional.of(operation),
              plan.before().deployments());
        });
  }

  private Done done(Plan plan) {
    String said = operations.done(plan);
    return new Done(
        plan.restartNeeded() ? messages.get("change.done.restart", said) : said,
        plan.undo(),
        plan.restartNeeded()
            ? state.choiceProperty().get().flatMap(restart::of)
            : Optional.empty());
  }

  private void begin() {
    editor = Optional.empty();
    aftermath.clear();
    busy.set(true);
  }

  /** Whatever became of it: what is shown is what is on disk. */
  private void end() {
    busy.set(false);
    if (!closed) {
      state.refresh();
    }
  }

  private String failure(Operation operation) {
    return messages.get("change.failed", operations.title(operation, deployments()));
  }

  /** Empty as well where nothing can be changed. */
  private Optional<Deployment> deployment(String id) {
    editor = Optional.empty();
    return reason.get().isPresent()
        ? Optional.empty()
        : deployments().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** Another system is open: nothing that was said or asked is about that one. */
  private void forget() {
    dismiss();
    aftermath.clear();
  }

  /** The system changed while its plan was looked at: the plan is made anew. */
  private void follow(Optional<SystemSnapshot> snapshot) {
    if (sheet.get() instanceof Sheet.Planned(PlanCard card, _)
        && snapshot.isPresent()
        && !snapshot.get().stateId().equals(card.plan().before().stateId())) {
      plan(card.plan().operation());
    }
  }

  private Optional<String> reason() {
    return busy.get() ? Optional.of(messages.get("change.reason.busy")) : possible.reason();
  }

  private Optional<Engine> engine() {
    return state.systemProperty().get().flatMap(OpenSystem::engine);
  }

  private String stateroot() {
    return state.snapshotProperty().get().map(SystemSnapshot::os).orElse("");
  }

  private List<Deployment> deployments() {
    return state.snapshotProperty().get().map(SystemSnapshot::deployments).orElse(List.of());
  }
}
