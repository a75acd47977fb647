package org.understory.test.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.model.history.Checksum;
import org.understory.test.kit.Command;
import org.understory.test.kit.DemoCopy;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FarVersions;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Pictures;
import org.understory.test.kit.RepositoryServer;

/** Takes pictures of what is on a server and not here. */
final class ServerPicturesTest {
  /** What is looked at, what must be there, and how wide the window is. */
  private enum Sight {
    FOUND("#details-browse", 1280),
    REFUSED("#details-title", 1280),
    SMALL("#details-browse", 640),
    FAILED("#history-server .notice", 1000),
    COMPARE("#compare-tree .tree-table-row-cell", 1280),
    // From here on for whoever changes how it looks.
    OFFER("#history-look", 1280),
    RUNNING("#history-look-stop", 1000),
    SIGNED("#details-browse", 1000),
    NOTHING("#history-look-again", 640),
    BROWSE("#browse-tree .tree-table-row-cell", 1000),
    DEPLOY("#plan-sheet", 1000);

    private final String telling;
    private final int width;

    Sight(String telling, int width) {
      this.telling = telling;
      this.width = width;
    }
  }

  @TempDir private static Path shared;
  private static FarVersions far;

  private DemoCopy demo;
  private RepositoryServer server;
  private DemoWindow window;

  @BeforeAll
  static void publish() throws IOException {
    far = FarVersions.publish(shared);
  }

  @AfterAll
  static void end() {
    far.close();
  }

  static Stream<Arguments> sights() {
    return Stream.of(Sight.values())
        .filter(sight -> PictureStyle.both() || sight.compareTo(Sight.OFFER) < 0)
        .flatMap(
            sight ->
                Stream.of(PictureStyle.values())
                    .map(PictureStyle::locale)
                    .distinct()
                    .map(locale -> Arguments.of(sight, locale)));
  }

  @ParameterizedTest
  @MethodSource("sights")
  void what_a_server_has_is_shown(Sight sight, Locale locale) throws IOException {
    demo = DemoCopy.make();
    server = RepositoryServer.serve(far.repository());
    demo.fetchFrom(server.url());
    if (sight == Sight.SIGNED || sight == Sight.REFUSED) {
      far.demandSignatures(demo);
    } else if (sight == Sight.NOTHING) {
      demo.fetchFrom(far.old().toUri().toString());
    }
    window = DemoWindow.build(locale, Place.HISTORY, Background.threads());
    try {
      Scene scene = window.scene(sight.width, 800);
      FxHarness.run(() -> PictureStyle.in(locale).getFirst().look().apply(scene, locale));
      window.open(demo.choice());
      window.awaitNodes("#details-title", 1);
      bring(sight);
      window.awaitNodes(sight.telling, 1);
      for (PictureStyle style : PictureStyle.in(locale)) {
        FxHarness.run(() -> style.look().apply(scene, locale));
        Pictures.draw(scene);
        style.take(Pictures.draw(scene), "server_" + sight.name());
      }
    } finally {
      window.close();
      server.close();
      demo.close();
    }
  }

  private void bring(Sight sight) {
    CountDownLatch asked = new CountDownLatch(1);
    switch (sight) {
      case OFFER -> {}
      case RUNNING -> {
        server.breakWith(
            (path, content) -> {
              if (path.endsWith("commitmeta")) {
                asked.countDown();
                Thread.sleep(60_000);
              }
              return content;
            });
        look();
        FxHarness.await("a question", () -> asked.getCount() == 0);
      }
      case FAILED -> {
        server.close();
        look();
      }
      case NOTHING -> look();
      case FOUND, SMALL, REFUSED -> find(FarVersions.NEWEST);
      case SIGNED -> find(FarVersions.MIDDLE);
      case BROWSE -> go(find(FarVersions.MIDDLE), true);
      case COMPARE -> go(find(FarVersions.NEWEST), false);
      case DEPLOY -> {
        Checksum commit = find(FarVersions.MIDDLE);
        FxHarness.run(() -> window.context().changes().deploy(commit));
      }
    }
  }

  private void look() {
    window.awaitNodes("#history-look", 1);
    FxHarness.run(() -> ((ButtonBase) window.shell().lookup("#history-look")).fire());
  }

  /** Looks, and selects a version. */
  private Checksum find(String version) {
    look();
    FxHarness.await("an answer", () -> window.context().server().foundProperty().get().isPresent());
    String revision = FarVersions.STABLE + (version.equals(FarVersions.MIDDLE) ? "^" : "");
    Checksum commit =
        Checksum.parse(
                Command.run("ostree", "rev-parse", "--repo=" + far.repository(), revision).strip())
            .orElseThrow();
    FxHarness.run(() -> window.context().navigation().go(Destination.history(commit)));
    FxHarness.await(
        "its details",
        () -> {
          window.shell().applyCss();
          window.shell().layout();
          return details().anyMatch(it -> it.replace(" ", "").equals(commit.hex()))
              // How large it is comes last.
              && details().anyMatch(it -> it.equals("Download") || it.equals("下载量"));
        });
    return commit;
  }

  private Stream<String> details() {
    return window.shell().lookupAll("#history-details .label").stream()
        .filter(Label.class::isInstance)
        .map(it -> ((Label) it).getText());
  }

  private void go(Checksum commit, boolean browse) {
    Checksum running = demo.snapshot().booted().orElseThrow().checksum();
    FxHarness.run(
        () ->
            window
                .context()
                .navigation()
                .go(
                    browse
                        ? Destination.browse(commit, FarVersions.FILE)
                        : Destination.compare(running, commit)));
  }
}
