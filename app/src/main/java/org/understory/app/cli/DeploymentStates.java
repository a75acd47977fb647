package org.understory.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.understory.model.system.Deployment;

/** The states of a deployment in words. */
final class DeploymentStates {
  private DeploymentStates() {}

  /** Its states, the most important first. */
  static List<String> words(Deployment deployment, Session session) {
    List<String> words = new ArrayList<>();
    add(words, deployment.booted(), "state.booted", session);
    add(
        words,
        deployment.bootsNext(),
        deployment.startsOnce() ? "state.starts-once" : "state.boots-next",
        session);
    add(words, deployment.staged(), "state.staged", session);
    add(words, deployment.finalizationLocked(), "state.locked", session);
    add(words, deployment.pinned(), "state.pinned", session);
    add(words, deployment.rollback(), "state.rollback", session);
    switch (deployment.unlocked()) {
      case NONE -> {}
      case DEVELOPMENT -> add(words, true, "state.unlocked-development", session);
      case HOTFIX -> add(words, true, "state.unlocked-hotfix", session);
      case TRANSIENT -> add(words, true, "state.unlocked-transient", session);
    }
    return words;
  }

  private static void add(List<String> words, boolean applies, String key, Session session) {
    if (applies) {
      words.add(session.word(key));
    }
  }
}
