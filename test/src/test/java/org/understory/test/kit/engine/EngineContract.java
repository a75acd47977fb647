package org.understory.test.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.model.system.Label;
import org.understory.model.system.SystemSnapshot;
import org.understory.test.kit.Command;
import org.understory.test.kit.EveryOperation;
import org.understory.test.kit.LibostreeList;

/**
 * What every engine promises, whoever it has do the work. A test of an engine extends this and
 * brings a computer; the oracle is the list of deployments that libostree itself gives afterwards.
 * Each test leaves the computer as a host has to be: see {@link EngineHost}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EngineContract {
  private EngineHost host;
  private LibostreeList oracle;
  private int tried;

  /** Brings up the computer in this folder; an assumption fails where that can't be done here. */
  protected abstract EngineHost start(Path folder) throws Exception;

  @BeforeAll
  final void startHost(@TempDir Path folder) throws Exception {
    host = start(folder);
    oracle = LibostreeList.started(host.command(LibostreeList.program(host.sysroot())));
  }

  @AfterAll
  final void stopHost() {
    if (oracle != null) {
      oracle.close();
    }
    if (host != null) {
      host.close();
    }
  }

  @Test
  final void it_says_whose_business_updates_are() {
    assertThat(host.engine().service()).isEqualTo(host.service());
  }

  @Test
  final void planning_changes_nothing() throws Exception {
    SystemSnapshot now = now();
    Map<String, String> before = files();
    int planned = 0;
    List<Operation> all =
        new ArrayList<>(EveryOperation.on(now.os(), last().id(), last().checksum().hex()));
    all.add(new Operation.Remove(List.of(last().id())));
    for (Operation operation : all) {
      try {
        assertThat(host.engine().plan(operation).before().stateId()).isEqualTo(now.stateId());
        planned++;
      } catch (StoreException refused) {
        assertThat(refused.problem()).isNotInstanceOf(Problem.Internal.class);
      }
    }
    assertThat(planned).as("operations that are possible").isGreaterThan(10);
    assertThat(files()).isEqualTo(before);
    assertThat(now().stateId()).isEqualTo(now.stateId());
  }

  @Test
  final void what_is_there_is_changed_as_planned() throws Exception {
    String last = last().id();
    String first = now().deployments().getFirst().id();
    assertThat(last).isNotEqualTo(first);
    done(new Operation.Pin(last));
    done(new Operation.SetLabel(last, new Label("name", "note")));
    done(new Operation.Unpin(last));
    done(new Operation.EditKernelArguments(last, List.of("root=LABEL=root", "a=\"b c\"")));
    done(new Operation.SetDefault(last));
    List<String> before = ids();
    String os = now().os();
    other("ostree", "admin", "deploy", "--os=" + os, "--not-as-default", "--retain", host.ref());
    awaitTold();
    List<String> more = new ArrayList<>(ids());
    more.removeAll(before);
    done(new Operation.Remove(more));
    assertThat(ids()).isEqualTo(before);
  }

  @Test
  final void what_is_new_comes_as_planned() throws Exception {
    String os = now().os();
    Checksum newest = host.publish(host.branch());
    assertThat(found(host.branch())).isEqualTo(newest);
    done(new Operation.Upgrade(os, newest));
    assertThat(now().deployments().getFirst().checksum()).isEqualTo(host.committed(newest));
    takeBack();
    Checksum other = host.publish(host.otherBranch());
    if (host.answers(host.otherBranch())) {
      assertThat(found(host.otherBranch())).isEqualTo(other);
    }
    done(new Operation.Rebase(os, host.otherBranch(), other));
    takeBack();
  }

  @Test
  final void a_system_that_changed_meanwhile_is_left_alone() throws Exception {
    String os = now().os();
    String last = last().id();
    Checksum newest = host.publish(host.branch());
    Plan upgrade = host.engine().plan(new Operation.Upgrade(os, newest));
    Plan label = host.engine().plan(new Operation.SetLabel(last, new Label("name", "")));
    int index = now().deployments().size() - 1;
    other("ostree", "admin", "pin", Integer.toString(index));
    List<String> before = listed();
    Outcome changed = new Outcome.Failed(new Problem.StateChanged());
    assertThat(carryOut(upgrade, new Cancellation())).isEqualTo(changed);
    assertThat(carryOut(label, new Cancellation())).isEqualTo(changed);
    assertThat(listed()).isEqualTo(before);
    other("ostree", "admin", "pin", "-u", Integer.toString(index));
    awaitTold();
    everythingWorks();
  }

  @Test
  final void what_is_cancelled_before_it_began_does_nothing() throws Exception {
    Checksum newest = host.publish(host.branch());
    Plan plan = host.engine().plan(new Operation.Upgrade(now().os(), newest));
    List<String> before = listed();
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    assertThat(carryOut(plan, cancellation)).isEqualTo(new Outcome.Cancelled(false));
    assertThat(listed()).isEqualTo(before);
    everythingWorks();
  }

  @Test
  final void nothing_is_done_while_something_else_is() throws Exception {
    Plan plan = host.engine().plan(new Operation.Pin(last().id()));
    List<String> before = listed();
    try (AutoCloseable _ = host.occupy()) {
      Busy busy = host.engine().busy().orElseThrow();
      assertThat(host.engine().others()).isPresent();
      assertThat(carryOut(plan, new Cancellation())).isEqualTo(new Outcome.Failed(busy.problem()));
    }
    assertThat(host.engine().busy()).isEmpty();
    assertThat(listed()).isEqualTo(before);
    everythingWorks();
  }

  @Test
  final void whoever_dies_in_the_middle_is_told_and_the_next_operation_works() throws Exception {
    List<Event> events = Collections.synchronizedList(new ArrayList<>());
    EngineHost.Killed killed = host.kill(events::add);
    assertEnded(events, killed.outcome());
    assertThat(killed.outcome()).isInstanceOfAny(Outcome.Lost.class, Outcome.Failed.class);
    if (killed.outcome() instanceof Outcome.Failed(Problem problem, boolean _)) {
      assertThat(problem).isNotInstanceOf(Problem.Internal.class);
    }
    assertThat(listed())
        .isIn(facts(killed.plan().before().deployments()), facts(killed.plan().after()));
    awaitTold();
    takeBack();
    everythingWorks();
  }

  private void everythingWorks() throws Exception {
    done(new Operation.SetLabel(last().id(), new Label("tried " + tried++, "")));
  }

  /** Has it done, and asks libostree whether it is what was planned. */
  private void done(Operation operation) throws Exception {
    Plan plan = host.engine().plan(operation);
    assertThat(carryOut(plan, new Cancellation()))
        .as(operation.toString())
        .isInstanceOf(Outcome.Succeeded.class);
    assertThat(listed()).as(operation.toString()).isEqualTo(facts(plan.after()));
  }

  /** Where nothing runs it is first at once, and another one has gone for it. */
  private void takeBack() throws Exception {
    if (now().deployments().getFirst().staged()) {
      done(new Operation.DiscardStaged());
      host.restarted();
    }
  }

  private Checksum found(String branch) throws Exception {
    Plan looking = host.engine().plan(new Operation.Check(branch));
    return carryOut(looking, new Cancellation())
            instanceof Outcome.Succeeded(Outcome.Result.Found(Checksum commit))
        ? commit
        : fail(branch);
  }

  private static Checksum fail(String branch) {
    throw new AssertionError("nothing was found on " + branch);
  }

  private Outcome carryOut(Plan plan, Cancellation cancellation) {
    List<Event> events = Collections.synchronizedList(new ArrayList<>());
    Outcome outcome = host.engine().carryOut(plan, events::add, cancellation);
    assertEnded(events, outcome);
    return outcome;
  }

  private static void assertEnded(List<Event> events, Outcome outcome) {
    assertThat(events.stream().filter(Event.Finished.class::isInstance).toList())
        .as(events.toString())
        .containsExactly(new Event.Finished(outcome));
    assertThat(events.getLast()).isEqualTo(new Event.Finished(outcome));
  }

  private SystemSnapshot now() throws StoreException {
    return host.engine().plan(new Operation.Verify(false)).before();
  }

  /** What others change an engine may tell a moment later. */
  private void awaitTold() throws Exception {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!listed().equals(facts(now().deployments()))) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private List<String> ids() throws StoreException {
    return now().deployments().stream().map(Deployment::id).toList();
  }

  private Deployment last() throws StoreException {
    return now().deployments().getLast();
  }

  private void other(String... program) {
    Command.Result result = Command.attempt(host.command(List.of(program)));
    assertThat(result.status()).as(result.errors()).isZero();
  }

  /** Id, whether pinned and whether staged. */
  private List<String> listed() throws IOException {
    return oracle.read().stream()
        .map(line -> line.split("\\|", -1))
        .map(parts -> String.join("|", parts[0], parts[1], parts[2]))
        .toList();
  }

  private List<String> facts(List<Deployment> list) {
    return BootList.arrange(list).stream()
        .map(
            each ->
                String.join(
                    "|",
                    id(each),
                    each.pinned() ? "True" : "False",
                    each.staged() ? "True" : "False"))
        .toList();
  }

  private String id(Deployment each) {
    String commit = host.committed(each.checksum()).hex();
    return each.id().replace(each.checksum().hex(), commit);
  }

  /** Each file with its size and when it was written. */
  private Map<String, String> files() throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (Path folder : host.folders()) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path each : walk.toList()) {
          var told =
              Files.readAttributes(each, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
          all.put(each.toString(), told.size() + " " + told.lastModifiedTime());
        }
      }
    }
    return all;
  }
}
