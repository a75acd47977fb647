package org.understory.app.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.understory.app.history.Commits.deployment;
import static org.understory.app.history.Commits.name;
import static org.understory.app.history.Commits.ref;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.understory.app.history.HistoryViewModel.Stage;
import org.understory.app.history.SearchViewModel.Period;
import org.understory.app.state.Background;
import org.understory.model.history.CommitGraph;
import org.understory.model.history.CommitQuery.Field;
import org.understory.model.history.Variant;
import org.understory.resources.Messages;

class HistoryViewModelTest {
  private final Commits commits = new Commits("e<d d<b c<b b<a a");
  private final HistoryViewModel model = model(Background.inline());

  @Test
  void shows_the_history_of_all_refs_and_deployments() {
    open();
    assertThat(shown()).isEqualTo("e d c b a");
    assertThat(model.stageProperty().getValue()).isEqualTo(Stage.ROWS);
    assertThat(model.arrangementProperty().get().reachable()).isEqualTo(5);
  }

  @Test
  void selects_what_runs_first() {
    open();
    assertThat(model.selectedProperty().get()).contains(name("b"));
    assertThat(model.details().contentProperty().get())
        .isInstanceOf(DetailsViewModel.Content.Ready.class);
  }

  @Test
  void unticking_a_ref_hides_what_only_it_leads_to() {
    open();
    tip("demo:next").ticked().set(false);
    assertThat(shown()).isEqualTo("c b a");
    tip("demo:next").ticked().set(true);
    assertThat(shown()).isEqualTo("e d c b a");
    assertThat(commits.walks).isEqualTo(1);
  }

  @Test
  void a_group_is_ticked_and_unticked_as_a_whole() {
    open();
    Tip.Group group =
        model.tips().lines().stream()
            .filter(line -> line instanceof Tip.Group g && g.id().equals("remote:demo"))
            .map(Tip.Group.class::cast)
            .findFirst()
            .orElseThrow();
    model.tips().toggle(group);
    assertThat(group.ticked().get()).isEqualTo(Tip.Ticked.NONE);
    assertThat(shown()).isEqualTo("c b a");
    tip("demo:stable").ticked().set(true);
    assertThat(group.ticked().get()).isEqualTo(Tip.Ticked.SOME);
    model.tips().toggle(group);
    assertThat(group.ticked().get()).isEqualTo(Tip.Ticked.ALL);
  }

  @Test
  void only_this_one_leaves_all_others_out() {
    open();
    model.tips().only(tip("demo:stable"));
    assertThat(shown()).isEqualTo("c b a");
    model.tips().all();
    assertThat(shown()).isEqualTo("e d c b a");
  }

  @Test
  void nothing_ticked_has_words_of_its_own() {
    open();
    model.tips().lines().stream()
        .filter(Tip.Choice.class::isInstance)
        .map(Tip.Choice.class::cast)
        .forEach(choice -> choice.ticked().set(false));
    assertThat(model.stageProperty().getValue()).isEqualTo(Stage.NOTHING_TICKED);
  }

  @Test
  void a_repository_without_refs_has_no_commits() {
    model.open(commits, List.of(), List.of());
    assertThat(model.stageProperty().getValue()).isEqualTo(Stage.NO_COMMITS);
  }

  @Test
  void internal_refs_are_listed_only_when_asked_for() {
    commits.set("x e<d d<b c<b b<a a");
    model.open(commits, List.of(ref("demo:next", "e"), ref("ostree/0/1/0", "x")), List.of());
    assertThat(shown()).isEqualTo("e d b a");
    model.tips().internalProperty().set(true);
    assertThat(shown()).isEqualTo("x e d b a");
    model.tips().internalProperty().set(false);
    assertThat(shown()).isEqualTo("e d b a");
  }

  @Test
  void marks_matches_and_steps_through_them() {
    open();
    model.search().textProperty().set("VC");
    assertThat(shown()).isEqualTo("e d c b a");
    assertThat(matching()).isEqualTo("c");
    model.search().textProperty().set("subject");
    assertThat(model.arrangementProperty().get().matchCount()).isEqualTo(5);
    model.selectedProperty().set(Optional.of(name("a")));
    model.selectMatch(true);
    assertThat(model.selectedProperty().get()).contains(name("e"));
    model.selectMatch(false);
    assertThat(model.selectedProperty().get()).contains(name("a"));
    model.selectMatch(false);
    assertThat(model.selectedProperty().get()).contains(name("b"));
  }

  @Test
  void hides_the_others_when_only_matches_are_wanted() {
    open();
    model.search().matchesOnlyProperty().set(true);
    assertThat(shown()).isEqualTo("e d c b a");
    model.search().textProperty().set("ve");
    assertThat(shown()).isEqualTo("e");
    model.search().textProperty().set("nowhere");
    assertThat(model.stageProperty().getValue()).isEqualTo(Stage.NO_MATCHES);
    assertThat(model.arrangementProperty().get().matchNumber(-1)).isZero();
    model.search().clear();
    assertThat(shown()).isEqualTo("e d c b a");
  }

  @Test
  void shows_only_commits_with_a_deployment() {
    open();
    model.search().deployedOnlyProperty().set(true);
    assertThat(shown()).isEqualTo("c b");
  }

  @Test
  void reads_metadata_only_when_it_is_searched() {
    commits.put("d", "vendor.author", new Variant.Text("Grace"));
    open();
    model.search().textProperty().set("grace");
    assertThat(matching()).isEmpty();
    model.search().fieldProperty(Field.METADATA).set(true);
    assertThat(matching()).isEqualTo("d");
  }

