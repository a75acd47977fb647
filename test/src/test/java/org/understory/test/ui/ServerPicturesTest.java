package org.understory.test.ui;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.app.bisect.BisectViewModel;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.model.history.Checksum;
import org.understory.test.kit.Command;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FarVersions;
import org.understory.test.kit.FxHarness;

/** Takes pictures of what is on a server and not here. */
final class ServerPicturesTest extends ServerFixture {
  /** What is looked at, what must be there, and how wide the window is. */
  private enum Sight {
    FOUND("#details-browse", 1280),
    REFUSED("#details-title", 1280),
    SMALL("#details-browse", 640, 400),
    SEARCHED("#bisect-banner .notice", 640, 400),
    QUESTION("#bisect-question", 640, 400),
    FAILED("#history-server .notice", 1000),
    COMPARE("#compare-tree .tree-table-row-cell", 1280),
    // From here on for whoever changes how it looks.
    OFFER("#history-look", 1280),
    RUNNING("#history-look-stop", 1000),
    SIGNED("#details-browse", 1000),
    NOTHING("#history-look-again", 640),
    COMPARE_SMALL("#compare-tree .tree-table-row-cell", 640, 400),
    FAILED_SMALL("#history-look-again", 640, 400),
    BROWSE("#browse-tree .tree-table-row-cell", 1000),
    DEPLOY("#plan-sheet", 1000);

    private final String telling;
    private final int width;
    private final int height;

    Sight(String telling, int width) {
      this(telling, width, 800);
    }

    Sight(String telling, int width, int height) {
      this.telling = telling;
      this.width = width;
      this.height = height;
    }
  }

  private DemoWindow window;

  static Stream<Arguments> sights() {
    return PictureStyle.each(
        Stream.of(Sight.values())
            .filter(sight -> PictureStyle.both() || sight.compareTo(Sight.OFFER) < 0));
  }

  @ParameterizedTest
  @MethodSource("sights")
  void what_a_server_has_is_shown(Sight sight, Locale locale) throws IOException {
    if (sight == Sight.SIGNED || sight == Sight.REFUSED) {
      far.demandSignatures(demo);
    } else if (sight == Sight.NOTHING) {
      demo.fetchFrom(far.old().toUri().toString());
    }
    window = DemoWindow.build(locale, Place.HISTORY, Background.threads());
    try {
      Scene scene = window.scene(sight.width, sight.height);
      PictureStyle.dress(scene, locale);
      window.open(demo.choice());
      window.awaitNodes("#details-title", 1);
      bring(sight);
      window.awaitNodes(sight.telling, 1);
      PictureStyle.takeAll(scene, locale, "server_" + sight.name());
    } finally {
      window.close();
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
      case FAILED, FAILED_SMALL -> {
        server.close();
        look();
      }
      case NOTHING -> look();
      case FOUND, SMALL, REFUSED -> find(FarVersions.NEWEST);
      case SEARCHED -> {
        Checksum commit = find(FarVersions.MIDDLE);
        BisectViewModel bisect = window.context().bisect();
        Checksum older = demo.snapshot().rollback().orElseThrow().checksum();
        FxHarness.run(() -> bisect.begin(older, commit));
        window.awaitNodes("#bisect-sheet", 1);
        window.fire("#sheet-cancel");
      }
      case QUESTION -> {
        go(find(FarVersions.MIDDLE), false);
        window.awaitNodes("#compare-tree .tree-table-row-cell", 1);
        window.fire("#compare-bisect");
      }
      case SIGNED -> find(FarVersions.MIDDLE);
      case BROWSE -> go(find(FarVersions.MIDDLE), true);
      case COMPARE, COMPARE_SMALL -> go(find(FarVersions.NEWEST), false);
      case DEPLOY -> {
        Checksum commit = find(FarVersions.MIDDLE);
        FxHarness.run(() -> window.context().changes().deploy(commit));
      }
    }
  }

  private void look() {
    window.awaitNodes("#history-look", 1);
    window.fire("#history-look");
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
    window.go(Destination.history(commit));
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
    window.go(
        browse
            ? Destination.browse(commit, FarVersions.FILE)
            : Destination.compare(running, commit));
  }
}
