package org.understory.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.understory.app.shell.Look;
import org.understory.app.state.Background;
import org.understory.model.history.Ancestry;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.CommitGraph;
import org.understory.model.history.Ref;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.resources.Messages;

/**
 * How long the drawing thread works for a frame while a hundred thousand commits scroll by. Its own
 * processor time is measured, not the clock's, so that other programs on the machine don't count.
 */
class GraphScrollTest {
  private static final int COMMITS = 100_000;
  private static final int WARM_UP = 120;
  private static final int FRAMES = 300;
  private static final double LIMIT_MS = 33;

  @BeforeAll
  static void start() throws Exception {
    CompletableFuture<Void> started = new CompletableFuture<>();
    try {
      Platform.startup(() -> started.complete(null));
      Platform.setImplicitExit(false);
    } catch (IllegalStateException running) {
      started.complete(null);
    }
    started.get(60, TimeUnit.SECONDS);
  }

  @Test
  void a_hundred_thousand_commits_are_laid_out_fast_and_small() {
    List<Commit> commits = forest();
    CommitGraph.of(commits);
    long start = cpu();
    CommitGraph graph = CommitGraph.of(Ancestry.of(commits));
    double took = (cpu() - start) / 1e6;
    System.out.printf("layout of %d commits: %.0f ms, %d lanes%n", COMMITS, took, graph.width());
    assertThat(graph.size()).isEqualTo(COMMITS);
    assertThat(took).as("milliseconds").isLessThan(200);
  }

  @Test
  void no_frame_takes_longer_than_a_frame_may() throws Exception {
    CompletableFuture<double[]> measured = new CompletableFuture<>();
    Platform.runLater(() -> scroll(measured));
    double[] frames = measured.get(120, TimeUnit.SECONDS);
    Arrays.sort(frames);
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    System.out.printf(
        "scrolling %d commits, %d frames: median %.1f ms, 99 of 100 %.1f ms, worst %.1f ms;"
            + " heap %d MiB%n",
        COMMITS,
        frames.length,
        frames[frames.length / 2],
        frames[frames.length * 99 / 100],
        frames[frames.length - 1],
        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    assertThat(frames[frames.length - 1])
        .as("milliseconds of the worst frame")
        .isLessThan(LIMIT_MS);
  }

  private static void scroll(CompletableFuture<double[]> measured) {
    HistoryViewModel model =
        new HistoryViewModel(
            Background.inline(),
            Messages.load(Locale.ENGLISH, "window", "problems"),
            Clock.systemUTC());
    GraphListView list =
        new GraphListView(
            model,
            Messages.load(Locale.ENGLISH, "window", "problems"),
            DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(Locale.ENGLISH)
                .withZone(Clock.systemUTC().getZone()));
    List<Commit> commits = forest();
    List<Ref> refs = new ArrayList<>();
    for (int i = 0; i < COMMITS; i += i < 20 ? 1 : 50) {
      refs.add(new Ref("b/" + i, Optional.of("demo"), Optional.empty(), commits.get(i).checksum()));
    }
    model.open(new Stored(commits), refs, List.of());
    Stage stage = new Stage();
    Scene scene = new Scene(new BorderPane(list), 900, 900);
    Look.LIGHT.apply(scene, Locale.ENGLISH);
    stage.setScene(scene);
    stage.setX(0);
    stage.setY(0);
    stage.show();
    new Scroller(list, stage, measured).start();
  }

  /** Scrolls three rows a frame, and far away every tenth one; measures to the end of layout. */
  private static final class Scroller extends AnimationTimer {
    private final GraphListView list;
    private final Stage stage;
    private final CompletableFuture<double[]> measured;
    private final double[] frames = new double[FRAMES];
    private int frame;
    private long began;

    Scroller(GraphListView list, Stage stage, CompletableFuture<double[]> measured) {
      this.list = list;
      this.stage = stage;
      this.measured = measured;
      stage.getScene().addPostLayoutPulseListener(this::laidOut);
    }

    @Override
    public void handle(long now) {
      began = cpu();
      int row = frame % 10 == 9 ? (frame * 7919) % COMMITS : (frame * 3) % COMMITS;
      list.scrollTo(row);
    }

    private void laidOut() {
      if (began == 0) {
        return;
      }
      if (frame >= WARM_UP) {
        frames[frame - WARM_UP] = (cpu() - began) / 1e6;
      }
      began = 0;
      frame++;
      if (frame == WARM_UP + FRAMES) {
        stop();
        stage.close();
        measured.complete(frames);
      }
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Ten branches that fork and go on side by side. */
  private static List<Commit> forest() {
    Random random = new Random(1);
    List<Commit> commits = new ArrayList<>(COMMITS);
    for (int i = 0; i < COMMITS; i++) {
      int parent = i + 1 + random.nextInt(10);
      commits.add(
          new Commit(
              name(i),
              parent < COMMITS ? Optional.of(name(parent)) : Optional.empty(),
              1_700_000_000L - 3600L * i,
              "Release 41." + i + " with a subject of common length",
              "",
              Optional.of("41." + i + ".0"),
              random.nextInt(20) == 0 ? Commit.Kind.LAYERED : Commit.Kind.RELEASE,
              name(-1),
              name(-2)));
    }
    return commits;
  }

  private static Checksum name(int i) {
    return new Checksum(i * 0x9e3779b97f4a7c15L, i, i, i);
  }

  private record Stored(List<Commit> commits) implements CommitSource {
    @Override
    public void history(
        Collection<Checksum> tips,
        Consumer<Commit> sink,
        Consumer<Problem> problems,
        Cancellation cancellation) {
      commits.forEach(sink);
    }

    @Override
    public CommitDetails details(Checksum commit) {
      return new CommitDetails(commits.getFirst(), Map.of(), Map.of(), Map.of(), false);
    }
  }
}
