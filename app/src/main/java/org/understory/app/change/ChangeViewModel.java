package org.understory.app.change;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.understory.app.move.MoveViewModel;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.Halfway.Stop;
import org.understory.model.rebase.MoveTarget;
import org.understory.model.remote.Remote;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.resources.Messages;
import org.understory.store.engine.Engine;
import org.understory.store.packages.RpmFile;
import org.understory.store.repo.PublicKeyFile;

/**
 * Changes to what is open: asks what one would do, shows it, carries it out when somebody agrees,
 * and offers to take it back. One at a time. Call it on the thread that draws.
 */
public final class ChangeViewModel implements AutoCloseable {

  private final AppState state;
  private final Background background;
  private final Messages messages;
  private final Possible possible;
  private final Asking sheets;
  private final AskedLayers asked;
  private final Doing doing;
  private final RestartViewModel restart;
  private final AftermathViewModel aftermath;
  private final ConfigForecast forecast;
  private final OthersViewModel others;
  private final ObjectBinding<Optional<String>> reason;
  private final ObjectBinding<Optional<String>> updateReason;
  private final Subscription following;

  /** Changes what is open in this state. */
  public ChangeViewModel(
      AppState state, Background background, Messages messages, Restart restart) {
    this.state = state;
    this.background = background;
    this.messages = messages;
    possible = new Possible(state, messages);
    sheets = new Asking(state, background, messages, this::mayChange);
    asked = new AskedLayers(sheets.planning());
    aftermath = new AftermathViewModel(messages, sheets::show);
    this.restart = new RestartViewModel(state, background, messages, restart, aftermath);
    forecast = new ConfigForecast(sheets.property(), state, background);
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
    return sheets.property();
  }

  /** What becomes of configuration files. */
  public ConfigForecast forecast() {
    return forecast;
  }

  /** Whether rpm-ostree brings new versions. */
  public boolean byRpmOstree() {
    return engine().filter(it -> it.service() == UpdateService.RPM_OSTREE).isPresent();
  }

  /** Where an update can be made to stop. */
  Set<Stop> stops() {
    return engine().map(Engine::stops).orElse(Set.of());
  }

