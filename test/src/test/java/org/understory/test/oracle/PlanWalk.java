package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.system.Label;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.LocalEngine;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Du;
import org.understory.test.kit.GrubLab;
import org.understory.test.kit.LibostreeList;

/**
 * A random walk through the states of one sysroot. After every operation that was planned,
 * libostree lists what was planned, and so do we.
 */
final class PlanWalk implements AutoCloseable {
  private static final int LONGEST = 8;

  /** One in so many steps is of a kind that was not carried out yet. */
  private static final int GUIDED = 4;

  /** Steps that are drawn to find one of a certain kind, of which there are less than twenty. */
  private static final int DRAWN = 60;

  private final Path root;
  private final HostFiles host;
  private final LocalEngine engine;
  private final List<Checksum> commits;
  private final Random random;
  private final LibostreeList oracle;
  private final GrubLab grub;
  private final Map<String, Integer> done = new HashMap<>();
  private final List<String> said = new ArrayList<>();
  private int refused;
  private List<Deployment> now;
  private Optional<List<Deployment>> afterShutdown = Optional.empty();

  PlanWalk(Path root, HostFiles host, Path log, List<Checksum> commits, Random random)
      throws IOException, StoreException {
    this.root = root;
    this.host = host;
    this.engine = LocalEngine.ofFolder(root, host, new ActivityLog(log));
    this.commits = commits;
    this.random = random;
    this.oracle = LibostreeList.of(root);
    this.grub = GrubLab.at(root);
    this.now = read();
  }

  /** How often each kind of operation was carried out. */
  Map<String, Integer> done() {
    return done;
  }

  int refused() {
    return refused;
  }

  int carriedOut() {
    return done.values().stream().mapToInt(n -> n).sum();
  }

  /** What the deployments are now. */
  List<Deployment> now() {
    return now;
  }

  void sequence() throws StoreException, IOException {
    said.clear();
    for (int i = 1 + random.nextInt(LONGEST); i > 0; i--) {
      Operation operation = operation();
      Plan plan;
      try {
        plan = engine.plan(operation);
      } catch (StoreException e) {
        refused++;
        continue;
      }
      carryOut(plan);
      done.merge(kind(operation), 1, Integer::sum);
      boolean whole = plan.dropped().isEmpty();
      if (whole && !plan.undo().isEmpty() && random.nextInt(3) == 0) {
        for (Operation step : plan.undo()) {
          carryOut(engine.plan(step));
        }
        assertThat(facts(now)).as("undo of %s", said).isEqualTo(before(plan));
      }
    }
  }

  /** What was planned for the shutdown comes true, once somebody has done what happens there. */
  void shutDown(Runnable finish) throws StoreException, IOException {
    List<Deployment> planned = afterShutdown.orElse(now);
    done.merge(afterShutdown.isPresent() ? "shutdown" : "shutdown as it is", 1, Integer::sum);
    finish.run();
    said.add("shutdown of " + brief(now));
    now = read();
    assertThat(facts(now)).as("%s", said).isEqualTo(facts(planned));
    assertThat(ours(now)).as("%s", said).isEqualTo(oracle.read());
    afterShutdown = Optional.empty();
  }

  private static List<String> before(Plan plan) {
    return facts(plan.before().deployments());
  }

  private void carryOut(Plan plan) throws StoreException, IOException {
    said.add(plan.operation() + " of " + brief(plan.before().deployments()));
    List<Event> events = new ArrayList<>();
    boolean frees =
        plan.operation() instanceof Operation.Prune || plan.operation() instanceof Operation.Remove;
    long before = frees ? Du.sysroot(root) : 0;
    long kernels = kernels();
    Outcome outcome = engine.carryOut(plan, events::add, new Cancellation());
    now = read();
    assertThat(outcome).as("%s", said).isInstanceOf(Outcome.Succeeded.class);
    assertThat(facts(now)).as("%s", said).isEqualTo(facts(plan.after()));
    assertThat(ours(now)).as("%s", said).isEqualTo(oracle.read());
    assertThat(grub.next()).as("%s", said).isEqualTo(menuTitleOfOnce());
    assertThat(events.getLast()).isEqualTo(new Event.Finished(outcome));
    if (frees) {
      assertThat(plan.space().disk()).as("%s", said).hasValue(Du.sysroot(root) - before);
    }
    if (frees && plan.afterShutdown().isEmpty() && plan.space().boot().isPresent()) {
      assertThat(plan.space().boot()).as("%s", said).hasValue(kernels() - kernels);
    }
    afterShutdown = plan.afterShutdown();
  }

