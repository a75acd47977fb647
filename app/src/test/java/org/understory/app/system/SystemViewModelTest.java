package org.understory.app.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.bisect.BisectViewModel;
import org.understory.app.change.ChangeViewModel;
import org.understory.app.change.Restart;
import org.understory.app.deployment.DeploymentState;
import org.understory.app.move.MoveViewModel;
import org.understory.app.server.ServerViewModel;
import org.understory.app.settings.Preferences;
import org.understory.app.settings.Settings;
import org.understory.app.shell.Destination;
import org.understory.app.shell.FileDialogs;
import org.understory.app.shell.Navigation;
import org.understory.app.shell.Place;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Reading;
import org.understory.app.state.SystemChoice;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remotes;
import org.understory.model.system.BootList;
import org.understory.model.system.BootLoader;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.KernelArguments;
import org.understory.model.system.NextBoot;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;
import org.understory.resources.Messages;
import org.understory.store.container.Registry;
import org.understory.store.repo.Repository;

final class SystemViewModelTest {
  private static final Messages MESSAGES =
      Messages.load(Locale.ENGLISH, "window", "common", "problems");
  private static final Instant NOW = Instant.parse("2026-06-15T09:30:00Z");
  private static final Deployment RUNNING = deployment(1, "41.1", true, false);
  private static final Deployment STAGED = deployment(0, "41.2", false, true);

  @TempDir Path folder;
  private AppState state;
  private Navigation navigation;
  private SystemViewModel model;
  private Optional<String> refusal = Optional.empty();

  @BeforeEach
  void open() {
    Background background = Background.inline();
    state = new AppState(background);
    navigation = new Navigation(Place.SYSTEM);
    ChangeViewModel changes = new ChangeViewModel(state, background, MESSAGES, Restart.NONE);
    ServerViewModel server = new ServerViewModel(state, background, folder);
    model =
        new SystemViewModel(
            new ScreenContext(
                state,
                background,
                navigation,
                MESSAGES,
                new NoDialogs(),
                new Preferences(Settings.DEFAULT),
                changes,
                server,
                new BisectViewModel(state, background, changes, server, folder),
                Clock.fixed(NOW, ZoneOffset.UTC)),
            () -> new MoveViewModel(state, background, folder, folder));
  }

  private static final class NoDialogs implements FileDialogs {
    @Override
    public Optional<Path> chooseFolder(String title) {
      return Optional.empty();
    }

    @Override
    public Optional<Path> chooseFile(String title) {
      return Optional.empty();
    }

    @Override
    public Optional<Path> chooseTarget(String title, String suggestedName) {
      return Optional.empty();
    }
  }

  private static Deployment deployment(int index, String version, boolean booted, boolean staged) {
    return new Deployment(
        index,
        "fern",
        Checksum.parse(Integer.toString(index + 1).repeat(64)).orElseThrow(),
        0,
        Optional.of(version),
        OptionalLong.of(NOW.getEpochSecond() - (index + 1) * 86_400L),
        new Origin(Optional.of("fern:stable"), Origin.Source.BRANCH, Optional.empty()),
        new KernelArguments(List.of("quiet", "root=\u001b[31m")),
        booted,
        staged,
        false,
        false,
        false,
        index == 0,
        false,
        Unlocked.NONE,
        Optional.empty(),
        Optional.empty());
  }

  private void show(SystemSnapshot snapshot) throws Exception {
    Path repository = folder.resolve("repo");
    Files.createDirectories(repository.resolve("objects"));
    Files.createDirectories(repository.resolve("refs/heads"));
    Files.writeString(repository.resolve("config"), "[core]\nrepo_version=1\nmode=archive-z2\n");
    SystemChoice choice = new SystemChoice.Folder(folder);
    OpenSystem system =
        new OpenSystem(
            choice,
            Repository.open(repository),
            Optional.empty(),
            refusal,
            Optional.empty(),
            Registry.live(),
            List.of());
    state.open(choice, job -> new Reading(system, snapshot, List.of(), Remotes.NONE));
    assertThat(state.problemProperty().get()).isEmpty();
  }

  private static SystemSnapshot snapshot(Deployment... deployments) {
    return new SystemSnapshot(
        "x", "fern", List.of(deployments), Optional.empty(), List.of(), BootLoader.UNKNOWN);
  }

  private SystemViewModel.Content content() {
    return model.contentProperty().get().orElseThrow();
  }

  @Test
  void cards_come_in_boot_order_with_their_states() throws Exception {
    show(snapshot(STAGED, RUNNING));

    assertThat(content().cards()).extracting(DeploymentCard::title).containsExactly("41.2", "41.1");
    assertThat(content().cards().get(0).states())
        .extracting(DeploymentState::key)
        .containsExactly("next", "staged");
    assertThat(content().cards().get(1).states())
        .extracting(DeploymentState::key)
        .containsExactly("running");
    assertThat(content().cards().get(1).age()).isEqualTo("2 days ago");
  }

