package org.understory.app.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.understory.app.history.Tip.Ticked;
import org.understory.app.server.ServerVersions;
import org.understory.model.history.Checksum;
import org.understory.model.history.Ref;
import org.understory.model.remote.Branch;
import org.understory.model.system.Deployment;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** The refs and deployments whose history is shown, each with a tick; all are ticked at first. */
final class TipsViewModel {
  private static final String DEPLOYMENTS = "deployments";
  private static final String SERVER = "server";

  /** Branches of a server that are listed; the largest has ten thousand. */
  private static final int MOST_AWAY = 500;

  private final Messages messages;
  private final ObservableList<Tip> lines = FXCollections.observableArrayList();
  private final BooleanProperty internal = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<Set<Checksum>> ticked = new ReadOnlyObjectWrapper<>(Set.of());
  private final ReadOnlyObjectWrapper<Set<Checksum>> listed = new ReadOnlyObjectWrapper<>(Set.of());
  private final Map<String, ReadOnlyObjectWrapper<Ticked>> groups = new LinkedHashMap<>();

  /** What a person has unticked, kept while refs come and go. */
  private final Set<String> unticked = new HashSet<>();

  private List<Ref> refs = List.of();
  private List<Deployment> deployments = List.of();
  private Optional<ServerVersions> found = Optional.empty();
  private Consumer<String> wish = branch -> {};
  private boolean changingMany;

  TipsViewModel(Messages messages) {
    this.messages = messages;
    internal.subscribe(this::list);
  }

  /** Groups, each followed by its choices. */
  ObservableList<Tip> lines() {
    return lines;
  }

  /** Whether refs that tools keep for themselves are listed. */
  BooleanProperty internalProperty() {
    return internal;
  }

  /** Commits of all that is ticked. */
  ReadOnlyObjectProperty<Set<Checksum>> tickedProperty() {
    return ticked.getReadOnlyProperty();
  }

  /** Commits of all that is listed, ticked or not. */
  ReadOnlyObjectProperty<Set<Checksum>> listedProperty() {
    return listed.getReadOnlyProperty();
  }

  /** Lists these in place of the ones before; ticks stay. */
  void update(List<Ref> newRefs, List<Deployment> newDeployments) {
    refs = List.copyOf(newRefs);
    deployments = List.copyOf(newDeployments);
    list();
  }

  /** Lists also what was found on a server; ticks stay. */
  void show(Optional<ServerVersions> onServer) {
    found = onServer;
    list();
  }

  /** Who looks for the versions of a branch of the server, by its name, that somebody ticks. */
  void setOnWish(Consumer<String> receiver) {
    wish = receiver;
  }

  /** Ticks a whole group, or unticks it where all of it is ticked. */
  void toggle(Tip.Group group) {
    boolean tick = group.ticked().get() != Ticked.ALL;
    set(choice -> choice.group().equals(group.id()) ? tick : choice.ticked().get());
  }

  /** Ticks this choice and no other. */
  void only(Tip.Choice wanted) {
    set(choice -> choice.id().equals(wanted.id()));
    if (wanted.unread()) {
      wanted.ticked().set(true);
    }
  }

  /** Ticks everything. */
  void all() {
    set(choice -> true);
  }

  private void set(Predicate<Tip.Choice> wanted) {
    changingMany = true;
    // The server is asked for one branch after the other, as somebody wants them.
    choices().stream()
        .filter(choice -> !choice.unread())
        .forEach(choice -> choice.ticked().set(wanted.test(choice)));
    changingMany = false;
    ticksChanged();
  }

  private List<Tip.Choice> choices() {
    List<Tip.Choice> choices = new ArrayList<>();
    for (Tip line : lines) {
      if (line instanceof Tip.Choice choice) {
        choices.add(choice);
      }
    }
    return choices;
  }

  private void list() {
    Map<String, List<Tip.Choice>> byGroup = new LinkedHashMap<>();
    for (Deployment deployment : deployments) {
      byGroup.computeIfAbsent(DEPLOYMENTS, id -> new ArrayList<>()).add(choice(deployment));
    }
    refs.stream()
        .filter(ref -> !ref.internal())
        .forEach(ref -> add(byGroup, ref.remote().map(r -> "remote:" + r).orElse("local"), ref));
    if (internal.get()) {
      refs.stream().filter(Ref::internal).forEach(ref -> add(byGroup, "internal", ref));
    }
    found.ifPresent(it -> addAway(byGroup, it));
    groups.clear();
    List<Tip> listing = new ArrayList<>();
    byGroup.forEach(
        (id, choices) -> {
          ReadOnlyObjectWrapper<Ticked> state = new ReadOnlyObjectWrapper<>(Ticked.ALL);
          groups.put(id, state);
          listing.add(new Tip.Group(id, groupLabel(id), state.getReadOnlyProperty()));
          listing.addAll(choices);
        });
    lines.setAll(listing);
    Set<Checksum> commits = new LinkedHashSet<>();
    choices().forEach(choice -> choice.commits().forEach(commits::add));
    ticksChanged();
    listed.set(commits);
  }

