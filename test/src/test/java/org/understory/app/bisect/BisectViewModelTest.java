package org.understory.app.bisect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.change.ChangeViewModel;
import org.understory.app.change.Restart;
import org.understory.app.server.ServerViewModel;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.SystemChoice;
import org.understory.model.history.Bisection;
import org.understory.model.history.Bisection.Verdict;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.resources.Messages;
import org.understory.test.kit.Command;
import org.understory.test.kit.TestSysroot;

/** A search whose answers come before what the last one led to is known. */
final class BisectViewModelTest {
  @TempDir private Path temp;
  private final Queue<Runnable> work = new ArrayDeque<>();
  private final Background background = new Background(work::add, Runnable::run);
  private final AppState state = new AppState(background, _ -> Optional.empty());
  private BisectViewModel model;

  @BeforeEach
  void begin() {
    TestSysroot sysroot = TestSysroot.create(temp.resolve("sysroot"), "os");
    List<Checksum> versions = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String commit = sysroot.commit("stable", "1." + i, "kernel");
      String repo = "--repo=" + sysroot.repository();
      Command.run("ostree", "refs", repo, "--create=keep/" + i, commit);
      versions.add(Checksum.parse(commit).orElseThrow());
    }
    sysroot.admin("deploy", "--os=os", "--karg=root=LABEL=x", "stable");
    Messages words = Messages.load(Locale.ENGLISH, "window", "common", "problems");
    ChangeViewModel changes = new ChangeViewModel(state, background, words, Restart.NONE);
    ServerViewModel server = new ServerViewModel(state, background, temp.resolve("cache"));
    model = new BisectViewModel(state, background, changes, server, temp);
    state.open(new SystemChoice.Folder(sysroot.folder()));
    work();
    model.begin(versions.getFirst(), versions.getLast());
    work();
  }

  @Test
  void an_answer_given_twice_in_haste_is_one_answer() {
    model.answer(Verdict.BAD);
    model.answer(Verdict.BAD);
    work();

    assertThat(model.problemProperty().get()).isEmpty();
    assertThat(search().marks()).hasSize(1);
    model.takeBack();
    model.takeBack();
    work();
    assertThat(search().marks()).isEmpty();
    model.answer(Verdict.GOOD);
    work();
    assertThat(search().marks()).hasSize(1);
  }

  @Test
  void what_was_to_follow_a_change_does_not_follow_something_else() throws Exception {
    Path file = file();
    String sound = Files.readString(file);
    model.openProperty().set(false);
    model.answer(Verdict.SKIP);
    // What was answered, and then is broken before it is read again.
    work.remove().run();
    Files.writeString(file, "broken");
    work();
    assertThat(model.problemProperty().get()).containsInstanceOf(Problem.CorruptFile.class);

    Files.writeString(file, sound);
    state.refresh();
    work();
    assertThat(model.openProperty().get()).isFalse();
  }

  private Path file() {
    return Path.of(Command.run("find", temp.resolve("bisect").toString(), "-type", "f").strip());
  }

  private Bisection search() {
    return model.guideProperty().getValue().orElseThrow().known().search();
  }

  private void work() {
    while (!work.isEmpty()) {
      work.remove().run();
    }
  }
}
