package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.server.ServerLook;
import org.understory.app.server.ServerVersions;
import org.understory.app.server.ServerViewModel;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Result;
import org.understory.app.state.SystemChoice;
import org.understory.app.state.Work;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.Repository;
import org.understory.test.kit.RemoteLab;

/** A look on a server whose end and whose beginning meet. */
final class ServerLookTest {
  private final Queue<Runnable> drawing = new ArrayDeque<>();
  private final Background background = new Background(Runnable::run, drawing::add);
  private final AppState state = new AppState(background, _ -> Optional.empty());

  @Test
  void nothing_stays_open_of_a_look_that_is_stopped_as_it_ends(@TempDir Path temp)
      throws IOException {
    try (RemoteLab lab = new RemoteLab(temp)) {
      Checksum first = lab.commit("main", 1, "a=1");
      lab.here().ostree("pull", "far", "main@" + first.hex());
      lab.commit("main", 2, "a=2");
      lab.origin().ostree("summary", "--update");
      state.open(new SystemChoice.BareRepository(lab.here().path()));
      draw();
      ServerViewModel model = new ServerViewModel(state, background, lab.cache());
      model.look("far");
      draw();
      assertThat(model.foundProperty().get()).isPresent();
      // The second closes the first, which writes down what it kept; the third reads that.
      model.again();
      draw();
      model.again();
      draw();
      assertThat(open(lab.cache())).hasSize(1);

      model.again();
      model.stop();
      draw();
      assertThat(model.lookProperty().get()).isEqualTo(new ServerLook.Stopped("far"));
      assertThat(open(lab.cache())).as("of what is shown").hasSize(1);
      model.close();
      draw();
      assertThat(open(lab.cache())).isEmpty();
      state.close();
    }
  }

  @Test
  void what_is_being_read_is_read_to_its_end_while_somebody_looks_again(@TempDir Path temp)
      throws Exception {
    BlockingQueue<Runnable> later = new LinkedBlockingQueue<>();
    try (RemoteLab lab = new RemoteLab(temp);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      Checksum first = lab.commit("main", 1, "a=1");
      lab.here().ostree("pull", "far", "main@" + first.hex());
      Checksum second = lab.commit("main", 2, "b=2");
      lab.origin().ostree("summary", "--update");
      Background busy = new Background(threads, later::add);
      AppState open = new AppState(busy, _ -> Optional.empty());
      open.open(new SystemChoice.BareRepository(lab.here().path()));
      drawUntil(later, () -> open.systemProperty().get().isPresent());
      ServerViewModel model = new ServerViewModel(open, busy, lab.cache());
      model.look("far");
      drawUntil(later, () -> model.foundProperty().get().isPresent());
      ServerVersions before = model.foundProperty().get().orElseThrow();

      CountDownLatch holding = new CountDownLatch(1);
      CountDownLatch on = new CountDownLatch(1);
      AtomicReference<Result<List<TreeEntry>>> read = new AtomicReference<>();
      OpenSystem system = open.systemProperty().get().orElseThrow();
      Work<List<TreeEntry>> reading =
          _ -> {
            Repository far = model.reach(system).of(second).repository();
            holding.countDown();
            await(on);
            return far.list(second, "/");
          };
      busy.run(reading, read::set);
      await(holding);
      model.again();
      drawUntil(later, () -> !model.foundProperty().get().equals(Optional.of(before)));
      on.countDown();
      drawUntil(later, () -> read.get() != null);
      assertThat(read.get()).isInstanceOf(Result.Done.class);

      drawUntil(later, () -> isClosed(before));
      assertThat(isClosed(model.foundProperty().get().orElseThrow())).isFalse();
      model.close();
      open.close();
    }
  }

  private static boolean isClosed(ServerVersions versions) {
    try {
      versions.far().branches(List.of());
      return false;
    } catch (StoreException e) {
      return true;
    }
  }

  private static void drawUntil(BlockingQueue<Runnable> later, BooleanSupplier reached)
      throws InterruptedException {
    while (!reached.getAsBoolean()) {
      Runnable next = later.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("something to draw").isNotNull();
      next.run();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void draw() {
    while (!drawing.isEmpty()) {
      drawing.remove().run();
    }
  }

  /** Files below this folder that this program has open. */
  private static List<Path> open(Path folder) {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.flatMap(ServerLookTest::target).filter(it -> it.startsWith(folder)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> target(Path link) {
    try {
      return Stream.of(Files.readSymbolicLink(link));
    } catch (IOException closed) {
      return Stream.empty();
    }
  }
}
