package org.understory.app.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.understory.app.history.Badge.Kind;
import org.understory.app.server.ServerVersions;
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

  /** Marks for these deployments, in boot order, refs, and what is on a server. */
  static Badges of(
      List<Deployment> deployments,
      List<Ref> refs,
      Optional<ServerVersions> found,
      Messages messages) {
    Map<Checksum, List<Badge>> byCommit = new HashMap<>();
    found.ifPresent(
        it -> it.away().forEach(each -> add(byCommit, each, server(it, each, messages))));
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
      add(byCommit, ref.checksum(), ref(ref, messages));
    }
    found.ifPresent(it -> addBranches(byCommit, it, refs, messages));
    return new Badges(byCommit);
  }

  private static void add(Map<Checksum, List<Badge>> byCommit, Checksum commit, Badge badge) {
    byCommit.computeIfAbsent(commit, each -> new ArrayList<>()).add(badge);
  }

  /** Names what a branch is at on the server, where that is not what it is at here. */
  private static void addBranches(
      Map<Checksum, List<Badge>> byCommit,
      ServerVersions found,
      List<Ref> refs,
      Messages messages) {
    String remote = Sanitizer.line(found.remote().name());
    for (String branch : found.looked()) {
      String refspec = found.remote().name() + ":" + branch;
      found
          .newest(refspec)
          .filter(
              newest ->
                  refs.stream()
                      .noneMatch(
                          ref -> ref.refspec().equals(refspec) && ref.checksum().equals(newest)))
          .ifPresent(
              newest -> {
                String key = Kind.SERVER_REF.key();
                String name = Sanitizer.line(refspec);
                String text = messages.get(key, name);
                String tip = messages.get(key + ".tip", name, remote);
                add(byCommit, newest, new Badge(Kind.SERVER_REF, text, tip));
              });
    }
  }

  private static Badge server(ServerVersions found, Checksum commit, Messages messages) {
    boolean refused = found.find(commit).orElseThrow().isRefused();
    Kind kind = refused ? Kind.REFUSED : Kind.SERVER;
    String remote = Sanitizer.line(found.remote().name());
    return new Badge(kind, messages.get(kind.key()), messages.get(kind.key() + ".tip", remote));
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
