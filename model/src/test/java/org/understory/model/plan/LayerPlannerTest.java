package org.understory.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.understory.model.plan.Drawing.commit;
import static org.understory.model.plan.Drawing.draw;
import static org.understory.model.plan.Drawing.id;
import static org.understory.model.plan.Drawing.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.LayerRequests;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageFile;
import org.understory.model.plan.Operation.UsePackageFiles.Use;
import org.understory.model.plan.Warning.Code;
import org.understory.model.remote.Remotes;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.model.system.UpdateService;

final class LayerPlannerTest {
  private static final LayerRequests VIM = layers("vim");

  @Test
  void a_package_comes_with_a_new_deployment_of_the_same_version() throws StoreException {
    Plan plan = plan("*C B", change(List.of("vim"), List.of()), LayerRequests.NONE);

    assertThat(draw(plan.after())).isEqualTo("+C.1 *C B");
    assertThat(draw(plan.finished())).isEqualTo("C.1 *C");
    assertThat(plan.created().getFirst().origin())
        .isEqualTo(new Origin(Optional.of("far:stable"), Origin.Source.LAYERED, Optional.empty()));
    assertThat(plan.restartNeeded()).isTrue();
    assertThat(plan.undo()).containsExactly(new Operation.DiscardStaged());
    assertThat(plan.space().download()).as("nobody knows yet").isEmpty();
    assertThat(Drawing.codes(plan)).doesNotContain(Code.OLDER, Code.STAGED_DISCARDED);
  }

  @Test
  void without_the_last_package_it_is_again_as_delivered() throws StoreException {
    Plan plan = plan("*C", change(List.of(), List.of("vim")), VIM);

    Deployment fresh = plan.created().getFirst();
    assertThat(fresh.checksum()).as("the base").isEqualTo(commit('A'));
    assertThat(fresh.origin().source()).isEqualTo(Origin.Source.BRANCH);
  }

  @Test
  void while_another_package_or_an_override_is_left_it_stays_layered() throws StoreException {
    for (LayerRequests more :
        List.of(layers("vim", "nano"), layers("vim").overriding(List.of("firefox"), List.of()))) {
      Plan plan = plan("*C", change(List.of(), List.of("vim")), more);
      assertThat(plan.created().getFirst().origin().source()).isEqualTo(Origin.Source.LAYERED);
    }
  }

  @Test
  void changes_add_up_on_what_is_staged_and_each_is_taken_back_alone() throws StoreException {
    Operation both = change(List.of("nano"), List.of("vim"));
    Plan plan = plan("+D *C B", both, VIM);

    assertThat(draw(plan.after())).isEqualTo("+A *C B");
    assertThat(Drawing.codes(plan)).doesNotContain(Code.STAGED_DISCARDED);
    assertThat(plan.undo()).containsExactly(change(List.of("vim"), List.of("nano")));
  }

  @Test
  void a_package_is_known_by_the_name_of_the_file_that_brought_it() throws StoreException {
    LayerRequests local =
        new LayerRequests(
            List.of(),
            List.of("foo-libs-1:1.2-3.fc42.x86_64"),
            List.of(),
            List.of(),
            Map.of(),
            false);
    plan("*C", change(List.of(), List.of("foo-libs")), local);
    plan("*C", change(List.of(), List.of("foo-libs-1:1.2-3.fc42.x86_64")), local);
    refused(change(List.of(), List.of("foo")), local, new Problem.NotLayered("foo"));
  }

