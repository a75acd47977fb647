package org.understory.app.change;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Result;
import org.understory.model.config.ConfigPreview;
import org.understory.model.config.ConfigState;
import org.understory.model.history.Checksum;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Plan;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.store.sysroot.Sysroot;

/**
 * Foretells, once the sheet with a plan is up, what becomes of the files of {@code /etc}. Of a
 * commit that is not downloaded yet nothing is told. Call it on the thread that draws.
 */
public final class ConfigForecast implements AutoCloseable {
  private final AppState state;
  private final Latest foretelling;
  private final ReadOnlyObjectWrapper<Optional<Told>> told =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Subscription following;

  /**
   * What is worth telling.
   *
   * @param from the commit that is merged from
   * @param to the one that will be deployed
   */
  public record Told(Checksum from, Checksum to, ConfigPreview preview) {
    /** How many files of yours the new default disagrees with. */
    public int conflicts() {
      return preview.counts().getOrDefault(ConfigState.CONFLICT, 0);
    }
  }

  /** Follows what lies over the window. */
  ConfigForecast(ReadOnlyObjectProperty<Sheet> sheet, AppState state, Background background) {
    this.state = state;
    foretelling = new Latest(background);
    following = sheet.subscribe(this::follow);
  }

  /** Empty where there is nothing to tell, or not yet. */
  public ReadOnlyObjectProperty<Optional<Told>> toldProperty() {
    return told.getReadOnlyProperty();
  }

  private void follow(Sheet sheet) {
    foretelling.cancel();
    told.set(Optional.empty());
    if (sheet instanceof Sheet.Planned(PlanCard card, boolean _)) {
      switch (card.plan().operation()) {
        case Operation.Upgrade(String stateroot, Checksum to) -> ask(card.plan(), stateroot, to);
        case Operation.Deploy(String stateroot, Checksum to) -> ask(card.plan(), stateroot, to);
        case Operation.Rebase(String stateroot, var _, Checksum to) ->
            ask(card.plan(), stateroot, to);
        default -> {}
      }
    }
  }

  private void ask(Plan plan, String stateroot, Checksum to) {
    Optional<Deployment> from = BootList.mergeDeployment(plan.before().deployments(), stateroot);
    Optional<Sysroot> sysroot = state.systemProperty().get().flatMap(OpenSystem::sysroot);
    if (from.isEmpty() || sysroot.isEmpty()) {
      return;
    }
    foretelling.submit(
        job -> sysroot.get().configuration().preview(from.get(), to, job.cancellation()),
        result -> {
          // What can't be foretold is no reason to be in the way of the plan.
          if (result instanceof Result.Done<ConfigPreview>(ConfigPreview preview)) {
            Told found = new Told(from.get().checksum(), to, preview);
            if (found.conflicts() > 0 || !preview.blockers().isEmpty()) {
              told.set(Optional.of(found));
            }
          }
        });
  }

  @Override
  public void close() {
    following.unsubscribe();
    foretelling.cancel();
  }
}
