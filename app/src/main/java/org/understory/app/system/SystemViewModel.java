package org.understory.app.system;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import javafx.util.Subscription;
import org.understory.app.change.ChangeViewModel;
import org.understory.app.control.Times;
import org.understory.app.move.MoveViewModel;
import org.understory.app.shell.Destination;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.Latest;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Result;
import org.understory.app.state.SystemChoice;
import org.understory.app.text.DaemonText;
import org.understory.app.text.ServiceText;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.rpmostree.DaemonReport;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.NextBoot;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.model.text.Sanitizer;
import org.understory.store.engine.Engine;
import org.understory.store.engine.Layers;
import org.understory.store.sysroot.Sysroot;

/** What the System screen shows and what can be asked of it. */
public final class SystemViewModel implements AutoCloseable {

  /**
   * Everything on the screen at one moment.
   *
   * @param problems what could not be read
   * @param nextBoot empty where there are no deployments
   * @param service whose business updates are, where that is not this program's own way
   * @param update what is newer than what runs, as far as that service has looked
   * @param layers whether packages can be layered on what is delivered
   */
  record Content(
      List<Problem> problems,
      Optional<NextBoot> nextBoot,
      List<DeploymentCard> cards,
      List<String> service,
      List<String> update,
      boolean layers) {}

  private final ScreenContext context;
  private final DeploymentCards cards;
  private final ReadOnlyObjectWrapper<Optional<Content>> content =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObservableSet<String> expanded = FXCollections.observableSet();
  private final Subscription following;
  private final NewsViewModel news;
  private final Latest asking;
  private final Latest volumes;
  private final Supplier<MoveViewModel> moves;

  private Told told = Told.NOTHING;

  /**
   * What is read more slowly than the deployments.
   *
   * @param report what the daemon of rpm-ostree tells
   * @param layers whether packages can be layered on what is delivered
   */
  private record Told(Optional<DaemonReport> report, boolean layers) {
    private static final Told NOTHING = new Told(Optional.empty(), false);
  }

  /**
   * Follows the state of this context.
   *
   * @param moves makes what there is to move to
   */
  public SystemViewModel(ScreenContext context, Supplier<MoveViewModel> moves) {
    this.moves = moves;
    this.context = context;
    this.cards =
        new DeploymentCards(context.messages(), new Times(context.messages(), context.clock()));
    news = new NewsViewModel(context);
    asking = new Latest(context.background());
    volumes = new Latest(context.background());
    following =
        Subscription.combine(
            context.state().snapshotProperty().subscribe(this::follow),
            context.state().reportProperty().subscribe((before, told) -> readAgain()));
  }

  private Optional<Engine> engine() {
    return context.state().systemProperty().get().flatMap(OpenSystem::engine);
  }

  private List<String> service() {
    UpdateService leader = engine().map(Engine::service).orElse(UpdateService.LIBOSTREE);
    ServiceText services = new ServiceText(context.messages());
    return leader == UpdateService.RPM_OSTREE
        ? new DaemonText(context.messages()).service(told.report())
        : Stream.concat(
                services.leader(leader).stream(),
                context
                    .state()
                    .reportProperty()
                    .get()
                    // Why it failed is told above, at greater length.
                    .filter(it -> it.trouble().isEmpty())
                    .flatMap(services::progress)
                    .stream())
            .toList();
  }

  /** Shows what is on the disk at once, and what a service tells of it when that has answered. */
  private void follow(Optional<SystemSnapshot> snapshot) {
    content.set(snapshot.map(this::read));
    Optional<Engine> engine = engine();
    if (snapshot.isEmpty() || engine.isEmpty()) {
      asking.cancel();
      told = Told.NOTHING;
      return;
    }
    Optional<Sysroot> sysroot = context.state().systemProperty().get().flatMap(OpenSystem::sysroot);
    asking.submit(
        job -> told(engine.get(), sysroot, snapshot.get()),
        result -> {
          Told now = result instanceof Result.Done<Told>(Told some) ? some : Told.NOTHING;
          if (!now.equals(told)) {
            told = now;
            readAgain();
          }
        });
  }

  private void readAgain() {
    content.set(context.state().snapshotProperty().get().map(this::read));
  }

  /** What to show; empty while nothing is open. */
  ReadOnlyObjectProperty<Optional<Content>> contentProperty() {
    return content.getReadOnlyProperty();
  }

  /** What became of an update. */
  NewsViewModel news() {
    return news;
  }

  /** What is open. */
  ObservableValue<Optional<SystemChoice>> choiceProperty() {
    return context.state().choiceProperty();
  }

  /** What the program said that refused to stage the demo's update; safe to show. */
  Optional<String> stagingRefusal() {
    return context
        .state()
        .systemProperty()
        .get()
        .flatMap(OpenSystem::stagingRefusal)
        .map(Sanitizer::line);
  }

  /** The ids of the cards whose details are open; kept when the system is read again. */
  ObservableSet<String> expanded() {
    return expanded;
  }

