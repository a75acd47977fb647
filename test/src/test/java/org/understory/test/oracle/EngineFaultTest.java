package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Outcome.Result;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Request;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.JavaCommand;
import org.understory.store.engine.LocalEngine;
import org.understory.store.engine.WorkerMain;
import org.understory.store.engine.WorkerProcess;
import org.understory.store.sysroot.HostFiles;
import org.understory.test.kit.Command;
import org.understory.test.kit.RepositoryServer;
import org.understory.test.kit.SysrootLock;

/**
 * What fails in a whole operation is named, changes nothing, and keeps nothing else from working.
 */
final class EngineFaultTest extends PullFixture {
  private LocalEngine engine;
  private Operation upgrade;

  @BeforeEach
  void deployTheOlder() throws StoreException {
    Path none = temp.resolve("none");
    HostFiles host = new HostFiles(none, none, none, none);
    engine =
        LocalEngine.ofFolder(sysroot.folder(), host, new ActivityLog(temp.resolve("activity")));
    deploy(commits.getFirst());
    upgrade = new Operation.Upgrade("main", commits.getLast());
  }

  @Test
  void a_server_that_is_gone() throws StoreException {
    server.breakWith(
        (path, content) -> {
          throw new RepositoryServer.Refusal(503);
        });
    assertThat(failure(upgrade)).isInstanceOf(Problem.NetworkFailed.class);

    server.breakWith((path, content) -> content);
    succeed(upgrade);
  }

  @Test
  void a_download_that_somebody_stops() throws StoreException {
    server.breakWith(this::slowly);
    List<String> before = list();
    Cancellation cancellation = new Cancellation();
    Outcome outcome =
        engine.carryOut(
            engine.plan(upgrade),
            event -> {
              if (event.equals(new Event.Phase(Event.Step.DOWNLOADING))) {
                Thread.ofPlatform()
                    .start(
                        () -> {
                          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
                          cancellation.cancel();
                        });
              }
            },
            cancellation);
    assertThat(outcome).isEqualTo(new Outcome.Cancelled(false));
    assertThat(list()).isEqualTo(before);

    server.breakWith((path, content) -> content);
    succeed(upgrade);
    assertThat(fsck()).isZero();
  }

  /** libostree alone would wait for half a minute. */
  @Test
  void a_silent_server_holds_nobody_who_wants_to_stop() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    server.breakWith(
        (path, content) -> {
          if (path.endsWith(".filez")) {
            never.await();
          }
          return content;
        });
    List<String> command = new ArrayList<>(JavaCommand.of(WorkerMain.class, Path.of("/")));
    command.addAll(List.of("own", sysroot.folder().toString(), temp.resolve("log").toString()));
    List<String> before = list();
    Cancellation cancellation = new Cancellation();
    AtomicLong stopped = new AtomicLong();
    Outcome outcome =
        new WorkerProcess(command)
            .run(
                LocalEngine.uid(),
                Request.of(engine.plan(upgrade)),
                event -> {
                  if (event instanceof Event.Progress && !cancellation.isCancelled()) {
                    stopped.set(System.nanoTime());
                    cancellation.cancel();
                  }
                },
                cancellation);
    Duration waited = Duration.ofNanos(System.nanoTime() - stopped.get());
    assertThat(outcome).isEqualTo(new Outcome.Cancelled(false));
    assertThat(waited).isLessThan(Duration.ofSeconds(10));
    assertThat(new ActivityLog(temp.resolve("log")).read())
        .extracting(Activity::outcome)
        .containsExactly(outcome);
    assertThat(list()).isEqualTo(before);