  @Test
  void an_update_that_is_staged_is_why_it_starts_next() throws Exception {
    show(snapshot(STAGED, RUNNING));

    assertThat(content().nextBoot().orElseThrow().reason()).isEqualTo(NextBoot.Reason.STAGED);
  }

  @Test
  void only_what_does_not_run_is_compared_with_what_runs() throws Exception {
    show(snapshot(STAGED, RUNNING));

    assertThat(content().cards().get(0).compareWith()).contains(RUNNING.checksum());
    assertThat(content().cards().get(1).compareWith()).isEmpty();
  }

  @Test
  void why_the_demo_has_no_staged_update_is_told_safely() throws Exception {
    show(snapshot(RUNNING));
    assertThat(model.stagingRefusal()).isEmpty();

    refusal = Optional.of("unshare: \u001b[31mno");
    show(snapshot(RUNNING));
    assertThat(model.stagingRefusal()).contains("unshare: \\x1b[31mno");
  }

  @Test
  void text_from_disk_is_made_safe() throws Exception {
    show(snapshot(deployment(0, "41\u202e\n", true, false)));

    DeploymentCard card = content().cards().get(0);
    assertThat(card.title()).isEqualTo("41\\u{202e}\\n");
    assertThat(card.kernelArguments()).containsExactly("quiet", "root=\\x1b[31m");
  }

  @Test
  void a_failed_finalization_and_what_could_not_be_read_are_told() throws Exception {
    Problem unreadable = new Problem.NotPermitted("/boot/loader");
    show(SystemSnapshot.of(List.of(RUNNING), Optional.of("no space"), List.of(unreadable)));

    assertThat(model.news().newsProperty().getValue().orElseThrow().text()).contains("no space");
    assertThat(content().problems()).containsExactly(unreadable);
  }

  @Test
  void without_deployments_there_is_no_next_boot() throws Exception {
    show(snapshot());

    assertThat(content().nextBoot()).isEmpty();
    assertThat(content().cards()).isEmpty();
  }

  @Test
  void details_stay_open_when_the_system_is_read_again() throws Exception {
    show(snapshot(STAGED, RUNNING));
    model.toggle(RUNNING.id());

    show(snapshot(RUNNING));

    assertThat(model.expanded()).containsExactly(RUNNING.id());
    model.toggle(RUNNING.id());
    assertThat(model.expanded()).isEmpty();
  }

  @Test
  void what_is_offered_fits_the_deployment() throws Exception {
    show(snapshot(STAGED, RUNNING));

    assertThat(content().cards().get(0).actions())
        .containsExactlyInAnyOrder(
            CardAction.COMPARE,
            CardAction.BROWSE,
            CardAction.HISTORY,
            CardAction.ARGUMENTS,
            CardAction.HOLD,
            CardAction.DISCARD);
    assertThat(content().cards().get(1).actions())
        .contains(CardAction.BOOT_NEXT, CardAction.PIN, CardAction.ARGUMENTS)
        .doesNotContain(CardAction.REMOVE, CardAction.COMPARE, CardAction.UNPIN)
        .isSorted();
  }

  @Test
  void what_starts_once_can_be_taken_back_or_made_to_stay() throws Exception {
    Deployment usual = RUNNING.placed(0, false, true);
    Deployment once = STAGED.finished().withStartsOnce(true);
    List<Deployment> list = BootList.arrange(List.of(usual, once));
    show(snapshot(list.toArray(Deployment[]::new)));

    assertThat(content().nextBoot().orElseThrow().reason()).isEqualTo(NextBoot.Reason.ONCE);
    assertThat(content().cards().get(0).actions())
        .contains(CardAction.BOOT_NEXT)
        .doesNotContain(CardAction.START_ONCE, CardAction.USUAL);
    assertThat(content().cards().get(1).actions())
        .startsWith(CardAction.USUAL, CardAction.BOOT_NEXT)
        .doesNotContain(CardAction.START_ONCE);
    assertThat(content().cards().get(1).states()).extracting(DeploymentState::key).contains("once");
  }

  @Test
  void it_leads_to_the_other_screens() throws Exception {
    show(snapshot(STAGED, RUNNING));

    model.perform(CardAction.COMPARE, content().cards().getFirst());
    assertThat(navigation.currentProperty().get())
        .isEqualTo(Destination.compare(RUNNING.checksum(), STAGED.checksum()));
    model.perform(CardAction.BROWSE, content().cards().getFirst());
    assertThat(navigation.currentProperty().get())
        .isEqualTo(Destination.browse(STAGED.checksum(), "/"));
  }

  @Test
  void what_can_not_be_opened_leaves_a_problem_and_nothing_open() {
    Problem problem = new Problem.NotASysroot("/nowhere");

    state.open(
        new SystemChoice.Folder(folder),
        job -> {
          throw new StoreException(problem);
        });

    assertThat(state.problemProperty().get()).contains(problem);
    assertThat(state.systemProperty().get()).isEmpty();
    assertThat(model.contentProperty().get()).isEmpty();
  }
}