  private Optional<Engine> engine() {
    return state.systemProperty().get().flatMap(OpenSystem::engine);
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
    sheets.forgetEditor();
    restart.sheet().ifPresent(sheets::show);
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
    sheets.forgetEditor();
    sheets.plan(operation);
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
              sheets.plan(fresh.operation(), plan -> new Sheet.Arguments(fresh));
            });
  }

  /**
   * Has it written down which packages are to be layered.
   *
   * @param chooser asks for files with packages
   */
  public void editLayers(Supplier<List<Path>> chooser) {
    sheets.forgetEditor();
    if (mayChange()) {
      boolean files = engine().filter(it -> it.service() == UpdateService.RPM_OSTREE).isPresent();
      asked.of(state, Optional.of(chooser).filter(_ -> files), this::edit);
    }
  }

  /** Shows what packages out of files would do. */
  void bring(LayersViewModel layers, List<Path> files) {
    if (!files.isEmpty()) {
      sheets.prepare(
          new Sheet.Layers(layers),
          messages.get("change.layers.choose"),
          engine -> engine.plan(layers.bringing(RpmFile.read(files))));
    }
  }

  /** Goes on to other packages. */
  void edit(LayersViewModel layers) {
    sheets.show(new Sheet.Layers(layers));
  }

  /** Has it chosen where the system is to move to. */
  public void chooseMove(MoveViewModel move) {
    sheets.edit(() -> new Sheet.Move(move));
  }

  /** Looks for what is newest there, and shows what moving would do. */
  private void move(MoveViewModel model) {
    Optional<MoveTarget> chosen = model.chosenProperty().get();
    dismiss();
    chosen.ifPresent(
        target ->
            doing.check(
                new Operation.Check(target.reference()),
                commit -> new Operation.Rebase(stateroot(), target.reference(), commit),
                plan -> sheets.planned(Optional.of(new Sheet.Move(model)), plan),
                () -> move(model)));
  }

  /** Has a deployment named. */
  public void editLabel(String id) {
    deployment(id).ifPresent(it -> sheets.show(new Sheet.Naming(new LabelViewModel(it))));
  }

  /**
   * Has a remote described, which is then added.
   *
   * @param chooser asks for the file of a key
   */
  public void addRemote(Supplier<Optional<Path>> chooser) {
    List<Remote> known = state.remotesProperty().get().list();
    sheets.edit(() -> new Sheet.NewRemote(new RemoteViewModel(known, background, chooser)));
  }

  /** Shows what trusting the keys of a file would do. */
  public void importKey(String remote, Path file) {
    sheets.forgetEditor();
    sheets.prepare(
        new Operation.ImportKey(remote, ""),
        engine -> engine.plan(new Operation.ImportKey(remote, PublicKeyFile.read(file).armored())));
  }

  /** Verifies every object, which changes nothing. */
  public void verify() {
    if (mayChange()) {
      doing.atOnce(new Operation.Verify(false), operation -> verify());
    }
  }

  /** Goes on from what is shown. */
  public void proceed() {
    switch (sheets.property().get()) {
      case Sheet.Arguments arguments -> sheets.plan(arguments, arguments.model().operation());
      case Sheet.Layers layers -> sheets.plan(layers, layers.model().operation());
      case Sheet.Move(MoveViewModel model) -> move(model);
      case Sheet.NewRemote remote -> sheets.plan(remote, remote.model().operation());
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
      case Sheet.Refused refused -> refused.again().ifPresent(sheets::plan);
      case Sheet.Report report -> report.mend().ifPresent(this::ask);
      case Sheet.None _, Sheet.Planning _ -> {}
    }
  }

  /** Goes back to what was edited. */
  public void back() {
    sheets.back();
  }

  /** Leaves everything as it is. */
  public void dismiss() {
    sheets.dismiss();
  }

  /** Looks for a newer version of the branch that is followed, and shows what it would do. */
  public void checkForUpdates() {
    check(new Operation.Check(possible.refspec()));
  }

  /** The same on a drive that is mounted there. */
  public void checkVolume(String volume) {
    check(new Operation.CheckVolume(possible.refspec(), volume));
  }

  private void check(Operation look) {
    if (updateReason.get().isEmpty()) {
      String stateroot = possible.followed().map(Deployment::stateroot).orElse("");
      doing.check(
          look,
          commit -> new Operation.Upgrade(stateroot, commit),
          plan -> sheets.planned(Optional.empty(), plan),
          () -> check(look));
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
    sheets.planning().cancel();
    forecast.close();
    others.close();
    doing.close();
    following.unsubscribe();
  }

  /** Empty as well where nothing can be changed. */
  private Optional<Deployment> deployment(String id) {
    sheets.forgetEditor();
    return !mayChange()
        ? Optional.empty()
        : state.snapshotProperty().get().map(SystemSnapshot::deployments).orElse(List.of()).stream()
            .filter(each -> each.id().equals(id))
            .findFirst();
  }

  /** Another system is open: nothing that was said or asked is about that one. */
  private void forget() {
    dismiss();
    aftermath.clear();
  }

  /** The system changed while its plan was looked at: the plan is made anew. */
  private void follow(Optional<SystemSnapshot> snapshot) {
    if (sheets.property().get() instanceof Sheet.Planned(PlanCard card, _)
        && snapshot.isPresent()
        && !snapshot.get().stateId().equals(card.plan().before().stateId())) {
      sheets.plan(card.plan().operation());
    }
  }

  private String stateroot() {
    return state.snapshotProperty().get().map(SystemSnapshot::os).orElse("");
  }

  private boolean mayChange() {
    return reason.get().isEmpty();
  }
}
