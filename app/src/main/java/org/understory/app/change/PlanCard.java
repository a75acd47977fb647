package org.understory.app.change;

import java.util.List;
import java.util.Optional;
import org.understory.app.control.Tone;
import org.understory.app.deployment.DeploymentState;
import org.understory.model.plan.Plan;

/**
 * A plan in words that are safe to show.
 *
 * @param verb what the button says that does it
 * @param destructive whether it takes something away
 * @param serious whether a warning is so serious that the Enter key alone must not do it
 * @param thenCaption when {@code then} is true
 * @param note what it means, or what happens until then where something waits for a restart
 * @param warnings the most serious first
 */
public record PlanCard(
    Plan plan,
    String title,
    String verb,
    boolean destructive,
    boolean serious,
    List<Line> now,
    String thenCaption,
    List<Line> then,
    Optional<String> note,
    List<Difference> differences,
    List<Caution> warnings,
    List<Fact> facts) {

  /**
   * A deployment at its place in boot order.
   *
   * @param label what a person calls it
   */
  record Line(
      int place,
      String name,
      Optional<String> label,
      String branch,
      List<DeploymentState> states,
      Mark mark) {}

  /** What becomes of a deployment. */
  enum Mark {
    NONE("", Tone.NEUTRAL),
    NEW("new", Tone.ACCENT),
    REMOVED("removed", Tone.DANGER),
    UP("up", Tone.ACCENT),
    DOWN("down", Tone.NEUTRAL),
    /** No longer starts next. */
    PASSED("passed", Tone.NEUTRAL),
    CHANGED("changed", Tone.ACCENT);

    private final String key;
    private final Tone tone;

    Mark(String key, Tone tone) {
      this.key = key;
      this.tone = tone;
    }

    /** The end of its message key. */
    String key() {
      return key;
    }

    Tone tone() {
      return tone;
    }
  }

  /** Something that comes to a deployment, or goes from it. */
  record Difference(boolean added, String text) {}

  /** A warning. */
  record Caution(Tone tone, String text) {}

  /** Something else worth knowing. */
  record Fact(Kind kind, String text) {
    /** What it is about. */
    enum Kind {
      DOWNLOAD,
      SPACE,
      RESTART,
      UNDO
    }
  }
}