  private void add(Map<String, List<Tip.Choice>> byGroup, String group, Ref ref) {
    String name = Sanitizer.line(ref.remote().isPresent() ? ref.name() : ref.refspec());
    String tip =
        messages.get("history.tips.ref.tip", Sanitizer.line(ref.refspec()), ref.checksum().brief());
    byGroup
        .computeIfAbsent(group, id -> new ArrayList<>())
        .add(choice("ref " + ref.refspec(), group, name, tip, branch(ref), ref.checksum()));
  }

  /** Branches that no ref here names. */
  private void addAway(Map<String, List<Tip.Choice>> byGroup, ServerVersions versions) {
    Set<String> here = new HashSet<>();
    refs.forEach(ref -> here.add(ref.refspec()));
    String remote = versions.remote().name();
    versions.list().branches().stream()
        .filter(branch -> !here.contains(remote + ":" + branch.name()))
        .limit(MOST_AWAY)
        .forEach(
            branch ->
                byGroup
                    .computeIfAbsent(SERVER, id -> new ArrayList<>())
                    .add(away(branch, versions)));
  }

  private Tip.Choice away(Branch branch, ServerVersions versions) {
    String refspec = versions.remote().name() + ":" + branch.name();
    boolean looked = versions.looked().contains(branch.name());
    String id = "server " + refspec;
    BooleanProperty tick = new SimpleBooleanProperty(looked && !unticked.contains(id));
    tick.subscribe(
        (was, is) -> {
          if (is && !looked && !changingMany) {
            wish.accept(branch.name());
          } else {
            note(id, is);
          }
        });
    return new Tip.Choice(
        id,
        SERVER,
        Sanitizer.line(branch.name()),
        messages.get(
            "history.tips.server.tip",
            Sanitizer.line(refspec),
            branch.newest().brief(),
            Sanitizer.line(versions.remote().name())),
        false,
        Optional.of(refspec),
        branch.newest(),
        Optional.empty(),
        !looked,
        tick);
  }

  private static Optional<String> branch(Ref ref) {
    return Optional.of(ref.refspec()).filter(it -> !ref.internal() && ref.collection().isEmpty());
  }

  private Tip.Choice choice(Deployment deployment) {
    String version = Sanitizer.line(deployment.version().orElse(deployment.checksum().brief()));
    String stateroot = Sanitizer.line(deployment.stateroot());
    boolean several =
        deployments.stream().map(Deployment::stateroot).distinct().limit(2).count() > 1;
    return choice(
        "deployment " + deployment.id(),
        DEPLOYMENTS,
        several ? messages.get("history.tips.deployment", version, stateroot) : version,
        messages.get(
            "history.tips.deployment.tip", version, stateroot, deployment.checksum().brief()),
        Optional.empty(),
        deployment.checksum());
  }

  private Tip.Choice choice(
      String id, String group, String label, String tip, Optional<String> branch, Checksum commit) {
    BooleanProperty tick = new SimpleBooleanProperty(!unticked.contains(id));
    tick.subscribe((was, is) -> note(id, is));
    boolean deployment = group.equals(DEPLOYMENTS);
    Optional<Checksum> newer =
        branch
            .flatMap(name -> found.flatMap(it -> it.newest(name)))
            .filter(it -> !it.equals(commit));
    return new Tip.Choice(id, group, label, tip, deployment, branch, commit, newer, false, tick);
  }

  private void note(String id, boolean ticked) {
    if (ticked) {
      unticked.remove(id);
    } else {
      unticked.add(id);
    }
    if (!changingMany) {
      ticksChanged();
    }
  }

  private String groupLabel(String id) {
    return switch (id) {
      case DEPLOYMENTS -> messages.get("history.tips.deployments");
      case "local" -> messages.get("history.tips.local");
      case "internal" -> messages.get("history.tips.internal");
      case SERVER ->
          messages.get(
              "history.tips.server",
              found.map(it -> Sanitizer.line(it.remote().name())).orElse(""));
      default ->
          messages.get("history.tips.remote", Sanitizer.line(id.substring("remote:".length())));
    };
  }

  private void ticksChanged() {
    Set<Checksum> commits = new LinkedHashSet<>();
    Map<String, Set<Boolean>> found = new LinkedHashMap<>();
    for (Tip.Choice choice : choices()) {
      boolean on = choice.ticked().get();
      found.computeIfAbsent(choice.group(), id -> new HashSet<>()).add(on);
      if (on) {
        choice.commits().forEach(commits::add);
      }
    }
    groups.forEach(
        (id, state) -> {
          Set<Boolean> ticks = found.getOrDefault(id, Set.of(true));
          state.set(
              ticks.size() > 1 ? Ticked.SOME : ticks.contains(true) ? Ticked.ALL : Ticked.NONE);
        });
    ticked.set(commits);
  }
}
