package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Reading;
import org.understory.app.state.SystemChoice;
import org.understory.app.state.SystemWatch;
import org.understory.model.plan.PlanFacts;
import org.understory.model.system.Deployment;
import org.understory.model.system.ServiceReport;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.Engine;
import org.understory.test.kit.Command;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.PictureEngine;
import org.understory.test.kit.TestSysroot;

/** What libostree changes on disk is read again without anybody asking for it. */
final class SystemWatchTest {
  @TempDir Path temp;
  private final AppState state = new AppState(Background.inline());
  private final SystemWatch watch = new SystemWatch(state, Runnable::run);
  private TestSysroot sysroot;

  @BeforeEach
  void deploy() {
    sysroot = deployed("sysroot");
  }

  @Test
  void a_deployment_that_is_pinned_elsewhere_is_shown_as_pinned() {
    open(sysroot);
    watch.look();
    sysroot.admin("pin", "0");
    assertThat(snapshot().deployments()).noneMatch(Deployment::pinned);
    watch.look();
    assertThat(snapshot().deployments()).singleElement().matches(Deployment::pinned);
  }

  @Test
  void a_branch_that_moves_is_read_again() {
    open(sysroot);
    watch.look();
    String commit = sysroot.commit("stable", "2", "kernel");
    watch.look();
    assertThat(state.refsProperty().get())
        .filteredOn(ref -> ref.name().equals("stable"))
        .singleElement()
        .matches(ref -> ref.checksum().hex().equals(commit));
  }

  @Test
  void a_change_before_the_first_look_is_seen() {
    open(sysroot);
    sysroot.admin("pin", "0");
    watch.look();
    assertThat(snapshot().deployments()).singleElement().matches(Deployment::pinned);
  }

  @Test
  void what_a_service_says_has_it_read_again_and_who_was_watched_is_left() throws Exception {
    AtomicReference<Runnable> service = new AtomicReference<>(() -> {});
    Engine engine =
        new PictureEngine(DemoFixture.snapshot(), PlanFacts.NONE) {
          @Override
          public Closeable watch(Runnable changed) {
            service.set(changed);
            return () -> service.set(() -> {});
          }
        };
    OpenSystem system = OpenSystem.open(new SystemChoice.Folder(sysroot.folder())).with(engine);
    state.open(system.choice(), job -> Reading.of(system));
    watch.look();
    SystemSnapshot read = snapshot();
    watch.look();
    assertThat(snapshot()).isSameAs(read);
    Runnable told = service.get();
    told.run();
    watch.look();
    assertThat(snapshot()).isNotSameAs(read);
    open(deployed("other"));
    watch.look();
    assertThat(service.get()).isNotSameAs(told);
  }

  @Test
  void what_did_not_change_is_not_read_again() {
    open(sysroot);
    SystemSnapshot read = snapshot();
    watch.look();
    watch.look();
    assertThat(snapshot()).isSameAs(read);
  }

  @Test
  void another_system_is_no_change() {
    open(sysroot);
    watch.look();
    TestSysroot other = deployed("other");
    open(other);
    SystemSnapshot read = snapshot();
    watch.look();
    assertThat(snapshot()).isSameAs(read);
    sysroot.admin("pin", "0");
    watch.look();
    assertThat(snapshot()).isSameAs(read);
  }

  @Test
  void a_repository_alone_is_watched_too() {
    state.open(new SystemChoice.BareRepository(sysroot.repository()));
    watch.look();
    Command.run("ostree", "refs", "--repo=" + sysroot.repository(), "--create=new", "stable");
    watch.look();
    assertThat(state.refsProperty().get()).anyMatch(ref -> ref.name().equals("new"));
  }

  /** It may find an update at any time, without anything changing on the disk. */
  @Test
  void what_an_updater_says_is_heard_once_it_says_something_else() {
    AtomicReference<Optional<ServiceReport>> said = new AtomicReference<>(Optional.empty());
    PlanFacts none = PlanFacts.NONE;
    AppState updated =
        new AppState(
            Background.inline(),
            open ->
                Optional.of(
                    new PictureEngine(
                        SystemSnapshot.of(List.of(), Optional.empty(), List.of()), none) {
                      @Override
                      public Optional<ServiceReport> serviceReport() {
                        return said.get();
                      }
                    }));
    SystemWatch listening = new SystemWatch(updated, Runnable::run);
    updated.open(new SystemChoice.Folder(sysroot.folder()));
    SystemSnapshot read = updated.snapshotProperty().get().orElseThrow();
    ServiceReport looking =
        new ServiceReport(ServiceReport.Stage.LOOKING, Optional.empty(), Optional.empty());
    for (Optional<ServiceReport> each :
        List.of(
            Optional.<ServiceReport>empty(),
            Optional.of(looking),
            Optional.<ServiceReport>empty())) {
      said.set(each);
      listening.look();
      assertThat(updated.reportProperty().get()).isEqualTo(each);
    }
    assertThat(updated.snapshotProperty().get()).as("nothing else").containsSame(read);
  }

  private TestSysroot deployed(String name) {
    TestSysroot made = TestSysroot.create(temp.resolve(name), "main");
    made.commit("stable", "1", "kernel");
    made.admin("deploy", "--os=main", "stable");
    return made;
  }

  private void open(TestSysroot wanted) {
    state.open(new SystemChoice.Folder(wanted.folder()));
    assertThat(state.problemProperty().get()).isEmpty();
  }

  private SystemSnapshot snapshot() {
    return state.snapshotProperty().get().orElseThrow();
  }
}
