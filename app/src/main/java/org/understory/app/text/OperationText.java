package org.understory.app.text;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.understory.model.history.Checksum;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Names operations: what is wanted, what the button says that does it, and what was done. */
public final class OperationText {
  private static final Pattern ID = Pattern.compile(".*-([0-9a-f]{64})\\.\\d+");

  /** Packages that a title names. */
  private static final int NAMES_SHOWN = 4;

  private final Messages messages;

  /** Words out of {@code messages}, which hold the bundle {@code common}. */
  public OperationText(Messages messages) {
    this.messages = messages;
  }

  /**
   * A short title, safe to show.
   *
   * @param known where names of deployments and versions of commits are looked up
   */
  public String title(Operation operation, List<Deployment> known) {
    return messages.get("operation.title." + key(operation), object(operation, known));
  }

  /** The title of a plan, which knows more names. */
  public String title(Plan plan) {
    return title(operation(plan), known(plan));
  }

  /** To start once what starts anyway is to start as usual. */
  private static Operation operation(Plan plan) {
    boolean usual = plan.after().stream().noneMatch(Deployment::startsOnce);
    return plan.operation() instanceof Operation.StartOnce && usual
        ? new Operation.StartOnce(Optional.empty())
        : plan.operation();
  }

  /** A word or two for the button that does it. */
  public String verb(Operation operation) {
    return messages.get("operation.verb." + key(operation));
  }

  /** What it means, where the title does not say enough. */
  public Optional<String> note(Plan plan) {
    return plan.created().stream()
        .map(each -> each.origin().layers())
        .filter(each -> !each.isEmpty())
        .findFirst()
        .map(
            each ->
                plan.installer().isPresent()
                    ? messages.get(
                        "operation.note.layered-by", packages(each), plan.installer().get())
                    : messages.get("operation.note.layered-here", packages(each)))
        .or(() -> note(plan.operation()));
  }

  private static String packages(List<String> names) {
    return Sanitizer.line(String.join(", ", names));
  }

  private Optional<String> note(Operation operation) {
    return switch (operation) {
      case Operation.Unlock(Unlocked kind) ->
          Optional.of(
              messages.get(
                  kind == Unlocked.HOTFIX ? "operation.note.hotfix" : "operation.note.unlock"));
      case Operation.Finalize _ -> Optional.of(messages.get("operation.note.finalize"));
      case Operation.Halfway(var _, var stop) ->
          Optional.of(
              messages.get(
                  switch (stop) {
                    case DOWNLOADED -> "operation.note.download";
                    case HELD -> "operation.note.held";
                  }));
      case Operation.ChangeLayers _ -> Optional.of(messages.get("operation.note.layers"));
      case Operation.ChangeOverrides(_, var remove, _) ->
          Optional.of(
              messages.get(
                  remove.isEmpty() ? "operation.note.layers" : "operation.note.overrides"));
      case Operation.UsePackageFiles(_, var use, _) ->
          Optional.of(
              messages.get(
                  switch (use) {
                    case LAYER -> "operation.note.layers";
                    case REPLACE -> "operation.note.replace";
                  }));
      default -> Optional.empty();
    };
  }

  /** What was done, in a sentence. */
  public String done(Plan plan) {
    Operation operation = operation(plan);
    return messages.get("operation.done." + key(operation), object(operation, known(plan)));
  }

  /** What is not there before comes first: only the plan knows its version. */
  private static List<Deployment> known(Plan plan) {
    return Stream.concat(plan.created().stream(), plan.before().deployments().stream()).toList();
  }

  private static String key(Operation operation) {
    return switch (operation) {
      case Operation.Check _ -> "check";
      case Operation.CheckVolume _ -> "check-volume";
      case Operation.Upgrade _ -> "upgrade";
      case Operation.Deploy _ -> "deploy";
      case Operation.Rebase _ -> "rebase";
      case Operation.ChangeLayers(_, var install, var uninstall) ->
          uninstall.isEmpty() ? "install" : install.isEmpty() ? "uninstall" : "change-layers";
      case Operation.ChangeOverrides(_, var remove, var reset) ->
          reset.isEmpty()
              ? "override-remove"
              : remove.isEmpty() ? "override-reset" : "change-layers";
      case Operation.UsePackageFiles(_, var use, _) ->
          switch (use) {
            case LAYER -> "install";
            case REPLACE -> "override-replace";
          };
      case Operation.Halfway(var _, var stop) ->
          switch (stop) {
            case DOWNLOADED -> "download";
            case HELD -> "stage-held";
          };
      case Operation.Finalize _ -> "finalize";
      case Operation.Refresh(var _, var what) ->
          switch (what) {
            case UPDATES -> "refresh-updates";
            case PACKAGES -> "refresh-packages";
          };
      case Operation.SetDefault _ -> "set-default";
      case Operation.StartOnce(var id) -> id.isPresent() ? "start-once" : "start-usual";
      case Operation.Pin _ -> "pin";
      case Operation.Unpin _ -> "unpin";
      case Operation.Remove _ -> "remove";
      case Operation.EditKernelArguments _ -> "edit-kernel-arguments";
      case Operation.SetFinalizationLocked(boolean locked) -> locked ? "lock" : "release";
      case Operation.DiscardStaged _ -> "discard-staged";
      case Operation.Prune _ -> "prune";
      case Operation.Verify(boolean repair) -> repair ? "repair" : "verify";
      case Operation.InspectConfig _ -> "inspect-config";
      case Operation.Unlock _ -> "unlock";
      case Operation.AddRemote _ -> "add-remote";
      case Operation.RemoveRemote _ -> "remove-remote";
      case Operation.ImportKey _ -> "import-key";
      case Operation.SetLabel _ -> "set-label";
    };
  }

