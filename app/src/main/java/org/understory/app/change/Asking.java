package org.understory.app.change;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Result;
import org.understory.app.text.OperationText;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.resources.Messages;
import org.understory.store.engine.Engine;

/**
 * What lies over the window: what is to be written or chosen, the plan that comes of it, and why
 * there is none.
 */
final class Asking {
  private static final Sheet NOTHING = new Sheet.None();

  private final AppState state;
  private final BooleanSupplier mayChange;
  private final PlanWords plans;
  private final OperationText operations;
  private final Reasons reasons;
  private final Latest planning;
  private final ReadOnlyObjectWrapper<Sheet> sheet = new ReadOnlyObjectWrapper<>(NOTHING);

  /** What is being edited behind the sheet that shows its plan. */
  private Optional<Sheet> editor = Optional.empty();

  /**
   * @param mayChange whether anything can be changed now
   */
  Asking(AppState state, Background background, Messages messages, BooleanSupplier mayChange) {
    this.state = state;
    this.mayChange = mayChange;
    plans = new PlanWords(messages);
    operations = new OperationText(messages);
    reasons = new Reasons(messages);
    planning = new Latest(background);
  }

  ReadOnlyObjectProperty<Sheet> property() {
    return sheet.getReadOnlyProperty();
  }

  /** Reads off the thread that draws until the sheet is left. */
  Latest planning() {
    return planning;
  }

  /** Shows this one. */
  void show(Sheet shown) {
    sheet.set(shown);
  }

  /** Nothing is behind what is shown next. */
  void forgetEditor() {
    editor = Optional.empty();
  }

  /** Shows something to write or choose, where anything can be changed. */
  void edit(Supplier<Sheet> fresh) {
    forgetEditor();
    if (mayChange.getAsBoolean()) {
      sheet.set(fresh.get());
    }
  }

  /** Goes back to what was edited. */
  void back() {
    planning.cancel();
    sheet.set(editor.orElse(NOTHING));
    editor = Optional.empty();
  }

  /** Leaves everything as it is. */
  void dismiss() {
    planning.cancel();
    editor = Optional.empty();
    sheet.set(NOTHING);
  }

  /** Shows a plan. */
  void planned(Optional<Sheet> behind, Plan plan) {
    editor = behind;
    sheet.set(card(plan));
  }

  /** Shows what comes of what was edited. */
  void plan(Sheet edited, Operation operation) {
    editor = Optional.of(edited);
    plan(operation);
  }

  /** Shows what this would do. */
  void plan(Operation operation) {
    plan(operation, it -> it.plan(operation), this::card, Optional.of(operation));
  }

  /** Shows this instead of the plan, where there is one. */
  void plan(Operation operation, Function<Plan, Sheet> shown) {
    plan(operation, it -> it.plan(operation), shown, Optional.empty());
  }

  /** Shows a plan that this makes of an operation which is not whole yet. */
  void prepare(Operation operation, Planning work) {
    plan(operation, work, this::card, Optional.empty());
  }

  /** The same for what was chosen beside what was edited. */
  void prepare(Sheet edited, String title, Planning work) {
    editor = Optional.of(edited);
    plan(title, work, this::card, Optional.empty());
  }

  private Sheet card(Plan plan) {
    return new Sheet.Planned(plans.card(plan), editor.isPresent());
  }

  private void plan(
      Operation operation, Planning work, Function<Plan, Sheet> shown, Optional<Operation> again) {
    plan(operations.title(operation, deployments()), work, shown, again);
  }

  /**
   * @param again what is offered once more where it can't be planned for a reason that passes
   */
  private void plan(
      String title, Planning work, Function<Plan, Sheet> shown, Optional<Operation> again) {
    Optional<Engine> engine = state.systemProperty().get().flatMap(OpenSystem::engine);
    if (engine.isEmpty() || !mayChange.getAsBoolean()) {
      return;
    }
    sheet.set(new Sheet.Planning(title));
    planning.submit(
        job -> work.plan(engine.get()),
        result -> {
          switch (result) {
            case Result.Done<Plan>(Plan plan) -> sheet.set(shown.apply(plan));
            case Result.Failed<Plan>(Problem problem) ->
                sheet.set(
                    new Sheet.Refused(
                        title,
                        reasons.sentence(problem, deployments()),
                        editor.isPresent(),
                        again.filter(it -> Reasons.passes(problem))));
            case Result.Cancelled<Plan>() -> dismiss();
          }
        });
  }

  private List<Deployment> deployments() {
    return state.snapshotProperty().get().map(SystemSnapshot::deployments).orElse(List.of());
  }

  /** Finds out what something would do; may read files before. */
  @FunctionalInterface
  interface Planning {
    Plan plan(Engine engine) throws StoreException;
  }
}
