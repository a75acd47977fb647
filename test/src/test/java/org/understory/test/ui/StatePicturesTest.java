package org.understory.test.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.app.state.Reading;
import org.understory.app.state.SystemChoice;
import org.understory.model.history.Checksum;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.repo.Repository;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.TestRepository;
import org.understory.test.kit.TestSysroot;

/**
 * Takes a picture of what is seldom seen: waiting, nothing, trouble, notices, menus. They stay in
 * the build folder, for whoever changes how something looks to look at.
 */
final class StatePicturesTest {
  /** What stands on a picture. */
  private enum State {
    OPENING("#opening-cancel"),
    MAKING("#opening-cancel"),
    NOTHING_OPEN("#open-again"),
    NOT_A_SYSTEM("#open-again"),
    NO_DEPLOYMENTS(".state-page"),
    LONELY_REPOSITORY(".state-page"),
    FINALIZATION_FAILED("#finalization-failure"),
    STALE(".problem-banner .notice"),
    KEYS("#keys-page"),
    HISTORY_READING(".progress-indicator"),
    HISTORY_EMPTY(".state-page"),
    HISTORY_NO_MATCH(".state-page"),
    HISTORY_DAMAGED(".history-unreadable"),
    BROWSE_READING(".progress-indicator"),
    BROWSE_NOTHING(".state-page"),
    BROWSE_BROKEN(".state-page"),
    BROWSE_NO_MATCH(".state-page"),
    BROWSE_DAMAGED_FILE(".preview .notice"),
    BROWSE_NOTICE(".notice"),
    COMPARE_RUNNING("#compare-stop"),
    COMPARE_NOTHING(".state-page"),
    COMPARE_EQUAL(".state-page"),
    COMPARE_BROKEN(".topic-again"),
    COMPARE_SIDES(".sides .diff-list"),
    COMPARE_NO_MATCH(".state-page"),
    REMOTES_NONE(".state-page"),
    REMOTES_ODD(".remote"),
    STORAGE_MEASURING("#storage-cancel"),
    STORAGE_STOPPED("#storage-again"),
    STORAGE_FAILED("#storage-again"),
    STORAGE_UNHEALTHY("#storage-verify"),
    STORAGE_REPOSITORY("#storage-branches");

    private final String telling;

    State(String telling) {
      this.telling = telling;
    }
  }

  @TempDir private Path home;
  private DemoWindow window;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  static Stream<Arguments> states() {
    return PictureStyle.each(Stream.of(State.values()));
  }

  @ParameterizedTest
  @MethodSource("states")
  void a_state_says_what_it_is(State state, Locale locale) throws Exception {
    window = DemoWindow.build(locale, place(state), new Background(this::work, Platform::runLater));
    try {
      Scene scene = window.scene(1280, 800);
      PictureStyle.dress(scene, locale);
      bring(state);
      window.awaitNodes(state.telling, 1);
      PictureStyle.takeAll(scene, locale, state.name());
    } finally {
      gate.countDown();
      window.close();
      workers.shutdown();
    }
  }

  private static Place place(State state) {
    String word = state.name().split("_", 2)[0];
    return Place.of(word.toLowerCase(Locale.ROOT));
  }

