package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.ServerFault;
import org.understory.model.operation.StoreException;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.repo.Preview;
import org.understory.test.kit.Command;
import org.understory.test.kit.RemoteLab;
import org.understory.test.kit.RepositoryServer;

/** Looks that were broken off, and go on where they were. */
final class ResumedLookTest {
  private static final int BYTES = 1_000_000;

  @TempDir private Path temp;
  private RemoteLab lab;
  private byte[] content;
  private Checksum commit;

  @BeforeEach
  void open() throws IOException {
    lab = new RemoteLab(temp);
    Path tree = Files.createDirectories(temp.resolve("tree"));
    content = new byte[BYTES];
    new Random(6).nextBytes(content);
    Files.write(tree.resolve("large"), content);
    commit = lab.origin().commit("large", tree, "--canonical-permissions");
    lab.origin().ostree("summary", "--update");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void folders_that_came_before_the_server_failed_do_not_come_again() throws Exception {
    Checksum from = lab.commit("main", 1, "usr/a=1");
    Checksum to =
        lab.commit(
            "main",
            2,
            IntStream.range(0, 40).mapToObj(i -> "usr/" + i + "/x=" + i).toArray(String[]::new));
    AtomicInteger left = new AtomicInteger(20);
    List<String> came = new ArrayList<>();
    lab.server()
        .breakWith(
            (path, content) -> {
              if (left.getAndDecrement() <= 0) {
                throw new RepositoryServer.Refusal(500);
              }
              synchronized (came) {
                came.add(path);
              }
              return content;
            });
    assertThat(preview(from, to).diff().problems()).isNotEmpty();
    assertThat(came).hasSize(20);
    int before = lab.server().asked().size();
    lab.server().breakWith((path, content) -> content);

    Preview resumed = preview(from, to);
    List<String> later = lab.server().asked().subList(before, lab.server().asked().size());
    assertThat(later).isNotEmpty().doesNotContainAnyElementsOf(came);
    Command.run("rm", "-r", lab.cache().toString());
    assertThat(resumed).isEqualTo(preview(from, to));
    assertThat(resumed.diff().problems()).isEmpty();
  }

  @Test
  void a_large_file_goes_on_where_it_was_broken_off() throws Exception {
    breakOff();
    long before = lab.server().sent();

    assertThat(read()).isEqualTo(content);
    assertThat(lab.server().sent() - before).isLessThan(BYTES * 6 / 10);
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void it_comes_whole_from_a_server_that_sends_no_parts() throws Exception {
    breakOff();
    lab.server().sendNoParts();

    assertThat(read()).isEqualTo(content);
  }

  @Test
  void what_was_damaged_meanwhile_comes_anew() throws Exception {
    breakOff();
    Path part = unfinished().getFirst();
    Files.write(part, RemoteLab.damaged(Files.readAllBytes(part)));
    assertThat(read()).isEqualTo(content);

    Command.run("rm", "-r", lab.cache().toString());
    breakOff();
    Files.write(unfinished().getFirst(), new byte[2 * BYTES]);
    assertThat(read()).as("longer than the file").isEqualTo(content);
  }

  @Test
  void a_file_that_many_want_at_once_is_right_for_all() throws Exception {
    breakOff();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<byte[]> reader = this::read;
      for (Future<byte[]> each : readers.invokeAll(java.util.Collections.nCopies(6, reader))) {
        assertThat(each.get()).isEqualTo(content);
      }
    }
    assertThat(unfinished()).isEmpty();
  }

  private Preview preview(Checksum from, Checksum to) throws StoreException {
    try (RemoteHistory far = lab.open()) {
      return far.repository().preview(from, to, "/", true, new Cancellation());
    }
  }

  /** Of the file the first answer is its header, the second the first half of it. */
  private void breakOff() {
    AtomicInteger answers = new AtomicInteger();
    lab.server()
        .breakWith(
            (path, content) -> {
              if (path.endsWith(".filez") && answers.incrementAndGet() == 2) {
                throw new RepositoryServer.HangUp();
              }
              return content;
            });
    Problem problem = catchThrowableOfType(StoreException.class, this::read).problem();
    assertThat(problem).isInstanceOf(Problem.ServerFailed.class);
    assertThat(((Problem.ServerFailed) problem).fault()).isEqualTo(ServerFault.CUT_SHORT);
    assertThat(unfinishedNow()).hasSize(1);
  }

  private byte[] read() throws StoreException, IOException {
    try (RemoteHistory far = lab.open()) {
      Checksum file = far.repository().entry(commit, "/large").checksum();
      return far.repository().content(file).readAllBytes();
    }
  }

  private List<Path> unfinishedNow() {
    try {
      return unfinished();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<Path> unfinished() throws IOException {
    try (var files = Files.walk(lab.cache())) {
      return files.filter(it -> it.toString().endsWith(".unfinished")).toList();
    }
  }
}
