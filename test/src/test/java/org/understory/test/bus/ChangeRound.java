package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.system.Deployment;
import org.understory.model.system.Label;
import org.understory.store.engine.HelperEngine;
import org.understory.test.kit.PublicKey;
import org.understory.test.kit.WholeLab;

/** Changes of every kind in turn; what one needs to be possible is put right before. */
final class ChangeRound {
  /**
   * Those that only a running system has, and what {@code KillTest} leaves out. Unlocking needs
   * mounts that reach everybody, and so a real systemd: {@link RealUnlockTest}.
   */
  static final List<Class<? extends Operation>> RUNNING =
      List.of(
          Operation.Upgrade.class,
          Operation.SetFinalizationLocked.class,
          Operation.DiscardStaged.class,
          Operation.StartOnce.class,
          Operation.ImportKey.class,
          Operation.Check.class,
          Operation.InspectConfig.class);

  /** All that are possible here, in an order in which little has to be put right. */
  static final List<Class<? extends Operation>> EVERY =
      List.of(
          Operation.Upgrade.class,
          Operation.SetFinalizationLocked.class,
          Operation.DiscardStaged.class,
          Operation.Deploy.class,
          Operation.Rebase.class,
          Operation.SetDefault.class,
          Operation.StartOnce.class,
          Operation.EditKernelArguments.class,
          Operation.Pin.class,
          Operation.Unpin.class,
          Operation.SetLabel.class,
          Operation.Remove.class,
          Operation.AddRemote.class,
          Operation.ImportKey.class,
          Operation.RemoveRemote.class,
          Operation.Check.class,
          Operation.InspectConfig.class,
          Operation.Verify.class,
          Operation.Prune.class);

  /** The remote that comes and goes. */
  static final String REMOTE = "far";

  private final WholeLab lab;
  private final HelperEngine engine;
  private final List<Class<? extends Operation>> kinds;
  private int turn;

  ChangeRound(WholeLab lab, HelperEngine engine, List<Class<? extends Operation>> kinds) {
    this.lab = lab;
    this.engine = engine;
    this.kinds = kinds;
  }

  /** The next one, which is possible now. */
  Operation next() throws StoreException {
    Class<? extends Operation> kind = kinds.get(turn++ % kinds.size());
    boolean needsStaged =
        kind == Operation.SetFinalizationLocked.class || kind == Operation.DiscardStaged.class;
    Optional<Deployment> staged = staged();
    if (needsStaged && staged.isEmpty()) {
      carryOut(new Operation.Upgrade("main", publish()));
      staged = staged();
    } else if (!needsStaged && staged.isPresent()) {
      carryOut(new Operation.DiscardStaged());
    }
    return switch (kind.getSimpleName()) {
      case "Upgrade" -> new Operation.Upgrade("main", publish());
      case "SetFinalizationLocked" ->
          new Operation.SetFinalizationLocked(!staged.orElseThrow().finalizationLocked());
      case "DiscardStaged" -> new Operation.DiscardStaged();
      case "Deploy" -> new Operation.Deploy("main", publish());
      case "Rebase" -> new Operation.Rebase("main", WholeLab.OTHER_BRANCH, publish());
      case "SetDefault" -> new Operation.SetDefault(notDefault());
      case "StartOnce" -> new Operation.StartOnce(Optional.of(notDefault()));
      case "EditKernelArguments" ->
          new Operation.EditKernelArguments(
              idle().id(), List.of("root=LABEL=root", "turn=" + turn));
      case "Pin" -> new Operation.Pin(pinned(false));
      case "Unpin" -> new Operation.Unpin(pinned(true));
      case "SetLabel" -> new Operation.SetLabel(idle().id(), new Label("turn " + turn, ""));
      case "Remove" -> new Operation.Remove(List.of(pinned(false)));
      case "AddRemote" -> {
        remote(false);
        yield new Operation.AddRemote(
            REMOTE, "http://127.0.0.1:1/", true, Optional.of(PublicKey.FERN));
      }
      case "ImportKey" -> {
        remote(false);
        remote(true);
        yield new Operation.ImportKey(REMOTE, PublicKey.FERN);
      }
      case "RemoveRemote" -> {
        remote(true);
        yield new Operation.RemoveRemote(REMOTE);
      }
      case "Check" -> new Operation.Check("stable");
      case "InspectConfig" ->
          new Operation.InspectConfig(idle().id(), deployments().getFirst().checksum());
      case "Verify" -> new Operation.Verify(false);
      case "Prune" -> new Operation.Prune();
      default -> throw new AssertionError(kind.toString());
    };
  }

  private Optional<Deployment> staged() {
    return deployments().stream().filter(Deployment::staged).findFirst();
  }

  private List<Deployment> deployments() {
    return lab.snapshot().deployments();
  }

  private Checksum publish() {
    return Checksum.parse(lab.publish("turn " + turn)).orElseThrow();
  }

  /** The last one that does not run; one is made if there is none. */
  private Deployment idle() throws StoreException {
    List<Deployment> idle = new ArrayList<>(deployments());
    idle.removeIf(Deployment::booted);
    if (idle.isEmpty()) {
      var deployed = lab.other("ostree", "admin", "deploy", "--os=main", "stable");
      assertThat(deployed.status()).as(deployed.errors()).isZero();
      awaitTold();
      return idle();
    }
    return idle.getLast();
  }

  /** What others change the helper tells half a second later at most. */
  private void awaitTold() throws StoreException {
    String now = lab.snapshot().stateId();
    while (!engine.plan(new Operation.Verify(false)).before().stateId().equals(now)) {
      Thread.onSpinWait();
    }
  }

  private String notDefault() throws StoreException {
    idle();
    return deployments().getLast().id();
  }

  private String pinned(boolean pinned) throws StoreException {
    Deployment each = idle();
    if (each.pinned() != pinned) {
      carryOut(pinned ? new Operation.Pin(each.id()) : new Operation.Unpin(each.id()));
    }
    return each.id();
  }

  private void remote(boolean there) throws StoreException {
    if (lab.other("ostree", "remote", "list").text().lines().anyMatch(REMOTE::equals) != there) {
      carryOut(
          there
              ? new Operation.AddRemote(REMOTE, "http://127.0.0.1:1/", true, Optional.empty())
              : new Operation.RemoveRemote(REMOTE));
    }
  }

  /** Without that anybody dies. */
  private void carryOut(Operation operation) throws StoreException {
    assertThat(engine.carryOut(engine.plan(operation), event -> {}, new Cancellation()))
        .as(operation.toString())
        .isInstanceOf(Outcome.Succeeded.class);
  }
}
