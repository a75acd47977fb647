package org.understory.app.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.understory.app.change.PlanCard.Line;
import org.understory.app.change.PlanCard.Mark;
import org.understory.app.control.Tone;
import org.understory.app.deployment.DeploymentState;
import org.understory.app.deployment.DeploymentWords;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** The two lists of a plan, with what becomes of each deployment. */
final class BootLines {
  private final DeploymentWords words;
  private final Plan plan;
  private final List<Deployment> before;
  private final List<Deployment> finished;
  private final Set<String> moved;

  /** Whether there is more than one stateroot, so that it has to be told which one is meant. */
  private final boolean several;

  BootLines(Plan plan, Messages messages) {
    this.plan = plan;
    this.words = new DeploymentWords(messages);
    before = plan.before().deployments();
    finished = plan.waits() ? plan.finished() : plan.after();
    moved = moved();
    several =
        Stream.concat(before.stream(), finished.stream())
                .map(Deployment::stateroot)
                .distinct()
                .count()
            > 1;
  }

  /** What is there now; what goes is marked. */
  List<Line> now() {
    List<String> dropped = plan.dropped();
    return before.stream()
        .map(
            each ->
                line(
                    each,
                    words.states(each),
                    dropped.contains(each.id()) ? Mark.REMOVED : Mark.NONE))
        .toList();
  }

  /** What is there afterwards; what comes, moves or changes is marked. */
  List<Line> then() {
    List<Deployment> list = plan.waits() ? restarted() : finished;
    return list.stream().map(each -> line(each, states(each), mark(each))).toList();
  }

  /** After a restart something else runs: a roll back then goes to what comes after that. */
  private List<Deployment> restarted() {
    Optional<Deployment> next = finished.stream().filter(Deployment::bootsNext).findFirst();
    Optional<Deployment> rollback =
        next.flatMap(
            running ->
                finished.stream()
                    .dropWhile(each -> !each.equals(running))
                    .skip(1)
                    .filter(each -> each.stateroot().equals(running.stateroot()))
                    .findFirst());
    return finished.stream()
        .map(
            each ->
                each.placed(
                    each.index(), rollback.filter(each::equals).isPresent(), each.bootsNext()))
        .toList();
  }

  private List<DeploymentState> states(Deployment deployment) {
    if (!plan.waits()) {
      return words.states(deployment);
    }
    List<DeploymentState> states = new ArrayList<>();
    for (DeploymentState state : words.states(deployment)) {
      switch (state.key()) {
        case "running", "development" -> {} // a restart ends both
        case "next" -> states.add(words.state("then", Tone.SUCCESS));
        default -> states.add(state);
      }
    }
    return states;
  }

  private Line line(Deployment deployment, List<DeploymentState> states, Mark mark) {
    return new Line(
        deployment.index() + 1,
        DeploymentWords.name(deployment),
        DeploymentWords.label(deployment),
        several
            ? Sanitizer.line(deployment.stateroot())
                + " \u00b7 "
                + words.branch(deployment.origin())
            : words.branch(deployment.origin()),
        states,
        mark);
  }

  private Mark mark(Deployment after) {
    Optional<Deployment> old = find(before, after.id());
    if (old.isEmpty()) {
      return Mark.NEW;
    }
    if (moved.contains(after.id())) {
      return rank(finished, after) < rank(before, after) ? Mark.UP : Mark.DOWN;
    }
    if (old.get().bootsNext() && !after.bootsNext()) {
      return Mark.PASSED;
    }
    return facts(old.get()).equals(facts(after)) ? Mark.NONE : Mark.CHANGED;
  }

  /**
   * As few deployments as possible that have to be moved to come from one order to the other: those
   * outside of the longest sequence that keeps its order. Those that are only passed by say
   * nothing.
   */
  private Set<String> moved() {
    List<String> ids =
        finished.stream().map(Deployment::id).filter(id -> find(before, id).isPresent()).toList();
    List<Integer> ranks =
        ids.stream().map(id -> before.stream().map(Deployment::id).toList().indexOf(id)).toList();
    List<Set<String>> kept = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      Set<String> longest = Set.of();
      for (int j = 0; j < i; j++) {
        if (ranks.get(j) < ranks.get(i) && kept.get(j).size() >= longest.size()) {
          longest = kept.get(j);
        }
      }
      Set<String> sequence = new HashSet<>(longest);
      sequence.add(ids.get(i));
      kept.add(sequence);
    }
    Set<String> rest = new HashSet<>(ids);
    // Of two that change places the one that came to the front is said to have moved.
    rest.removeAll(
        kept.reversed().stream().max(Comparator.comparingInt(Set::size)).orElse(Set.of()));
    return rest;
  }

  /** The place among those that are there now and in the end. */
  private int rank(List<Deployment> list, Deployment wanted) {
    List<Deployment> other = list.equals(before) ? finished : before;
    return list.stream()
        .map(Deployment::id)
        .filter(id -> find(other, id).isPresent())
        .toList()
        .indexOf(wanted.id());
  }

  /** Without what follows from its place alone. */
  private static Deployment facts(Deployment deployment) {
    return deployment
        .placed(0, false, false)
        .withKernelArguments(deployment.kernelArguments().own());
  }

  private static Optional<Deployment> find(List<Deployment> list, String id) {
    return list.stream().filter(each -> each.id().equals(id)).findFirst();
  }
}
