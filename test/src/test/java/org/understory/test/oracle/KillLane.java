package org.understory.test.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Request;
import org.understory.model.system.Deployment;
import org.understory.model.system.Label;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.JavaCommand;
import org.understory.store.engine.LocalEngine;
import org.understory.store.engine.WorkerMain;
import org.understory.store.engine.WorkerProcess;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;

/** One operation, begun and killed again and again, each time on a copy of its own. */
final class KillLane implements AutoCloseable {
  private static final int LIMIT_SECONDS = 60;

  /** Of the time until it is done, for what tells nothing before: the rest is the JVM's start. */
  private static final double WORK = 0.4;

  private final KillFixture fixture;
  private final Operation operation;
  private final Random random;
  private final Path folder;
  private final Path root;
  private final LocalEngine engine;
  private final HostFiles host;
  private final List<String> command;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  /**
   * @param archive classes kept ready, so that a worker starts sooner; made by the first one
   */
  KillLane(KillFixture fixture, Operation operation, Random random, Path archive)
      throws IOException {
    this.fixture = fixture;
    this.operation = operation;
    this.random = random;
    this.folder = Files.createTempDirectory(fixture.folder(), "lane");
    this.root = folder.resolve("sysroot");
    Path none = folder.resolve("none");
    this.host = new HostFiles(none, none, none, none);
    this.engine = LocalEngine.ofFolder(root, host, new ActivityLog(folder.resolve("log")));
    List<String> java = new ArrayList<>(JavaCommand.of(WorkerMain.class, Path.of("/")));
    // Without the classes of the tests, which are in no jar: only then can they be kept ready.
    java.replaceAll(each -> each.replaceAll("[^:]*/test/target/[^:]*:", ""));
    java.add(
        1,
        Files.exists(archive)
            ? "-XX:SharedArchiveFile=" + archive
            : "-XX:ArchiveClassesAtExit=" + archive);
    java.addAll(List.of("own", root.toString(), folder.resolve("worker-log").toString()));
    this.command =
        new ArrayList<>(List.of("sh", "-c", "echo $$ > \"$0\"; exec \"$@\"", pid().toString()));
    this.command.addAll(java);
  }

  /** How a run went: when its first word came, when it ended (nanoseconds), and how. */
  private record Run(long first, long end, Outcome outcome) {}

  Kills run(int times) throws Exception {
    prepare();
    String old = state();
    Run whole = run(Long.MAX_VALUE, 0);
    if (!(whole.outcome instanceof Outcome.Succeeded)) {
      return violation("not done: " + whole.outcome);
    }
    String fresh = state();
    Kills kills = new Kills(operation.toString(), 0, 0, 0, 0, 0, 0, List.of());
    for (int i = 0; i < times; i++) {
      prepare();
      boolean silent = whole.first == whole.end;
      long work = silent ? (long) (whole.end * WORK) : whole.end - whole.first;
      long after = (long) (random.nextDouble() * 1.1 * work);
      Run run = run(after, silent ? whole.end - work : -1);
      kills = kills.plus(judge(run, old, fresh));
      if (run.outcome instanceof Outcome.Succeeded) {
        whole = run; // how long it takes changes with what else the computer does
      }
    }
    return kills;
  }

  /** Has it done once, and waits until the worker is gone. */
  void warmUp() throws Exception {
    prepare();
    run(Long.MAX_VALUE, 0);
    ProcessHandle.of(Long.parseLong(Files.readString(pid()).strip()))
        .ifPresent(worker -> worker.onExit().join());
  }

  private void prepare() throws IOException {
    fixture.copy(root);
    if (operation instanceof Operation.Verify) {
      fixture.damage(root);
    }
  }

  /**
   * Carries it out, and kills it so long after its first word.
   *
   * @param wait as long after its start instead, where not negative
   */
  private Run run(long after, long wait) throws StoreException, IOException, InterruptedException {
    Files.deleteIfExists(pid());
    Plan plan = engine.plan(operation);
    CompletableFuture<Long> first = new CompletableFuture<>();
    long start = System.nanoTime();
    Future<Outcome> outcome =
        thread.submit(
            () ->
                new WorkerProcess(command)
                    .run(
                        LocalEngine.uid(),
                        Request.of(plan),
                        event -> {
                          if (!(event instanceof Event.Finished)) {
                            first.complete(System.nanoTime());
                          }
                        },
                        new Cancellation()));
    try {
      if (after != Long.MAX_VALUE) {
        long from = wait < 0 ? first.get(LIMIT_SECONDS, TimeUnit.SECONDS) : start + wait;
        while (System.nanoTime() < from + after && !outcome.isDone()) {
          LockSupport.parkNanos(from + after - System.nanoTime());
        }
        ProcessHandle.of(Long.parseLong(Files.readString(pid()).strip()))
            .ifPresent(ProcessHandle::destroyForcibly);
      }
      Outcome ended = outcome.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      long end = System.nanoTime() - start;
      return new Run(first.getNow(start + end) - start, end, ended);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("it hangs: " + operation, e);
    }
  }

  private Path pid() {
    return folder.resolve("pid");
  }