  /** What it is done to, as people know it; empty where the operation says that itself. */
  private static String object(Operation operation, List<Deployment> known) {
    return switch (operation) {
      case Operation.Check(String refspec) -> Sanitizer.line(refspec);
      case Operation.CheckVolume(_, String volume) -> Sanitizer.line(volume);
      case Operation.Upgrade(_, Checksum commit) -> version(commit, known);
      case Operation.Deploy(_, Checksum commit) -> version(commit, known);
      case Operation.Rebase(_, String refspec, _) -> Sanitizer.line(refspec);
      case Operation.ChangeLayers(_, var install, var uninstall) ->
          some(
              uninstall.isEmpty() || install.isEmpty()
                  ? all(install, uninstall)
                  : signed(install, uninstall));
      case Operation.ChangeOverrides(_, var remove, var reset) ->
          some(remove.isEmpty() || reset.isEmpty() ? all(remove, reset) : signed(reset, remove));
      case Operation.UsePackageFiles use -> some(use.names());
      case Operation.Halfway(Operation update, _) -> object(update, known);
      case Operation.Finalize(String id) -> name(id, known);
      case Operation.SetDefault(String id) -> name(id, known);
      case Operation.StartOnce(var id) -> id.map(it -> name(it, known)).orElse("");
      case Operation.Pin(String id) -> name(id, known);
      case Operation.Unpin(String id) -> name(id, known);
      case Operation.Remove(List<String> ids) ->
          ids.stream().map(id -> name(id, known)).collect(Collectors.joining(", "));
      case Operation.EditKernelArguments(String id, _) -> name(id, known);
      case Operation.InspectConfig(String id, _) -> name(id, known);
      case Operation.SetLabel(String id, _) -> name(id, known);
      case Operation.SetFinalizationLocked _, Operation.DiscardStaged _ ->
          known.stream().filter(Deployment::staged).findFirst().map(OperationText::of).orElse("");
      case Operation.AddRemote(String name, _, _, _) -> Sanitizer.line(name);
      case Operation.RemoveRemote(String name) -> Sanitizer.line(name);
      case Operation.ImportKey(String remote, _) -> Sanitizer.line(remote);
      case Operation.Prune _, Operation.Verify _, Operation.Unlock _, Operation.Refresh _ -> "";
    };
  }

  private static List<String> all(List<String> install, List<String> uninstall) {
    return Stream.concat(install.stream(), uninstall.stream()).toList();
  }

  private static List<String> signed(List<String> install, List<String> uninstall) {
    return all(
        install.stream().map(name -> "+" + name).toList(),
        uninstall.stream().map(name -> "\u2212" + name).toList());
  }

  /** The first of many names, as long as a title may be. */
  private static String some(List<String> names) {
    String shown =
        names.stream().limit(NAMES_SHOWN).map(Sanitizer::line).collect(Collectors.joining(", "));
    return names.size() > NAMES_SHOWN ? shown + ", \u2026" : shown;
  }

  /** A deployment that may be gone, safe to show. */
  static String name(String id, List<Deployment> known) {
    return known.stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .map(OperationText::of)
        .orElseGet(() -> Sanitizer.line(brief(id)));
  }

  /** Of a deployment that is gone only its id is left, which is longer than a title may be. */
  private static String brief(String id) {
    Matcher parts = ID.matcher(id);
    return (parts.matches() ? Checksum.parse(parts.group(1)) : Optional.<Checksum>empty())
        .map(Checksum::brief)
        .orElse(id);
  }

  private static String version(Checksum commit, List<Deployment> known) {
    return known.stream()
        .filter(each -> each.checksum().equals(commit) && each.version().isPresent())
        .findFirst()
        .map(OperationText::of)
        .orElseGet(commit::brief);
  }

  static String of(Deployment deployment) {
    return deployment
        .version()
        .filter(version -> !version.isBlank())
        .map(Sanitizer::line)
        .orElseGet(() -> deployment.checksum().brief());
  }
}
