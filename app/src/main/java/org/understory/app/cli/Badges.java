package org.understory.app.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.history.Ref;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.text.Sanitizer;

/** Which refs and deployments point at which commit. */
final class Badges {
  private final Map<Checksum, List<Ref>> refs = new HashMap<>();
  private final Map<Checksum, List<Deployment>> deployments = new HashMap<>();
  private final Set<Checksum> tips = new LinkedHashSet<>();

  /**
   * Collects them.
   *
   * @param internal whether to count refs that tools keep for themselves
   */
  static Badges of(OpenSystem system, boolean internal, Session session) throws StoreException {
    Badges badges = new Badges();
    for (Ref ref : system.repository().refs(session::report)) {
      if (internal || !ref.internal()) {
        badges.refs.computeIfAbsent(ref.checksum(), _ -> new ArrayList<>()).add(ref);
        badges.tips.add(ref.checksum());
      }
    }
    if (system.sysroot().isPresent()) {
      SystemSnapshot snapshot = system.snapshot();
      snapshot.problems().forEach(session::report);
      for (Deployment deployment : snapshot.deployments()) {
        badges
            .deployments
            .computeIfAbsent(deployment.checksum(), _ -> new ArrayList<>())
            .add(deployment);
        badges.tips.add(deployment.checksum());
      }
    }
    return badges;
  }

  /** Every commit that has a badge. */
  Set<Checksum> tips() {
    return tips;
  }

  /** Refs of a commit as OSTree writes them. */
  List<String> refs(Checksum commit) {
    return refs.getOrDefault(commit, List.of()).stream().map(Ref::refspec).toList();
  }

  /** Ids of the deployments of a commit. */
  List<String> deployments(Checksum commit) {
    return deployments.getOrDefault(commit, List.of()).stream().map(Deployment::id).toList();
  }

  /** All of a commit's badges in words, safe to show; empty where it has none. */
  Optional<String> text(Checksum commit, Session session) {
    if (!refs.containsKey(commit) && !deployments.containsKey(commit)) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    for (Deployment deployment : deployments.getOrDefault(commit, List.of())) {
      List<String> states = DeploymentStates.words(deployment, session);
      words.addAll(states.isEmpty() ? List.of(session.word("state.deployed")) : states);
    }
    refs(commit).forEach(ref -> words.add(Sanitizer.line(ref)));
    return Optional.of(String.join(", ", words));
  }
}