  @Test
  void keeps_to_a_period() {
    open();
    model.search().matchesOnlyProperty().set(true);
    // Commits are a day apart; e is from 2023-11-14.
    model.search().fromProperty().set(Optional.of(LocalDate.of(2023, 11, 12)));
    model.search().toProperty().set(Optional.of(LocalDate.of(2023, 11, 13)));
    model.search().periodProperty().set(Period.CUSTOM);
    assertThat(shown()).isEqualTo("d c");
    model.search().periodProperty().set(Period.MONTH);
    assertThat(shown()).isEqualTo("e d c b a");
  }

  @Test
  void a_refresh_keeps_the_selection_and_what_was_unticked() {
    open();
    tip("demo:stable").ticked().set(false);
    model.selectedProperty().set(Optional.of(name("d")));
    commits.set("f<e e<d d<b c<b b<a a");
    model.open(
        commits,
        List.of(ref("demo:next", "f"), ref("demo:stable", "c")),
        List.of(deployment(0, "b", true)));
    assertThat(shown()).isEqualTo("f e d b a");
    assertThat(model.selectedProperty().get()).contains(name("d"));
    assertThat(tip("demo:stable").ticked().get()).isFalse();
  }

  @Test
  void reveals_a_commit_that_search_and_ticks_hide() {
    open();
    tip("demo:next").ticked().set(false);
    model.search().matchesOnlyProperty().set(true);
    model.search().textProperty().set("vc");
    assertThat(shown()).isEqualTo("c");
    model.reveal(name("d"));
    assertThat(shown()).isEqualTo("e d c b a");
    assertThat(model.selectedProperty().get()).contains(name("d"));
  }

  @Test
  void reveals_a_commit_that_no_ref_leads_to() {
    model.open(commits, List.of(ref("demo:stable", "c")), List.of());
    assertThat(shown()).isEqualTo("c b a");
    model.reveal(name("e"));
    assertThat(shown()).isEqualTo("e d c b a");
  }

  @Test
  void reveals_a_commit_asked_for_before_anything_was_open() {
    model.reveal(name("c"));
    open();
    assertThat(model.selectedProperty().get()).contains(name("c"));
  }

  @Test
  void says_what_could_not_be_read_and_shows_the_rest() {
    model.open(commits, List.of(ref("demo:gone", "z"), ref("demo:next", "e")), List.of());
    assertThat(shown()).isEqualTo("e d b a");
    assertThat(model.unreadableProperty().get()).hasSize(1);
  }

  @Test
  void a_commit_that_cannot_be_read_has_a_reason() {
    open();
    model.selectedProperty().set(Optional.of(name("gone")));
    assertThat(model.details().contentProperty().get())
        .isInstanceOf(DetailsViewModel.Content.Failed.class);
  }

  @Test
  void first_rows_come_before_the_walk_ends() {
    String words =
        IntStream.range(0, 3000)
            .mapToObj(i -> i == 2999 ? "c" + i : "c" + i + "<c" + (i + 1))
            .collect(Collectors.joining(" "));
    List<Runnable> drawing = new ArrayList<>();
    Runnable draw =
        () -> {
          while (!drawing.isEmpty()) {
            drawing.removeFirst().run();
          }
        };
    HistoryViewModel streaming = model(new Background(Runnable::run, drawing::add));
    List<Integer> sizes = new ArrayList<>();
    streaming.arrangementProperty().subscribe(rows -> sizes.add(rows.graph().size()));
    Commits slow = new Commits(words);
    slow.afterEach = draw;
    streaming.open(slow, List.of(ref("demo:long", "c0")), List.of());
    draw.run();
    assertThat(sizes).contains(250, 1250).endsWith(3000);
  }

  @Test
  void another_system_starts_afresh() {
    open();
    model.open(new Commits("z"), List.of(ref("demo:z", "z")), List.of());
    assertThat(shown()).isEqualTo("z");
    assertThat(model.selectedProperty().get()).contains(name("z"));
    model.close();
    assertThat(model.stageProperty().getValue()).isEqualTo(Stage.NO_COMMITS);
  }

  @Test
  void marks_name_states_and_refs() {
    open();
    assertThat(model.badgesProperty().get().of(name("b")).stream().map(Badge::kind))
        .containsExactly(Badge.Kind.RUNNING, Badge.Kind.STARTS_NEXT);
    assertThat(model.badgesProperty().get().of(name("c")).stream().map(Badge::text))
        .containsExactly("Rollback", "demo:stable");
  }

  private void open() {
    model.open(
        commits,
        List.of(ref("demo:next", "e"), ref("demo:stable", "c")),
        List.of(deployment(0, "b", true), deployment(1, "c", false)));
  }

  private String shown() {
    CommitGraph graph = model.arrangementProperty().get().graph();
    return IntStream.range(0, graph.size())
        .mapToObj(row -> graph.commit(row).subject().substring("Subject ".length()))
        .collect(Collectors.joining(" "));
  }

  private String matching() {
    Arrangement rows = model.arrangementProperty().get();
    return IntStream.range(0, rows.graph().size())
        .filter(rows::matches)
        .mapToObj(row -> rows.graph().commit(row).subject().substring("Subject ".length()))
        .collect(Collectors.joining(" "));
  }

  private Tip.Choice tip(String refspec) {
    return model.tips().lines().stream()
        .filter(line -> line instanceof Tip.Choice choice && choice.id().equals("ref " + refspec))
        .map(Tip.Choice.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static HistoryViewModel model(Background background) {
    return new HistoryViewModel(
        background,
        Messages.load(Locale.ENGLISH, "window", "common", "problems"),
        Clock.fixed(Instant.ofEpochSecond(1_700_000_000L), ZoneOffset.UTC));
  }
}
