package org.understory.app.change;

import java.util.Optional;
import org.understory.app.state.AppState;
import org.understory.app.state.OpenSystem;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.resources.Messages;
import org.understory.store.engine.Engine;

/** Says why what is open can't be changed, where it can't. */
final class Possible {
  private final AppState state;
  private final Messages messages;
  private final ProblemText problems;

  Possible(AppState state, Messages messages) {
    this.state = state;
    this.messages = messages;
    problems = new ProblemText(messages);
  }

  /** Why nothing can be changed; empty where something can. */
  Optional<String> reason() {
    Optional<OpenSystem> system = state.systemProperty().get();
    Optional<SystemSnapshot> snapshot = state.snapshotProperty().get();
    if (system.isEmpty() || snapshot.isEmpty()) {
      return Optional.of(messages.get("change.reason.nothing"));
    }
    if (system.get().engine().isEmpty()) {
      boolean alone = system.get().sysroot().isEmpty();
      return Optional.of(messages.get(alone ? "change.reason.repository" : "change.reason.engine"));
    }
    boolean ordered =
        snapshot.get().deployments().stream()
            .allMatch(each -> each.staged() || each.bootChecksum().isPresent());
    return ordered ? Optional.empty() : Optional.of(problems.sentence(new Problem.OrderUnknown()));
  }

  /** Why no update can be looked for, though something can be changed. */
  Optional<String> reasonAgainstUpdates() {
    Optional<Origin> origin = followed().map(Deployment::origin);
    if (origin.isEmpty()) {
      return Optional.of(messages.get("change.reason.nothing"));
    }
    String stateroot = followed().orElseThrow().stateroot();
    Origin.Source source = origin.get().source();
    if (source == Origin.Source.LAYERED && service() == UpdateService.RPM_OSTREE) {
      return Optional.empty();
    }
    if (source == Origin.Source.CONTAINER && service() == UpdateService.BOOTC) {
      return Optional.empty();
    }
    return switch (source) {
      case LAYERED, CONTAINER ->
          Optional.of(problems.sentence(new Problem.ManagedElsewhere(stateroot)));
      case NONE -> Optional.of(messages.get("change.reason.no-branch"));
      case BRANCH ->
          refspec().contains(":")
              ? Optional.empty()
              : Optional.of(messages.get("change.reason.local-branch"));
    };
  }

  private UpdateService service() {
    return state
        .systemProperty()
        .get()
        .flatMap(OpenSystem::engine)
        .map(Engine::service)
        .orElse(UpdateService.LIBOSTREE);
  }

  /** The deployment whose branch an update would come from. */
  Optional<Deployment> followed() {
    return state
        .snapshotProperty()
        .get()
        .flatMap(it -> BootList.mergeDeployment(it.deployments(), it.os()));
  }

  /** The branch that it follows; empty text where it follows none. */
  String refspec() {
    return followed().flatMap(each -> each.origin().refspec()).orElse("");
  }
}
