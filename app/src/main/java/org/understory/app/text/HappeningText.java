package org.understory.app.text;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.understory.model.plan.Happening;
import org.understory.model.plan.Happening.Ending;
import org.understory.model.plan.Happening.Version;
import org.understory.model.plan.Happening.What;
import org.understory.model.system.Deployment;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Says what other programs did and when the computer was started; all of it is safe to show. */
public final class HappeningText {
  private final Messages messages;

  /** Words out of {@code messages}, which hold the bundle {@code common}. */
  public HappeningText(Messages messages) {
    this.messages = messages;
  }

  /**
   * A short title.
   *
   * @param known where names of deployments are looked up
   */
  public String title(Happening.Other other, List<Deployment> known) {
    return switch (other.what()) {
      case DEPLOYED -> title("happening.deployed", "happening.deployed-some", name(other, known));
      case FINISHED -> title("happening.finished", "happening.finished-some", name(other, known));
      case CHANGED -> messages.get("happening.changed");
    };
  }

  /** A short title; where nobody wrote down what ran, its kernel may tell. */
  public String title(Happening.Start start, List<Deployment> known) {
    Optional<String> name = name(start.version(), known);
    if (name.isEmpty() && start.ending() == Ending.RUNNING) {
      name = known.stream().filter(Deployment::booted).findFirst().map(OperationText::of);
    }
    List<Deployment> same =
        known.stream()
            .filter(
                each -> start.kernel().isPresent() && each.bootChecksum().equals(start.kernel()))
            .toList();
    return name.isEmpty() && same.size() == 1
        ? messages.get("happening.started-likely", OperationText.of(same.getFirst()))
        : title("happening.started", "happening.started-some", name);
  }

  private String title(String key, String nameless, Optional<String> name) {
    return name.map(known -> messages.get(key, known)).orElseGet(() -> messages.get(nameless));
  }

  private static Optional<String> name(Happening.Other other, List<Deployment> known) {
    return name(other.version(), known);
  }

  private static Optional<String> name(Optional<Version> version, List<Deployment> known) {
    return version.map(
        it ->
            known.stream().anyMatch(each -> each.id().equals(it.id()))
                ? OperationText.name(it.id(), known)
                : it.name()
                    .filter(name -> !name.isBlank())
                    .map(Sanitizer::line)
                    .orElseGet(() -> OperationText.name(it.id(), known)));
  }

  /** Who did it, where that is more than a person. */
  public String program(Happening.Other other) {
    return other.what() == What.FINISHED
        ? messages.get("happening.at-shutdown")
        : messages.get("happening.program", Sanitizer.line(other.program()));
  }

  /**
   * How a run of the computer ended.
   *
   * @param time says a point in time
   */
  public String ending(Happening.Start start, LongFunction<String> time) {
    String end = start.end().isPresent() ? time.apply(start.end().getAsLong()) : "";
    return switch (start.ending()) {
      case RUNNING -> messages.get("happening.running");
      case SHUT_DOWN -> messages.get("happening.shut-down", end);
      case BROKEN_OFF -> messages.get("happening.broken-off", end);
    };
  }
}
