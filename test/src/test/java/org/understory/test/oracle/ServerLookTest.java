package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.server.ServerLook;
import org.understory.app.server.ServerViewModel;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.SystemChoice;
import org.understory.model.history.Checksum;
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
      // What was kept the first time is read from the file now.
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

  private void draw() {
    while (!drawing.isEmpty()) {
      drawing.remove().run();
    }
  }

  /** Files below this folder that this program has open. */
  private static List<Path> open(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.flatMap(ServerLookTest::target).filter(it -> it.startsWith(folder)).toList();
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