  /** Opens or closes the details of a card. */
  void toggle(String id) {
    if (!expanded.remove(id)) {
      expanded.add(id);
    }
  }

  /** Goes to another screen. */
  void go(Destination destination) {
    context.navigation().go(destination);
  }

  /** Does this with the deployment of a card, or shows first what it would do. */
  void perform(CardAction action, DeploymentCard card) {
    ChangeViewModel changes = context.changes();
    String id = card.id();
    switch (action) {
      case BOOT_NEXT -> changes.ask(new Operation.SetDefault(id));
      case START_ONCE -> changes.ask(new Operation.StartOnce(Optional.of(id)));
      case USUAL -> changes.ask(new Operation.StartOnce(Optional.empty()));
      case COMPARE ->
          card.compareWith()
              .ifPresent(running -> go(Destination.compare(running, card.checksum())));
      case BROWSE -> go(Destination.browse(card.checksum(), "/"));
      case HISTORY -> go(Destination.history(card.checksum()));
      case PIN -> changes.ask(new Operation.Pin(id));
      case UNPIN -> changes.ask(new Operation.Unpin(id));
      case LABEL -> changes.editLabel(id);
      case ARGUMENTS -> changes.editArguments(id);
      case HOLD -> changes.ask(new Operation.SetFinalizationLocked(true));
      case RELEASE -> changes.ask(new Operation.SetFinalizationLocked(false));
      case FINALIZE -> changes.ask(new Operation.Finalize(id));
      case UNLOCK -> changes.ask(new Operation.Unlock(Unlocked.DEVELOPMENT));
      case HOTFIX -> changes.ask(new Operation.Unlock(Unlocked.HOTFIX));
      case DISCARD -> changes.ask(new Operation.DiscardStaged());
      case REMOVE -> changes.ask(new Operation.Remove(List.of(id)));
    }
  }

  /** Why nothing can be changed now; empty where something can. */
  ObservableValue<Optional<String>> reasonProperty() {
    return context.changes().reasonProperty();
  }

  /** Why no update can be looked for now; empty where one can. */
  ObservableValue<Optional<String>> updateReasonProperty() {
    return context.changes().updateReasonProperty();
  }

  /** Whether the computer that runs this system can be restarted from here. */
  boolean canRestart() {
    return context.changes().restart().possibleProperty().getValue();
  }

  /** Asks whether to restart it. */
  void restart() {
    context.changes().askRestart();
  }

  private static Told told(Engine engine, Optional<Sysroot> sysroot, SystemSnapshot snapshot)
      throws StoreException {
    Optional<DaemonReport> report = engine.report(snapshot.os());
    boolean layers =
        engine.layers()
            || (engine.service() == UpdateService.LIBOSTREE
                && sysroot.isPresent()
                && Layers.possible(sysroot.get(), snapshot, snapshot.os()));
    return new Told(report, layers);
  }

  /** Has it written down which packages are to be layered. */
  void editLayers() {
    String title = context.messages().get("change.layers.choose");
    context.changes().editLayers(() -> context.dialogs().chooseFiles(title));
  }

  /** Whether rpm-ostree can be asked to look for updates by itself. */
  boolean refreshes() {
    return context.changes().byRpmOstree();
  }

  /** Has it look. */
  void refreshService() {
    String stateroot = context.state().snapshotProperty().get().map(SystemSnapshot::os).orElse("");
    context.changes().ask(new Operation.Refresh(stateroot, Operation.Refresh.What.UPDATES));
  }

  /** Has it chosen where the system is to move to. */
  void move() {
    context.changes().chooseMove(moves.get());
  }

  /** Looks for a newer version. */
  void checkForUpdates() {
    context.changes().checkForUpdates();
  }

  /** Whether whoever brings updates can be asked for those on a drive. */
  boolean asksVolumes() {
    return engine().map(Engine::service).equals(Optional.of(UpdateService.ENDLESS));
  }

  /** Looks which drives with updates are there; {@code receiver} hears where they are mounted. */
  void findVolumes(Consumer<List<String>> receiver) {
    engine()
        .ifPresent(
            engine ->
                volumes.submit(
                    job -> engine.volumes(),
                    result ->
                        receiver.accept(
                            result instanceof Result.Done<List<String>>(var found)
                                ? found
                                : List.of())));
  }

  /** Looks for a newer version on a drive. */
  void checkVolume(String volume) {
    context.changes().checkVolume(volume);
  }

  /** Throws the demo system away and makes it anew. */
  void makeAnew(SystemChoice.Demo demo) {
    context.state().makeDemoAnew(demo);
  }

  @Override
  public void close() {
    following.unsubscribe();
    asking.cancel();
    volumes.cancel();
    news.close();
  }

  private Content read(SystemSnapshot snapshot) {
    return new Content(
        snapshot.problems(),
        snapshot.deployments().isEmpty() ? Optional.empty() : Optional.of(NextBoot.of(snapshot)),
        cards.of(snapshot, told.report()),
        service(),
        told.report().map(new DaemonText(context.messages())::update).orElse(List.of()),
        told.layers());
  }
}
