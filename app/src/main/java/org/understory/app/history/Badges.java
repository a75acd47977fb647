package org.understory.app.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.understory.app.history.Badge.Kind;
import org.understory.model.history.Checksum;
import org.understory.model.history.Ref;
import org.understory.model.system.Deployment;
import org.understory.model.system.Label;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** The marks of all commits: states of deployments first, then names of refs. */
final class Badges {
  /** No commit has any. */
  static final Badges NONE = new Badges(Map.of());

  private final Map<Checksum, List<Badge>> byCommit;

  private Badges(Map<Checksum, List<Badge>> byCommit) {
    this.byCommit = byCommit;
  }

  /** Marks for these deployments, in boot order, and refs. */
  static Badges of(List<Deployment> deployments, List<Ref> refs, Messages messages) {
    Map<Checksum, List<Badge>> byCommit = new HashMap<>();
    for (Deployment deployment : deployments) {
      List<Badge> badges =
          byCommit.computeIfAbsent(deployment.checksum(), commit -> new ArrayList<>());
      for (Kind kind : states(deployment)) {
        Badge badge = state(kind, messages);
        if (!badges.contains(badge)) {
          badges.add(badge);
        }
      }
      deployment.label().map(label -> label(label, messages)).ifPresent(badges::add);
    }
    for (Ref ref : refs) {
      byCommit.computeIfAbsent(ref.checksum(), commit -> new ArrayList<>()).add(ref(ref, messages));
    }
    return new Badges(byCommit);
  }

  /** The marks of one commit. */
  List<Badge> of(Checksum commit) {
    return byCommit.getOrDefault(commit, List.of());
  }

  private static List<Kind> states(Deployment deployment) {
    List<Kind> states = new ArrayList<>();
    if (deployment.booted()) {
      states.add(Kind.RUNNING);
    }
    if (deployment.bootsNext()) {
      states.add(Kind.STARTS_NEXT);
    }
    if (deployment.staged()) {
      states.add(Kind.STAGED);
    }
    if (deployment.rollback()) {
      states.add(Kind.ROLLBACK);
    }
    if (deployment.pinned()) {
      states.add(Kind.PINNED);
    }
    return states.isEmpty() ? List.of(Kind.DEPLOYED) : states;
  }

  private static Badge state(Kind kind, Messages messages) {
    return new Badge(kind, messages.get(kind.key()), messages.get(kind.key() + ".tip"));
  }

  private static Badge label(Label label, Messages messages) {
    String name = Sanitizer.line(label.name());
    String tip = messages.get(Kind.LABEL.key() + ".tip", name);
    return new Badge(
        Kind.LABEL,
        name,
        label.note().isBlank() ? tip : tip + '\n' + Sanitizer.block(label.note()));
  }

  private static Badge ref(Ref ref, Messages messages) {
    Kind kind = ref.internal() ? Kind.INTERNAL_REF : Kind.REF;
    String name = Sanitizer.line(ref.refspec());
    return new Badge(kind, messages.get(kind.key(), name), messages.get(kind.key() + ".tip", name));
  }
}
