package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.Test;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.PictureEngine;

/** What happened on a computer is one list, of which a part can be chosen. */
final class ActivityListTest {
  @Test
  void changes_of_all_programs_and_starts_are_listed_by_days() {
    try (DemoWindow window = open(PastDays.engine())) {
      window.awaitNodes(".activity-row", PastDays.COUNT);
      assertThat(texts(window, ".activity-title"))
          .containsSubsequence(
              "Pin 41.20260516.0", "Started 41.20260530.0", "Installed 41.20260530.0");
      assertThat(texts(window, ".activity-command"))
          .containsExactly("rpm-ostree install htop", "ostree admin undeploy 3");
      assertThat(texts(window, ".activity-row.broken-off .activity-result"))
          .allMatch(text -> text.startsWith("Ended without a shutdown; last heard of "));
      assertThat(texts(window, ".activity-group > .label"))
          .startsWith("Today", "Yesterday", "Saturday, June 13, 2026");
      assertThat(texts(window, ".activity-undo")).hasSize(2);
    }
  }

  @Test
  void only_the_starts_the_changes_or_the_applications_can_be_chosen() {
    try (DemoWindow window = open(PastDays.engine())) {
      window.awaitNodes(".activity-row", PastDays.COUNT);
      choose(window, "starts");
      assertThat(texts(window, ".activity-title")).hasSize(3).allMatch(it -> it.startsWith("Star"));
      choose(window, "starts");
      assertThat(texts(window, ".activity-title")).hasSize(3);
      choose(window, "changes");
      assertThat(texts(window, ".activity-title"))
          .hasSize(PastDays.COUNT - 5)
          .noneMatch(it -> it.startsWith("Star") || it.contains("applications"));
      choose(window, "applications");
      assertThat(texts(window, ".activity-title"))
          .containsExactly("Installed Maps", "Update 3 applications and runtimes");
      assertThat(texts(window, ".activity-result"))
          .containsExactly("With gnome-software", "Done: Notes, Photos, Weather.");
      choose(window, "all");
      assertThat(texts(window, ".activity-title")).hasSize(PastDays.COUNT);
    }
  }

  @Test
  void what_may_not_be_read_is_said_beside_what_may() {
    try (DemoWindow window = open(PastDays.withLoss())) {
      window.awaitNodes(".activity-gap", 1);
      assertThat(texts(window, ".activity-gap")).first().asString().contains("systemd-journal");
      window.awaitNodes(".activity-row", 8);
      assertThat(texts(window, ".activity-choice .filter-chip")).isEmpty();
    }
  }

  private static DemoWindow open(PictureEngine engine) {
    DemoWindow window = DemoWindow.build(Locale.ENGLISH, Place.ACTIVITY, Background.threads());
    window.openDemo(engine);
    window.scene(1280, 800);
    return window;
  }

  private static void choose(DemoWindow window, String what) {
    FxHarness.run(() -> ((ToggleButton) window.shell().lookup("#activity-show-" + what)).fire());
  }

  /** Of all labels that fit, from top to bottom. */
  private static List<String> texts(DemoWindow window, String selector) {
    return FxHarness.call(
        () ->
            window.shell().lookupAll(selector).stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .toList());
  }
}