  private Kills judge(Run run, String old, String fresh) throws Exception {
    List<String> violations = new ArrayList<>();
    boolean lost = run.outcome instanceof Outcome.Lost;
    String now = state();
    boolean between = false;
    if (!now.equals(old) && !now.equals(fresh)) {
      String unmarked = now.replace(" understory.rewrite", "");
      between = !unmarked.equals(now) && (unmarked.equals(old) || unmarked.equals(fresh));
      if (!between) {
        violations.add(operation + " left\n" + now + "instead of\n" + old + "or\n" + fresh);
      }
    }
    if (!lost && !now.equals(fresh)) {
      violations.add(operation + " ended as " + run.outcome + " and left\n" + now);
    }
    violations.addAll(incomplete());
    String said = fsck();
    boolean leftovers = false;
    if (!said.isEmpty() && operation instanceof Operation.Verify && lost) {
      // Damaged as before. What is deleted has to be marked, or else the next line finds it.
      said = said.contains("Corrupted") ? "" : said;
    }
    if (!said.isEmpty()) {
      Outcome pruned = next(new Operation.Prune());
      leftovers = pruned instanceof Outcome.Succeeded && fsck().isEmpty();
      if (!leftovers) {
        violations.add(operation + ": " + said + pruned);
      }
    }
    String id = snapshot().deployments().getFirst().id();
    Outcome next = next(new Operation.SetLabel(id, new Label("next", "")));
    if (!(next instanceof Outcome.Succeeded)) {
      violations.add(operation + ", and the next one: " + next);
    }
    if (state().contains("understory.rewrite")) {
      violations.add(operation + ", and the next one left the argument: " + state());
    }
    if (operation instanceof Operation.Verify) {
      Outcome again = carryOut(operation);
      if (!(again instanceof Outcome.Succeeded) || !fsck().isEmpty()) {
        violations.add(operation + ", and once more: " + again + fsck());
      }
    }
    return new Kills(
        operation.toString(),
        1,
        lost ? 1 : 0,
        now.equals(old) ? 1 : 0,
        now.equals(fresh) && !now.equals(old) ? 1 : 0,
        between ? 1 : 0,
        leftovers ? 1 : 0,
        violations);
  }

  private Kills violation(String text) {
    return new Kills(operation.toString(), 0, 0, 0, 0, 0, 0, List.of(text));
  }

  private Outcome carryOut(Operation other) throws StoreException {
    return engine.carryOut(engine.plan(other), _ -> {}, new Cancellation());
  }

  /**
   * The lock of a dead process is free when its files are closed, those of its children too: while
   * libostree swaps boot entries it has one that watches over a frozen /boot.
   */
  private Outcome next(Operation other) throws StoreException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    Outcome outcome = carryOut(other);
    while (outcome instanceof Outcome.Failed(Problem problem, boolean _)
        && (problem instanceof Problem.SysrootLocked || problem instanceof Problem.LockedBy)
        && System.nanoTime() < until) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      outcome = carryOut(other);
    }
    return outcome;
  }

  /** Deployments and remotes, as text. */
  private String state() throws StoreException, IOException {
    SystemSnapshot snapshot = snapshot();
    StringBuilder text = new StringBuilder();
    for (Deployment each : snapshot.deployments()) {
      text.append(each.id())
          .append(each.pinned() ? " pinned " : " ")
          .append(each.origin())
          .append(each.label())
          .append(' ')
          .append(String.join(" ", each.kernelArguments().own().arguments()))
          .append('\n');
    }
    snapshot.problems().forEach(each -> text.append(each).append('\n'));
    return text.append(Files.readString(root.resolve("ostree/repo/config"))).toString();
  }

  private SystemSnapshot snapshot() throws StoreException {
    try (Sysroot sysroot = Sysroot.open(root, host)) {
      return sysroot.snapshot();
    }
  }

  /** What a boot entry needs and is not there. */
  private List<String> incomplete() throws StoreException, IOException {
    List<String> missing = new ArrayList<>();
    for (Deployment each : snapshot().deployments()) {
      String name = each.checksum().hex() + "." + each.serial();
      Path deploy = root.resolve("ostree/deploy/" + each.stateroot() + "/deploy");
      for (Path needed :
          List.of(
              deploy.resolve(name + "/usr/lib/os-release"),
              deploy.resolve(name + "/etc/example.conf"),
              deploy.resolve(name + ".origin"))) {
        if (!Files.isRegularFile(needed)) {
          missing.add(operation + ": no " + needed);
        }
      }
    }
    try (var entries = Files.list(root.resolve("boot/loader/entries"))) {
      for (Path entry : entries.toList()) {
        for (String line : Files.readAllLines(entry)) {
          if (line.startsWith("linux ") || line.startsWith("initrd ")) {
            Path file = root.resolve("boot" + line.substring(line.indexOf(' ') + 1));
            if (!Files.isRegularFile(file)) {
              missing.add(operation + ": no " + file);
            }
          }
          if (line.startsWith("options ")) {
            Path link = root.resolve(line.replaceAll(".*ostree=/(\\S+).*", "$1"));
            if (!Files.isDirectory(link)) {
              missing.add(operation + ": no " + link);
            }
          }
        }
      }
    }
    return missing;
  }

  /** What is wrong with the repository; empty where nothing is. */
  private String fsck() {
    Command.Result result =
        Command.attempt(List.of("ostree", "fsck", "--repo=" + root.resolve("ostree/repo")));
    return result.status() == 0 ? "" : result.text() + result.errors();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