  private void bring(State state) throws Exception {
    switch (state) {
      case OPENING -> open(new SystemChoice.Folder(home), 0);
      case MAKING -> {
        FxHarness.run(
            () ->
                window
                    .context()
                    .state()
                    .open(
                        new SystemChoice.Demo(home),
                        job -> {
                          job.progress(0.4);
                          // Until the window is closed.
                          pass(gate = new CountDownLatch(1));
                          throw new IllegalStateException();
                        }));
        FxHarness.await("progress", () -> window.context().state().progressProperty().get() > 0);
      }
      case NOTHING_OPEN -> {
        open(new SystemChoice.Folder(home), 0);
        FxHarness.run(() -> window.context().state().cancel());
      }
      case NOT_A_SYSTEM -> open(new SystemChoice.Folder(home.resolve("photographs")), 1);
      case NO_DEPLOYMENTS ->
          open(
              new SystemChoice.Folder(TestSysroot.create(home.resolve("sysroot"), "os").folder()),
              1);
      case REMOTES_NONE -> open(new SystemChoice.Folder(deployed().folder()), 1);
      case REMOTES_ODD -> {
        TestSysroot sysroot = deployed();
        Path config = sysroot.repository().resolve("config");
        String odd = "a-very-long-name.of-a-publisher_who-likes-them".repeat(3);
        Files.writeString(
            config,
            Files.readString(config)
                + "\n[remote \"../x\"]\nurl=https://x.example/\n[remote \"none\"]\n[remote \""
                + odd
                + "\"]\nurl=mirrorlist=https://fern.example/"
                + "very/long/address/".repeat(12)
                + "\nmetalink=https://fern.example/metalink\nproxy=http://proxy.example/"
                + "\nsign-verify=ed25519\ntls-permissive=true\n");
        open(new SystemChoice.Folder(sysroot.folder()), 1);
      }
      case STORAGE_STOPPED -> {
        bring(State.STORAGE_MEASURING);
        window.awaitNodes("#storage-cancel", 1);
        window.fire("#storage-cancel");
      }
      case STORAGE_FAILED -> {
        TestSysroot sysroot = deployed();
        window.go(Destination.of(Place.SYSTEM));
        open(new SystemChoice.Folder(sysroot.folder()), 1);
        window.awaitNodes(".deployment", 1);
        Path objects = sysroot.repository().resolve("objects");
        Files.move(objects, objects.resolveSibling("aside"));
        Files.createFile(objects);
        window.go(Destination.of(Place.STORAGE));
      }
      case STORAGE_UNHEALTHY -> {
        TestSysroot sysroot = deployed();
        Path repository = sysroot.repository();
        try (Stream<Path> files = Files.walk(repository.resolve("objects"))) {
          Files.delete(
              files.filter(it -> it.toString().endsWith(".file")).findFirst().orElseThrow());
        }
        Files.createFile(repository.resolve("state").resolve("b".repeat(64) + ".commitpartial"));
        Files.write(repository.resolve("tmp/left"), new byte[3_000_000]);
        open(new SystemChoice.Folder(sysroot.folder()), 1);
        window.awaitNodes(".tile", 1);
      }
      case STORAGE_REPOSITORY -> {
        TestRepository repository = repository();
        commit(repository, "some");
        open(repository.path(), 1);
      }
      case LONELY_REPOSITORY, HISTORY_EMPTY, BROWSE_NOTHING, COMPARE_NOTHING ->
          open(repository().path(), 1);
      case FINALIZATION_FAILED -> {
        TestSysroot sysroot = deployed();
        sysroot.write(
            sysroot.folder().resolve("boot/ostree/finalize-failure.stamp"),
            "Finalizing deployment: Installing kernel: copyfile: No space left on device\n");
        open(new SystemChoice.Folder(sysroot.folder()), 1);
        window.awaitNodes(".deployment", 1);
      }
      case STALE -> {
        TestSysroot sysroot = deployed();
        open(new SystemChoice.Folder(sysroot.folder()), 1);
        window.awaitNodes(".deployment", 1);
        Path heads = sysroot.repository().resolve("refs/heads");
        Files.move(heads, heads.resolveSibling("aside"));
        Files.createFile(heads);
        FxHarness.run(() -> window.context().state().refresh());
      }
      case KEYS -> {
        window.openDemo();
        window.press(window.shell(), KeyCode.F1);
      }
      case HISTORY_READING, BROWSE_READING, COMPARE_RUNNING, STORAGE_MEASURING -> {
        // The screen in front is the next to ask for work.
        Place place = window.context().navigation().currentProperty().get().place();
        window.go(Destination.of(Place.SYSTEM));
        window.openDemo();
        SystemSnapshot system = DemoFixture.snapshot();
        Checksum commit = system.booted().orElseThrow().checksum();
        gate = new CountDownLatch(1);
        window.go(
            switch (place) {
              case BROWSE -> Destination.browse(commit, "/");
              case COMPARE ->
                  Destination.compare(system.deployments().getLast().checksum(), commit);
              case SYSTEM, HISTORY, ACTIVITY, REMOTES, STORAGE, APPLICATIONS ->
                  Destination.of(place);
            });
      }
      case HISTORY_NO_MATCH -> {
        window.openDemo();
        window.awaitNodes("#details-title", 1);
        window.fire("#history-matches");
        window.type("#history-search", "zzzz");
      }
      case HISTORY_DAMAGED -> {
        TestRepository repository = repository();
        Checksum first = commit(repository, "before");
        commit(repository, "after");
        Files.writeString(repository.object(first, "commit"), "not a commit");
        open(repository.path(), 1);
        window.awaitNodes("#details-title", 1);
      }
      case BROWSE_BROKEN -> {
        TestRepository repository = repository();
        Checksum commit = commit(repository, "text");
        Files.delete(repository.object(commit, "commit"));
        open(repository.path(), 1);
      }
      case BROWSE_DAMAGED_FILE -> {
        TestRepository repository = repository();
        Checksum commit = commit(repository, "text");
        try (Repository open = repository.open()) {
          Files.writeString(
              repository.object(open.entry(commit, "/etc/example.conf").checksum(), "file"), "x");
        }
        open(repository.path(), 1);
        window.go(Destination.browse(commit, "/etc/example.conf"));
      }
      case BROWSE_NO_MATCH -> {
        window.openDemo();
        window.awaitNodes("#browse-tree .tree-table-row-cell", 3);
        window.type("#browse-filter", "zzzz");
      }
      case BROWSE_NOTICE -> {
        window.openDemo();
        window.go(Destination.browse(running(), "/usr/lib/nowhere"));
        window.awaitNodes("#browse-tree .tree-table-row-cell", 3);
      }
      case COMPARE_EQUAL -> {
        window.openDemo();
        window.go(Destination.compare(running(), running()));
      }
      case COMPARE_BROKEN -> {
        TestRepository repository = repository();
        Checksum first = commit(repository, "before");
        Checksum second = commit(repository, "after");
        Files.delete(repository.object(first, "commit"));
        open(repository.path(), 1);
        window.go(Destination.compare(first, second));
      }
      case COMPARE_SIDES -> {
        compare();
        window.openChange("os-release");
        window.awaitNodes(".sides .diff-list .list-cell", 2);
      }
      case COMPARE_NO_MATCH -> {
        compare();
        window.type("#compare-filter", "zzzz");
      }
    }
  }