    never.countDown();
    server.breakWith((path, content) -> content);
    succeed(upgrade);
    assertThat(fsck()).isZero();
  }

  /** It is there for a moment only, which an old libostree needs ({@code Crossing}). */
  @Test
  void an_argument_that_a_kill_left_behind_goes_with_the_next_change() throws StoreException {
    String id = list().getFirst();
    succeed(new Operation.EditKernelArguments(id, List.of("quiet", "understory.rewrite")));
    succeed(new Operation.Pin(id));
    assertThat(engine.plan(new Operation.Unpin(id)).before().deployments())
        .singleElement()
        .satisfies(
            it -> assertThat(it.kernelArguments().own().arguments()).containsExactly("quiet"));
  }

  @Test
  void who_holds_the_lock_is_named() throws StoreException {
    Operation pin = new Operation.Pin(list().getFirst());
    try (SysrootLock lock = SysrootLock.hold(sysroot.folder())) {
      Busy holder = new Busy.Program("python3", lock.holder());
      assertThat(engine.busy()).contains(holder);
      assertThat(failure(pin)).isEqualTo(holder.problem());
    }
    assertThat(engine.busy()).isEmpty();
    succeed(pin);
  }

  @Test
  void a_commit_that_nobody_signed() throws StoreException, IOException {
    Path config = sysroot.repository().resolve("config");
    String text = Files.readString(config);
    Files.writeString(config, text.replace("gpg-verify=false", "gpg-verify=true"));
    assertThat(failure(upgrade)).isInstanceOf(Problem.SignatureFailed.class);

    Files.writeString(config, text);
    succeed(upgrade);
  }

  @Test
  void a_commit_that_is_older() throws StoreException {
    succeed(upgrade);
    succeed(new Operation.Remove(List.of(list().getLast())));
    Command.run("ostree", "refs", "--repo=" + sysroot.repository(), "--delete", "first");
    succeed(new Operation.Prune());
    assertThat(has(commits.getFirst())).isFalse();

    assertThat(failure(new Operation.Upgrade("main", commits.getFirst())))
        .isEqualTo(new Problem.OlderCommit("far"));
    succeed(new Operation.Pin(list().getFirst()));
  }

  @Test
  void a_commit_of_another_branch() throws StoreException, IOException {
    Files.copy(origin.resolve("refs/heads/stable"), origin.resolve("refs/heads/swapped"));
    assertThat(failure(new Operation.Check("far:swapped")))
        .isInstanceOf(Problem.RefBindingMismatch.class);
    succeed(upgrade);
  }

  @Test
  void a_file_that_is_missing() throws StoreException, IOException {
    Path object = fetched("/usr/bin/a", ".file");
    Path kept = temp.resolve("kept");
    Files.move(object, kept);
    assertThat(failure(upgrade)).isInstanceOf(Problem.MissingObject.class);
    assertThat(sysroot.folder().resolve("ostree/deploy/main/deploy"))
        .isDirectoryNotContaining(
            file -> file.getFileName().toString().startsWith(commits.getLast().hex()));

    Files.move(kept, object);
    succeed(upgrade);
  }

  @Test
  void a_folder_that_is_damaged() throws StoreException, IOException {
    Path object = fetched("-d /usr/bin", ".dirtree");
    byte[] right = Files.readAllBytes(object);
    Files.write(object, new byte[] {1, 2, 3});
    assertThat(failure(upgrade)).isInstanceOf(Problem.CorruptObject.class);

    Files.write(object, right);
    succeed(upgrade);
  }

  @Test
  void what_is_damaged_and_what_is_missing_is_found_and_fetched_again() throws Exception {
    Path damaged = fetched("/usr/bin/a", ".file");
    Path missing = fetched("/usr/bin/b", ".file");
    Path folder = fetched("-d /usr/share/doc/c", ".dirtree");
    byte[] right = Files.readAllBytes(damaged);
    Files.delete(damaged);
    Files.writeString(damaged, "b".repeat(right.length));
    Files.delete(missing);
    Files.delete(folder);
    assertThat(fsck()).isNotZero();

    Result.Verified found = verify(false);
    assertThat(found.damaged())
        .containsExactlyInAnyOrder(
            new Problem.CorruptObject(name(damaged), Flaw.CHECKSUM_MISMATCH),
            new Problem.MissingObject(name(missing)),
            new Problem.MissingObject(name(folder)));
    assertThat(found.repaired()).isZero();

    Result.Verified mended = verify(true);
    assertThat(mended.damaged()).isEmpty();
    assertThat(mended.repaired()).isEqualTo(3);
    assertThat(fsck()).isZero();
    assertThat(damaged).hasBinaryContent(right);
    assertThat(verify(false).damaged()).isEmpty();
  }

  @Test
  void what_no_server_has_stays_named() throws Exception {
    Path missing = fetched("/usr/bin/b", ".file");
    Path served = origin.resolve(sysroot.repository().relativize(missing) + "z");
    Files.delete(missing);
    Files.delete(served);
    Outcome outcome = engine.carryOut(engine.plan(new Operation.Verify(true)), _ -> {}, NEVER);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(verify(false).damaged()).containsExactly(new Problem.MissingObject(name(missing)));
  }

  private Result.Verified verify(boolean repair) throws StoreException {
    Outcome outcome = engine.carryOut(engine.plan(new Operation.Verify(repair)), _ -> {}, NEVER);
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    return (Result.Verified) ((Outcome.Succeeded) outcome).result();
  }

  private static String name(Path object) {
    return object.getParent().getFileName() + object.getFileName().toString();
  }

  /** Where an object of the newer commit is, which is here now. */
  private Path fetched(String path, String type) {
    String repo = "--repo=" + sysroot.repository();
    String commit = commits.getLast().hex();
    Command.run("ostree", "pull", repo, "far", "stable@" + commit);
    String listing =
        Command.run("sh", "-c", "ostree ls -C " + repo + " " + commit + " " + path).strip();
    String object = listing.replaceAll("(?s)^.*? ([0-9a-f]{64}) .*", "$1");
    return sysroot
        .repository()
        .resolve("objects/" + object.substring(0, 2) + "/" + object.substring(2) + type);
  }

  private void deploy(Checksum commit) throws StoreException {
    writer.pull(one(commit, false), NOBODY, NEVER);
    writer.deploy(deployment(commit), NEVER);
    writer.close();
  }

  private Problem failure(Operation operation) throws StoreException {
    List<String> before = list();
    Plan plan;
    try {
      plan = engine.plan(operation);
    } catch (StoreException e) {
      return e.problem();
    }
    Outcome outcome = engine.carryOut(plan, _ -> {}, NEVER);
    assertThat(list()).isEqualTo(before);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    Outcome.Failed failed = (Outcome.Failed) outcome;
    assertThat(failed.changed()).isFalse();
    return failed.problem();
  }

  private void succeed(Operation operation) throws StoreException {
    assertThat(engine.carryOut(engine.plan(operation), _ -> {}, NEVER))
        .isInstanceOf(Outcome.Succeeded.class);
  }

  private List<String> list() {
    return sysroot.ids();
  }
}