  @Test
  void what_is_asked_for_already_or_was_never_is_refused() {
    refused(change(List.of("nano", "vim"), List.of()), VIM, new Problem.AlreadyLayered("vim"));
    refused(change(List.of("nano"), List.of("emacs")), VIM, new Problem.NotLayered("emacs"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-y", "--root=/", "a b", "a;b", "a\nb", "a$b", "@group", "../x", ".x", "é"})
  void what_is_no_name_of_a_package_is_refused(String name) {
    refused(change(List.of("nano", name), List.of()), VIM, new Problem.UnsafeName(name));
    refused(change(List.of(), List.of("vim", name)), VIM, new Problem.UnsafeName(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gcc-c++", "vim-9.1.083-1.fc42.x86_64", "perl(JSON::PP)", "/usr/bin/vi", "a~b^c"})
  void names_of_packages_and_of_what_they_provide_are_taken(String name) throws StoreException {
    plan("*C", change(List.of(name), List.of()), LayerRequests.NONE);
  }

  @Test
  void nothing_and_too_much_are_refused() {
    refused(change(List.of(), List.of()), VIM, new Problem.UnsafeName(""));
    List<String> many = java.util.stream.IntStream.range(0, 201).mapToObj(i -> "p" + i).toList();
    refused(change(many, List.of()), VIM, new Problem.UnsafeName("p0"));
  }

  @Test
  void what_rpm_ostree_alone_could_keep_is_refused_without_it() {
    assertThatThrownBy(
            () ->
                Planner.plan(
                    snapshot("*C"),
                    new Operation.ChangeOverrides("os", List.of("vim"), List.of()),
                    PlanFacts.NONE))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.LayeringUnavailable()));
    assertThatThrownBy(() -> Planner.plan(snapshot("*C"), files(Use.LAYER, "vim"), PlanFacts.NONE))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.LayeringUnavailable()));
  }

  @Test
  void without_rpm_ostree_the_origin_says_what_this_program_layers() throws StoreException {
    Plan plan =
        Planner.plan(snapshot("+D *C"), change(List.of("vim", "nano"), List.of()), PlanFacts.NONE);

    assertThat(draw(plan.after())).as("on what is staged").isEqualTo("+D.1 *C");
    assertThat(Drawing.codes(plan)).doesNotContain(Code.STAGED_DISCARDED);
    assertThat(plan.created().getFirst().origin())
        .isEqualTo(
            new Origin(
                Optional.of("far:stable"),
                Origin.Source.LAYERED_HERE,
                Optional.empty(),
                List.of("vim", "nano")));
  }

  @Test
  void a_file_is_layered_or_takes_the_place_of_what_is_delivered() throws StoreException {
    for (Use use : Use.values()) {
      Plan plan = plan("*C B", files(use, "vim"), LayerRequests.NONE);

      assertThat(draw(plan.after())).isEqualTo("+C.1 *C B");
      assertThat(plan.created().getFirst().origin().source()).isEqualTo(Origin.Source.LAYERED);
      assertThat(plan.warnings()).contains(new Warning(Code.FILES_UNCHECKED, "vim"));
      assertThat(plan.undo()).containsExactly(new Operation.DiscardStaged());
    }
  }

  @Test
  void what_came_in_files_is_taken_back_alone_unless_another_file_went_for_it()
      throws StoreException {
    assertThat(plan("+D *C", files(Use.LAYER, "nano"), VIM).undo())
        .containsExactly(change(List.of(), List.of("nano")));
    assertThat(plan("+D *C", files(Use.REPLACE, "nano"), VIM).undo())
        .containsExactly(new Operation.ChangeOverrides("os", List.of(), List.of("nano")));
    LayerRequests older = VIM.replacing(List.of("nano-1-1.noarch"));
    assertThat(plan("+D *C", files(Use.REPLACE, "nano"), older).undo()).isEmpty();
    assertThat(older.replacing(List.of("nano-2-1.noarch")).replaced())
        .containsExactly("nano-2-1.noarch");
  }

  @Test
  void a_file_for_what_is_asked_for_already_is_refused() {
    Problem overridden = new Problem.AlreadyOverridden("vim");
    refused(files(Use.LAYER, "vim"), VIM, new Problem.AlreadyLayered("vim"));
    LayerRequests local = LayerRequests.NONE.layeringFiles(List.of("vim-1-1.noarch"));
    refused(files(Use.LAYER, "vim"), local, new Problem.AlreadyLayered("vim"));
    LayerRequests out = LayerRequests.NONE.overriding(List.of("vim"), List.of());
    refused(files(Use.REPLACE, "vim"), out, overridden);
    LayerRequests same = LayerRequests.NONE.replacing(List.of("vim-2-1.noarch"));
    refused(files(Use.REPLACE, "vim"), same, overridden);
    LayerRequests far =
        new LayerRequests(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of("repo=updates", List.of("vim")),
            false);
    refused(files(Use.REPLACE, "vim"), far, overridden);
    refused(files(Use.LAYER), VIM, new Problem.UnsafeName(""));
    refused(files(Use.LAYER, "../x"), VIM, new Problem.UnsafeName("../x"));
  }

  /** Files with version 2 of these. */
  private static Operation files(Use use, String... names) {
    return new Operation.UsePackageFiles(
        "os",
        use,
        Stream.of(names)
            .map(
                name ->
                    new PackageFile(
                        "/tmp/" + name,
                        new Package(name, "2-1", "noarch", Package.Source.RPMDB),
                        commit('A')))
            .toList());
  }

  private static LayerRequests layers(String... names) {
    return LayerRequests.NONE.layering(List.of(names), List.of());
  }

  private static Operation change(List<String> install, List<String> uninstall) {
    return new Operation.ChangeLayers("os", install, uninstall);
  }

  private static void refused(Operation operation, LayerRequests asked, Problem problem) {
    assertThatThrownBy(() -> plan("*C", operation, asked))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  /** What is there is layered on A where something is asked for. */
  private static Plan plan(String before, Operation operation, LayerRequests asked)
      throws StoreException {
    PlanFacts none = PlanFacts.NONE;
    PlanFacts facts =
        new PlanFacts(
            none.commits(),
            Remotes.NONE,
            none.heads(),
            none.boot(),
            none.disk(),
            none.libostree(),
            UpdateService.RPM_OSTREE,
            asked.any() ? Map.of(commit('C'), commit('A'), commit('D'), commit('A')) : Map.of(),
            Map.of(id("C"), asked, id("+D"), asked));
    return Planner.plan(snapshot(before), operation, facts);
  }
}
