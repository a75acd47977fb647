package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.libostree.PullProgress;
import org.understory.store.libostree.PullRequest;
import org.understory.test.kit.Command;

/** Pulls over HTTP from a repository on this computer that has two commits. */
final class PullTest extends PullFixture {

  @Test
  void the_newest_commit_of_a_branch_comes_whole_and_can_be_deployed() throws StoreException {
    List<PullProgress> said = new ArrayList<>();
    writer.pull(PullRequest.newest("far", "stable"), said::add, NEVER);
    assertThat(resolve("far:stable")).contains(commits.get(1));
    assertThat(has(commits.get(0))).isFalse();
    PullProgress last = said.getLast();
    assertThat(last.objectsFetched()).isEqualTo(last.objectsRequested()).isGreaterThan(10);
    assertThat(last.metadataFetched()).isPositive().isLessThan(last.objectsFetched());
    assertThat(last.metadataOutstanding()).isZero();
    assertThat(last.bytesTransferred()).isGreaterThan(1000);
    assertThat(last.bytesTotal()).isEmpty();
    assertThat(fsck()).isZero();
    String id = writer.deploy(deployment(commits.get(1)), NEVER);
    assertThat(writer.ids()).containsExactly(id);
  }

  @Test
  void progress_comes_at_most_five_times_a_second_on_the_thread_that_pulls() throws Exception {
    server.breakWith(this::slowly);
    List<Long> times = new ArrayList<>();
    Thread here = Thread.currentThread();
    long begin = System.nanoTime();
    writer.pull(
        PullRequest.newest("far", "stable"),
        _ -> {
          assertThat(Thread.currentThread()).isSameAs(here);
          times.add(System.nanoTime());
        },
        NEVER);
    double seconds = (System.nanoTime() - begin) / 1e9;
    assertThat(times.size()).isGreaterThan(1).isLessThanOrEqualTo((int) (seconds * 5) + 2);
  }

  @Test
  void a_static_delta_tells_how_much_will_come() throws StoreException {
    Command.run("ostree", "static-delta", "generate", "--repo=" + origin, "--empty", "stable");
    summary();
    List<PullProgress> said = new ArrayList<>();
    writer.pull(PullRequest.newest("far", "stable"), said::add, NEVER);
    assertThat(server.asked()).anyMatch(path -> path.startsWith("deltas/"));
    assertThat(said.getLast().bytesTotal()).isPresent();
    assertThat(fsck()).isZero();
  }

  @Test
  void commits_before_come_as_far_as_asked() throws StoreException {
    PullRequest both =
        new PullRequest("far", List.of("stable"), Optional.empty(), false, 1, Optional.empty());
    writer.pull(both, NOBODY, NEVER);
    assertThat(has(commits.get(0))).isTrue();
  }

  @Test
  void an_older_commit_comes_when_asked_for() throws StoreException {
    writer.pull(one(commits.get(0), false), NOBODY, NEVER);
    assertThat(resolve("far:stable")).contains(commits.get(0));
    assertThat(has(commits.get(1))).isFalse();
  }

  @Test
  void a_commit_without_its_files_is_marked_and_not_deployed() throws StoreException {
    writer.pull(one(commits.get(1), true), NOBODY, NEVER);
    assertThat(has(commits.get(1))).isTrue();
    assertThatThrownBy(() -> writer.deploy(deployment(commits.get(1)), NEVER))
        .isInstanceOfSatisfying(
            StoreException.class,
            e ->
                assertThat(e.problem()).isEqualTo(new Problem.PartialCommit(commits.get(1).hex())));
    writer.pull(PullRequest.newest("far", "stable"), NOBODY, NEVER);
    writer.deploy(deployment(commits.get(1)), NEVER);
  }

  @Test
  void it_can_be_cancelled_from_another_thread_and_begun_again() throws Exception {
    server.breakWith(this::slowly);
    Cancellation cancellation = new Cancellation();
    long[] asked = new long[1];
    assertThatThrownBy(
            () ->
                writer.pull(
                    PullRequest.newest("far", "stable"),
                    said -> {
                      if (said.objectsFetched() > 0 && asked[0] == 0) {
                        asked[0] = System.nanoTime();
                        Thread.ofPlatform().start(cancellation::cancel);
                      }
                    },
                    cancellation))
        .isInstanceOf(CancellationException.class);
    assertThat(System.nanoTime() - asked[0]).isLessThan(TimeUnit.SECONDS.toNanos(2));
    assertThat(resolve("far:stable")).isEmpty();
    server.breakWith((_, content) -> content);
    writer.pull(PullRequest.newest("far", "stable"), NOBODY, NEVER);
    assertThat(fsck()).isZero();
  }

  /** Requests under way are waited for (pull_termination_condition); no new ones are made. */
  @Test
  void after_a_cancel_nothing_new_is_asked_for() throws StoreException {
    Cancellation cancellation = new Cancellation();
    server.breakWith(
        (path, content) -> {
          if (path.endsWith(".commit")) {
            cancellation.cancel();
            Thread.sleep(300);
          }
          return content;
        });
    assertThatThrownBy(() -> writer.pull(PullRequest.newest("far", "stable"), NOBODY, cancellation))
        .isInstanceOf(CancellationException.class);
    assertThat(server.asked())
        .filteredOn(path -> path.startsWith("objects/"))
        .allMatch(path -> path.contains(".commit"));
    assertThat(resolve("far:stable")).isEmpty();
  }

  /**
   * libostree waits for the first files ({@code summary}, {@code config}) without looking whether
   * it was cancelled (_ostree_fetcher_mirrored_request_to_membuf_once): until the server hangs up,
   * or 30 seconds pass with less than 1000 bytes in each.
   */
  @Test
  void a_server_that_does_not_answer_at_all_is_left_when_it_hangs_up() throws Exception {
    Cancellation cancellation = new Cancellation();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      writer.addRemote("silent", "http://127.0.0.1:" + silent.getLocalPort(), false);
      Thread.ofPlatform()
          .start(
              () -> {
                try (var _ = silent.accept()) {
                  cancellation.cancel();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      assertThatThrownBy(
              () -> writer.pull(PullRequest.newest("silent", "stable"), NOBODY, cancellation))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void what_the_listener_throws_ends_the_pull_and_not_the_process() throws StoreException {
    IllegalStateException thrown = new IllegalStateException("mine");
    assertThatThrownBy(
            () ->
                writer.pull(
                    PullRequest.newest("far", "stable"),
                    _ -> {
                      throw thrown;
                    },
                    NEVER))
        .isSameAs(thrown);
    writer.pull(PullRequest.newest("far", "stable"), NOBODY, NEVER);
  }
}