  private void compare() {
    window.openDemo();
    window.go(
        Destination.compare(DemoFixture.snapshot().deployments().getLast().checksum(), running()));
    window.awaitNodes("#compare-tree .tree-table-row-cell", 5);
  }

  private static Checksum running() {
    return DemoFixture.snapshot().booted().orElseThrow().checksum();
  }

  private void open(Path repository, int wait) {
    open(new SystemChoice.BareRepository(repository), wait);
  }

  /** Opens it; {@code wait} 0 leaves it opening. */
  private void open(SystemChoice choice, int wait) {
    if (wait == 0) {
      gate = new CountDownLatch(1);
    }
    FxHarness.run(() -> window.context().state().open(choice, job -> Reading.open(choice)));
    if (wait > 0) {
      FxHarness.await("opening", () -> !window.context().state().loadingProperty().get());
    }
  }

  private TestRepository repository() {
    return TestRepository.create(home.resolve("repo"), "bare-user");
  }

  private Checksum commit(TestRepository repository, String text) throws IOException {
    Path file = home.resolve("tree/etc/example.conf");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return repository.commit("os/stable", home.resolve("tree"), "--subject=Release " + text);
  }

  private TestSysroot deployed() {
    TestSysroot sysroot = TestSysroot.create(home.resolve("sysroot"), "os");
    sysroot.commit("os/stable", "1.0", "kernel");
    sysroot.admin("deploy", "--os=os", "os/stable");
    return sysroot;
  }

  /** Work waits behind the gate as it is when the work is asked for. */
  private void work(Runnable task) {
    CountDownLatch before = gate;
    workers.execute(
        () -> {
          pass(before);
          task.run();
        });
  }

  private static void pass(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
