package org.understory.model.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Warning.Code;
import org.understory.model.system.BootList;
import org.understory.model.system.BootLoader;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.KernelArguments;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;

/**
 * Deployments drawn as text, in boot order: {@code +C *B ^A x/D.1} is a staged C, the running B, a
 * pinned A and the second deployment of D in the stateroot x; {@code #} is a staged one that is
 * locked, {@code !} the one that starts once. Commits are single letters, the later the newer; the
 * stateroot is {@code os} unless said.
 */
final class Drawing {
  static final KernelArguments ARGUMENTS =
      new KernelArguments(List.of("root=UUID=1", "quiet", "ostree=/ostree/boot.0/os/1/0"));

  private Drawing() {}

  static SystemSnapshot snapshot(String drawing) {
    List<Deployment> list = new ArrayList<>();
    for (String word : drawing.split(" ")) {
      if (!word.isEmpty()) {
        list.add(deployment(word));
      }
    }
    return SystemSnapshot.of(
        BootList.arrange(list),
        Optional.empty(),
        List.of(),
        new BootLoader(BootLoader.GRUB, true, true));
  }

  static Checksum commit(char letter) {
    return new Checksum(letter, 0, 0, 0);
  }

  /** The id of what is drawn as, for example, {@code B} or {@code x/D.1}. */
  static String id(String word) {
    return deployment(word).id();
  }

  static String draw(List<Deployment> list) {
    return list.stream().map(Drawing::draw).collect(Collectors.joining(" "));
  }

  private static Deployment deployment(String word) {
    boolean staged = word.startsWith("+") || word.startsWith("#");
    String name = word.replaceAll("[+*^#!]", "");
    int slash = name.indexOf('/');
    String stateroot = slash < 0 ? "os" : name.substring(0, slash);
    char letter = name.charAt(slash + 1);
    int dot = name.indexOf('.');
    return new Deployment(
        0,
        stateroot,
        commit(letter),
        dot < 0 ? 0 : Integer.parseInt(name.substring(dot + 1)),
        Optional.of("v" + letter),
        OptionalLong.of(letter),
        new Origin(Optional.of("far:stable"), Origin.Source.BRANCH, Optional.empty()),
        ARGUMENTS,
        word.contains("*"),
        staged,
        word.contains("#"),
        word.contains("^"),
        false,
        false,
        word.contains("!"),
        Unlocked.NONE,
        Optional.of("kernel" + letter),
        Optional.empty());
  }

  private static String draw(Deployment each) {
    String marks =
        (each.staged() ? each.finalizationLocked() ? "#" : "+" : "")
            + (each.booted() ? "*" : "")
            + (each.pinned() ? "^" : "")
            + (each.startsOnce() ? "!" : "");
    return marks
        + (each.stateroot().equals("os") ? "" : each.stateroot() + "/")
        + (char) each.checksum().a()
        + (each.serial() == 0 ? "" : "." + each.serial());
  }

  static void refused(String before, Operation operation, Problem problem) {
    assertThatThrownBy(() -> plan(before, operation))
        .isInstanceOf(StoreException.class)
        .extracting(e -> ((StoreException) e).problem())
        .isEqualTo(problem);
  }

  static List<Code> codes(Plan plan) {
    return plan.warnings().stream().map(Warning::code).toList();
  }

  static Plan plan(String before, Operation operation) throws StoreException {
    return plan(snapshot(before), operation);
  }

  static Plan plan(SystemSnapshot before, Operation operation) throws StoreException {
    return Planner.plan(before, operation, PlanFacts.NONE);
  }
}
