package org.understory.app.change;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
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
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Plan;
import org.understory.model.remote.Remote;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.resources.Messages;
import org.understory.store.engine.Engine;
import org.understory.store.repo.PublicKeyFile;

/**
 * Changes to what is open: asks what one would do, shows it, carries it out when somebody agrees,
 * and offers to take it back. One at a time. Call it on the thread that draws.
 */
public final class ChangeViewModel implements AutoCloseable {
  private static final Sheet NOTHING = new Sheet.None();

  private final AppState state;
  private final Background background;
  private final Possible possible;
  private final PlanWords plans;
  private final OperationText operations;
  private final Reasons reasons;
  private final Latest planning;
  private final AskedLayers asked;
  private final Doing doing;
  private final RestartViewModel restart;
  private final AftermathViewModel aftermath;
  private final ConfigForecast forecast;
  private final OthersViewModel others;
  private final ReadOnlyObjectWrapper<Sheet> sheet = new ReadOnlyObjectWrapper<>(NOTHING);
  private final ObjectBinding<Optional<String>> reason;
  private final ObjectBinding<Optional<String>> updateReason;
  private final Subscription following;

  /** What is being edited behind the sheet that shows its plan. */
  private Optional<Sheet> editor = Optional.empty();

  /** Changes what is open in this state. */
  public ChangeViewModel(
      AppState state, Background background, Messages messages, Restart restart) {
    this.state = state;
    this.background = background;
    possible = new Possible(state, messages);
    plans = new PlanWords(messages);
    operations = new OperationText(messages);
    reasons = new Reasons(messages);
    planning = new Latest(background);
    asked = new AskedLayers(planning);
    aftermath = new AftermathViewModel(messages, sheet::set);
    this.restart = new RestartViewModel(state, background, messages, restart, aftermath);
    forecast = new ConfigForecast(sheet.getReadOnlyProperty(), state, background);
    DoneWords words = new DoneWords(messages, this.restart, this::askRestart);
    doing = new Doing(state, background, messages, aftermath, words);
    others = new OthersViewModel(state, background, messages, aftermath, doing.busyProperty());
    reason =
        Bindings.createObjectBinding(
            () ->
                doing.busyProperty().get()
                    ? Optional.of(messages.get("change.reason.busy"))
                    : possible.reason(),
            state.systemProperty(),
            state.snapshotProperty(),
            doing.busyProperty());
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

  /** What becomes of configuration files. */
  public ConfigForecast forecast() {
    return forecast;
  }

  /** Whether an update can stop halfway. */
  public boolean stops() {
    return state
        .systemProperty()
        .get()
        .flatMap(OpenSystem::engine)
        .filter(it -> it.service() == UpdateService.RPM_OSTREE)
        .isPresent();
  }

  /** What others do. */
  public OthersViewModel others() {
    return others;
  }

  /** What became of the last one. */
  public AftermathViewModel aftermath() {
    return aftermath;
  }

  /** Whether something is being changed. */
  public ReadOnlyBooleanProperty busyProperty() {
    return doing.busyProperty();
  }

  /** Restarts the computer. */
  public RestartViewModel restart() {
    return restart;
  }

  /** Asks whether the computer is to be restarted. */
  public void askRestart() {
    editor = Optional.empty();
    restart.sheet().ifPresent(sheet::set);
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
              plan(fresh.operation(), plan -> new Sheet.Arguments(fresh), Optional.empty());
            });
  }

  /** Has it written down which packages are to be layered. */
  public void editLayers() {
    editor = Optional.empty();
    if (reason.get().isEmpty()) {
      asked.of(state, it -> sheet.set(new Sheet.Layers(it)));
    }
  }

  /** Goes on to other packages. */
  void edit(LayersViewModel layers) {
    sheet.set(new Sheet.Layers(layers));
  }

  /** Has a deployment named. */
  public void editLabel(String id) {
    deployment(id).ifPresent(it -> sheet.set(new Sheet.Naming(new LabelViewModel(it))));
  }

  /**
   * Has a remote described, which is then added.
   *
   * @param chooser asks for the file of a key
   */
  public void addRemote(Supplier<Optional<Path>> chooser) {
    editor = Optional.empty();
    if (reason.get().isEmpty()) {
      List<Remote> known = state.remotesProperty().get().list();
      sheet.set(new Sheet.NewRemote(new RemoteViewModel(known, background, chooser)));
    }
  }

  /** Shows what trusting the keys of a file would do. */
  public void importKey(String remote, Path file) {
    editor = Optional.empty();
    plan(
        operations.title(new Operation.ImportKey(remote, ""), List.of()),
        engine -> engine.plan(new Operation.ImportKey(remote, PublicKeyFile.read(file).armored())),
        plan -> new Sheet.Planned(plans.card(plan), false),
        Optional.empty());
  }

  /** Verifies every object, which changes nothing. */
  public void verify() {
    if (reason.get().isEmpty()) {
      doing.atOnce(new Operation.Verify(false), operation -> verify());
    }
  }

  /** Goes on from what is shown. */
  public void proceed() {
    switch (sheet.get()) {
      case Sheet.Arguments arguments -> {
        editor = Optional.of(arguments);
        plan(arguments.model().operation());
      }
      case Sheet.Layers layers -> {
        editor = Optional.of(layers);
        plan(layers.model().operation());
      }
      case Sheet.NewRemote remote -> {
        editor = Optional.of(remote);
        plan(remote.model().operation());
      }
      case Sheet.Naming naming -> {
        // What is started and kept stays as it is, so that there is nothing to weigh.
        dismiss();
        doing.atOnce(naming.model().operation(), this::ask);
      }
      case Sheet.Planned planned -> {
        dismiss();
        doing.carryOut(planned.card().plan(), this::ask);
      }
      case Sheet.Restarting _ -> {
        dismiss();
        restart.agreed();
      }
      case Sheet.Refused refused -> refused.again().ifPresent(this::plan);
      case Sheet.Report report -> report.mend().ifPresent(this::ask);
      case Sheet.None _, Sheet.Planning _ -> {}
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
    if (updateReason.get().isEmpty()) {
      editor = Optional.empty();
      doing.check(
          possible.followed().map(Deployment::stateroot).orElse(""),
          possible.refspec(),
          plan -> sheet.set(new Sheet.Planned(plans.card(plan), false)),
          this::checkForUpdates);
    }
  }

  /** Takes back what was done just now. */
  public void undo() {
    undo(aftermath.doneProperty().get().map(Done::undo).orElse(List.of()));
  }

  /** Takes these steps, which undo something that was done. */
  public void undo(List<Operation> steps) {
    doing.undo(steps);
  }

  /** Tries again what failed. */
  public void again() {
    Optional<Runnable> failed = aftermath.troubleProperty().get().flatMap(Trouble::again);
    aftermath.closeTrouble();
    failed.ifPresent(Runnable::run);
  }

  @Override
  public void close() {
    planning.cancel();
    forecast.close();
    others.close();
    doing.close();
    following.unsubscribe();
  }

  private void plan(Operation operation) {
    plan(
        operation,
        plan -> new Sheet.Planned(plans.card(plan), editor.isPresent()),
        Optional.of(operation));
  }

  /**
   * @param again what is offered once more where it can't be planned for a reason that passes
   */
  private void plan(Operation operation, Function<Plan, Sheet> shown, Optional<Operation> again) {
    plan(operations.title(operation, deployments()), it -> it.plan(operation), shown, again);
  }

  private void plan(
      String title, Planning work, Function<Plan, Sheet> shown, Optional<Operation> again) {
    Optional<Engine> engine = state.systemProperty().get().flatMap(OpenSystem::engine);
    if (engine.isEmpty() || reason.get().isPresent()) {
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

  /** Finds out what something would do; may read files before. */
  @FunctionalInterface
  private interface Planning {
    Plan plan(Engine engine) throws StoreException;
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

  private String stateroot() {
    return state.snapshotProperty().get().map(SystemSnapshot::os).orElse("");
  }

  private List<Deployment> deployments() {
    return state.snapshotProperty().get().map(SystemSnapshot::deployments).orElse(List.of());
  }
}