  /**
   * Bytes of the kernels in /boot, where there may be none yet; each counts as it would in a file
   * system of its own: two stateroots may share the file of one, as a hard link.
   */
  private long kernels() throws IOException {
    Path kernels = root.resolve("boot/ostree");
    if (!Files.exists(kernels)) {
      return 0;
    }
    try (Stream<Path> folders = Files.list(kernels)) {
      return folders.mapToLong(Du::bytes).sum();
    }
  }

  /** The title that libostree wrote for what is to start once; empty text for nothing. */
  private String menuTitleOfOnce() throws IOException {
    Optional<Deployment> once = now.stream().filter(Deployment::startsOnce).findFirst();
    if (once.isEmpty()) {
      return "";
    }
    String link = "ostree=" + once.get().kernelArguments().value("ostree").orElseThrow();
    try (Stream<Path> entries = Files.list(root.resolve("boot/loader/entries"))) {
      for (Path entry : entries.toList()) {
        String text = Files.readString(entry);
        if (text.contains(link + "\n") || text.contains(link + " ")) {
          return text.lines()
              .filter(line -> line.startsWith("title "))
              .findFirst()
              .orElseThrow()
              .substring("title ".length());
        }
      }
    }
    throw new AssertionError("no entry for " + link);
  }

  private List<Deployment> read() throws StoreException {
    try (Sysroot sysroot = Sysroot.open(root, host)) {
      SystemSnapshot snapshot = sysroot.snapshot();
      assertThat(snapshot.problems()).isEmpty();
      return snapshot.deployments();
    }
  }

  /**
   * Any step, now and then one of a kind that is still missing: by chance alone, a walk may pass by
   * those that are possible in few states only, such as to discard what is staged.
   */
  private Operation operation() {
    Operation operation = drawn();
    if (random.nextInt(GUIDED) == 0) {
      for (int i = 0; i < DRAWN && done.containsKey(kind(operation)); i++) {
        operation = drawn();
      }
    }
    return operation;
  }

  private static String kind(Operation operation) {
    return operation.getClass().getSimpleName();
  }

  private Operation drawn() {
    String stateroot = random.nextInt(3) == 0 ? "other" : "main";
    Checksum commit = commits.get(random.nextInt(commits.size()));
    String id = now.isEmpty() ? "none" : now.get(random.nextInt(now.size())).id();
    boolean runs = now.stream().anyMatch(Deployment::booted);
    return switch (random.nextInt(runs ? 18 : 14)) {
      case 0, 1 -> new Operation.Rebase(stateroot, "branch/" + commits.indexOf(commit), commit);
      case 2 -> new Operation.Deploy(stateroot, commit);
      case 3 -> new Operation.Upgrade(stateroot, commit);
      case 4, 5 -> new Operation.SetDefault(id);
      case 6, 7 -> new Operation.Pin(id);
      case 8 -> new Operation.Unpin(id);
      case 9 -> new Operation.Remove(List.of(id));
      case 10 -> new Operation.EditKernelArguments(id, arguments());
      case 11 ->
          new Operation.SetLabel(id, new Label(random.nextBoolean() ? "" : " a\\b ü", "n\n1"));
      case 12 -> new Operation.Prune();
      case 13 ->
          new Operation.StartOnce(random.nextInt(4) == 0 ? Optional.empty() : Optional.of(id));
      case 14 -> new Operation.DiscardStaged();
      default -> new Operation.SetFinalizationLocked(random.nextInt(3) == 0);
    };
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("root=LABEL=x"));
    for (int i = random.nextInt(4); i > 0; i--) {
      arguments.add(List.of("quiet", "console=tty0", "a=\"b c\"", "k").get(random.nextInt(4)));
    }
    return arguments;
  }

  /** As the tests of the planner draw them. */
  private static List<String> brief(List<Deployment> list) {
    return list.stream()
        .map(
            each ->
                (each.staged() ? each.finalizationLocked() ? "#" : "+" : "")
                    + (each.booted() ? "*" : "")
                    + (each.pinned() ? "^" : "")
                    + each.stateroot()
                    + "-"
                    + each.checksum().brief()
                    + "."
                    + each.serial())
        .toList();
  }

  private static List<String> facts(List<Deployment> list) {
    return list.stream()
        .map(each -> each.withKernelArguments(each.kernelArguments().own()).toString())
        .toList();
  }

  /** As {@link LibostreeList} tells them. */
  private static List<String> ours(List<Deployment> list) {
    return list.stream()
        .map(
            each ->
                String.join(
                    "|",
                    each.id(),
                    each.pinned() ? "True" : "False",
                    each.staged() ? "True" : "False",
                    each.bootChecksum().orElse("unknown"),
                    each.origin().refspec().orElse("None"),
                    each.staged()
                        ? ""
                        : String.join(" ", each.kernelArguments().own().arguments())))
        .toList();
  }

  @Override
  public void close() {
    oracle.close();
  }
}
