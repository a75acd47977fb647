package org.understory.model.system;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Problem;

/**
 * Names a state of the system: the SHA-256 of its facts in order, each led by its length so that no
 * two lists of facts run together to the same bytes.
 */
final class StateId {
  private final MessageDigest digest;

  private StateId() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String of(
      String os,
      List<Deployment> deployments,
      Optional<String> finalizationFailure,
      List<Problem> problems,
      BootLoader bootLoader) {
    StateId id = new StateId();
    id.add(os);
    id.add(deployments.size());
    deployments.forEach(id::add);
    id.add(finalizationFailure);
    id.add(problems.size());
    problems.forEach(problem -> id.add(problem.toString()));
    id.add(bootLoader.name());
    id.add(bootLoader.startsOnce() ? 1 : 0);
    return HexFormat.of().formatHex(id.digest.digest());
  }

  private void add(Deployment deployment) {
    add(deployment.index());
    add(deployment.id());
    add(deployment.version());
    add(deployment.timestamp().isPresent() ? 1 : 0);
    add(deployment.timestamp().orElse(0));
    add(deployment.origin().refspec());
    add(deployment.origin().source().name());
    add(deployment.origin().overrideCommit());
    List<String> arguments = deployment.kernelArguments().arguments();
    add(arguments.size());
    arguments.forEach(this::add);
    add(deployment.booted() ? 1 : 0);
    add(deployment.staged() ? 1 : 0);
    add(deployment.finalizationLocked() ? 1 : 0);
    add(deployment.pinned() ? 1 : 0);
    add(deployment.rollback() ? 1 : 0);
    add(deployment.bootsNext() ? 1 : 0);
    add(deployment.startsOnce() ? 1 : 0);
    add(deployment.unlocked().name());
    add(deployment.bootChecksum());
    add(deployment.label().map(Label::name));
    add(deployment.label().map(Label::note));
  }

  private void add(Optional<String> text) {
    add(text.isPresent() ? 1 : 0);
    text.ifPresent(this::add);
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    digest.update(bytes);
  }

  private void add(long number) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      digest.update((byte) (number >>> shift));
    }
  }
}
