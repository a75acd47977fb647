package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.app.change.PlanCard;
import org.understory.app.change.Sheet;
import org.understory.app.control.Notice;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.model.history.Checksum;
import org.understory.model.operation.ServiceTask;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.Advisory;
import org.understory.model.packages.LayerRequests;
import org.understory.model.packages.Layering;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageDiff;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.plan.Ongoing;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.Halfway.Stop;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.PlanFacts;
import org.understory.model.rpmostree.CachedUpdate;
import org.understory.model.rpmostree.DaemonReport;
import org.understory.model.rpmostree.DeploymentReport;
import org.understory.model.rpmostree.UpdateDriver;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.PictureEngine;
import org.understory.test.kit.RpmDatabase;

/** What the window shows where rpm-ostree manages the updates, and how packages are chosen. */
final class RpmOstreePicturesTest {
  private static final SystemSnapshot DEMO = DemoFixture.snapshot();
  private static final Checksum OTHER = Checksum.parse("d".repeat(64)).orElseThrow();

  @TempDir private Path folder;

  static Stream<Locale> locales() {
    return Stream.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);
  }

  @ParameterizedTest
  @MethodSource("locales")
  void what_it_tells_is_shown_and_packages_are_chosen(Locale locale) throws Exception {
    RpmOstreeEngine engine = new RpmOstreeEngine();
    try (DemoWindow window = DemoWindow.build(locale, Place.SYSTEM, Background.threads())) {
      window.openDemo(engine);
      Scene scene = window.scene(1000, 800);
      PictureStyle.dress(scene, locale);
      window.awaitNodes("#daemon-update", 1);
      String update = ((Label) scene.lookup("#daemon-update")).getText();
      assertThat(update).contains("41.20260701.0", "CVE-2026-12345");
      String service = ((Label) scene.lookup("#update-service")).getText();
      assertThat(service).contains("rpm-ostree", "Zincati", "update staged: 41");
      PictureStyle.takeAll(scene, locale, "rpm-ostree-closed");
      FxHarness.run(() -> ((Button) scene.lookup("#details-1")).fire());
      window.awaitNodes(".details .mono", 1);
      assertThat(
              scene.getRoot().lookupAll(".details .mono").stream()
                  .map(node -> ((Label) node).getText()))
          .contains("vim-enhanced, htop", "bash", "firefox 140.0-1.fc42");
      PictureStyle.takeAll(scene, locale, "rpm-ostree");
      Path file = RpmDatabase.build(folder, "firefox", "142.0-1.fc42", List.of("/firefox"), "");
      FxHarness.run(() -> window.context().changes().editLayers(() -> List.of(file)));
      window.awaitNodes("#layers-other", 1);
      FxHarness.run(() -> ((Hyperlink) scene.lookup("#layers-other")).fire());
      FxHarness.run(() -> ((Hyperlink) scene.lookup("#layers-files")).fire());
      window.awaitNodes("#plan-sheet", 1);
      PictureStyle.takeAll(scene, locale, "files-plan");
      FxHarness.run(() -> ((Button) scene.lookup("#sheet-back")).fire());
      window.awaitNodes("#layers-sheet", 1);
      FxHarness.run(() -> ((Button) scene.lookup("#sheet-cancel")).fire());
      FxHarness.run(() -> ((Button) scene.lookup("#layer-packages")).fire());
      window.awaitNodes("#layers-names", 1);
      FxHarness.run(() -> ((TextField) scene.lookup("#layers-names")).setText("nano, zsh"));
      PictureStyle.takeAll(scene, locale, "layers");
      FxHarness.run(() -> ((Hyperlink) scene.lookup("#layers-other")).fire());
      FxHarness.run(() -> ((TextField) scene.lookup("#layers-names")).setText("firefox"));
      PictureStyle.takeAll(scene, locale, "overrides");
      FxHarness.run(() -> ((Hyperlink) scene.lookup("#layers-other")).fire());
      FxHarness.run(() -> ((TextField) scene.lookup("#layers-names")).setText("nano, zsh"));
      assertThat(scene.getRoot().lookupAll("#layers-there .check-box"))
          .as("the demo has none")
          .noneMatch(CheckBox.class::isInstance);
      FxHarness.run(() -> ((Button) scene.lookup("#sheet-proceed")).fire());
      window.awaitNodes("#plan-sheet", 1);
      PictureStyle.takeAll(scene, locale, "layers-plan");
      FxHarness.run(() -> ((Button) scene.lookup("#sheet-proceed")).fire());
      engine.await();
      assertThat(engine.carriedOut())
          .containsExactly(
              new Operation.ChangeLayers(DEMO.os(), List.of("nano", "zsh"), List.of()));
    }
  }

  @ParameterizedTest
  @MethodSource("locales")
  void what_another_program_has_it_do_is_watched(Locale locale) throws Exception {
    RpmOstreeEngine engine = new RpmOstreeEngine();
    try (DemoWindow window = DemoWindow.build(locale, Place.SYSTEM, Background.threads())) {
      window.openDemo(engine);
      Scene scene = window.scene(1000, 800);
      PictureStyle.dress(scene, locale);
      window.awaitNodes("#daemon-update", 1);
      FxHarness.run(
          () ->
              window
                  .context()
                  .state()
                  .notice(Optional.of(new Busy.Service(ServiceTask.UPDATE, "rpm-ostree", ""))));
      window.awaitNodes("#busy-stop", 1);
      Notice notice = (Notice) scene.lookup("#busy-banner .notice");
      assertThat(notice.lookupAll(".label").stream().map(each -> ((Label) each).getText()))
          .anySatisfy(text -> assertThat(text).contains("GNOME Software"))
          .anySatisfy(text -> assertThat(text).contains("upgrade", "Importing packages"));
      PictureStyle.takeAll(scene, locale, "rpm-ostree-others");
      FxHarness.run(() -> ((Button) scene.lookup("#busy-stop")).fire());
      while (engine.ongoing.getCount() > 0) {
        Thread.onSpinWait();
      }
      window.awaitNodes("#toast", 1);
      assertThat(scene.lookup("#busy-banner").isVisible()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("locales")
  void how_far_an_update_goes_is_chosen_where_its_plan_is_shown(Locale locale) throws Exception {
    RpmOstreeEngine engine = new RpmOstreeEngine();
    try (DemoWindow window = DemoWindow.build(locale, Place.SYSTEM, Background.threads())) {
      window.openDemo(engine);
      Scene scene = window.scene(1000, 800);
      PictureStyle.dress(scene, locale);
      window.awaitNodes("#daemon-update", 1);
      Operation update = new Operation.Rebase(DEMO.os(), "demo:fern/x86_64/next", OTHER);
      FxHarness.run(() -> window.context().changes().ask(update));
      window.awaitNodes("#change-extent-held", 1);
      FxHarness.run(() -> ((RadioButton) scene.lookup("#change-extent-held")).fire());
      while (!(window.context().changes().sheetProperty().get()
              instanceof Sheet.Planned(PlanCard card, var _)
          && card.plan().operation() instanceof Operation.Halfway)) {
        FxHarness.run(() -> {});
      }
      window.awaitNodes("#change-extent-held", 1);
      assertThat(scene.lookup("#plan-sheet").lookupAll(".label"))
          .map(node -> ((Label) node).getText())
          .as("what is held back is named as briefly as elsewhere")
          .anyMatch(text -> text.contains(OTHER.brief()))
          .noneMatch(text -> text != null && text.contains(OTHER.hex()));
      PictureStyle.takeAll(scene, locale, "extent");
      FxHarness.run(() -> ((Button) scene.lookup("#sheet-proceed")).fire());
      engine.await();
      assertThat(engine.carriedOut()).containsExactly(new Operation.Halfway(update, Stop.HELD));
    }
  }

  /** bootc knows no half of an update but one that is held back. */
  @ParameterizedTest
  @MethodSource("locales")
  void where_bootc_holds_back_that_is_the_only_choice_beside_the_whole(Locale locale)
      throws Exception {
    PictureEngine engine =
        new PictureEngine(DEMO, facts()) {
          @Override
          public UpdateService service() {
            return UpdateService.BOOTC;
          }

          @Override
          public Set<Stop> stops() {
            return Set.of(Stop.HELD);
          }
        };
    try (DemoWindow window = DemoWindow.build(locale, Place.SYSTEM, Background.threads())) {
      window.openDemo(engine);
      Scene scene = window.scene(1000, 800);
      PictureStyle.dress(scene, locale);
      Operation move = new Operation.Rebase(DEMO.os(), "demo:fern/x86_64/next", OTHER);
      FxHarness.run(() -> window.context().changes().ask(move));
      window.awaitNodes("#sheet-proceed", 1);
      assertThat(scene.lookup("#plan-extent")).as("not of a move").isNull();
      Operation update = new Operation.Upgrade(DEMO.os(), OTHER);
      FxHarness.run(() -> window.context().changes().ask(update));
      window.awaitNodes("#change-extent-held", 1);
      assertThat(scene.lookup("#change-extent-downloaded")).isNull();
      FxHarness.run(() -> ((RadioButton) scene.lookup("#change-extent-held")).fire());
      while (!(window.context().changes().sheetProperty().get()
              instanceof Sheet.Planned(PlanCard card, var _)
          && card.plan().operation() instanceof Operation.Halfway)) {
        FxHarness.run(() -> {});
      }
      window.awaitNodes("#change-extent-held", 1);
      PictureStyle.takeAll(scene, locale, "bootc-extent");
    }
  }

  /** As one that asks the daemon. */
  private static final class RpmOstreeEngine extends PictureEngine {
    RpmOstreeEngine() {
      super(DEMO, facts());
    }

    @Override
    public UpdateService service() {
      return UpdateService.RPM_OSTREE;
    }

    @Override
    public Optional<DaemonReport> report(String stateroot) throws StoreException {
      return Optional.of(REPORT);
    }

    private final CountDownLatch ongoing = new CountDownLatch(1);

    @Override
    public Optional<Ongoing> attend(Consumer<Event> events) {
      events.accept(new Event.Note("Importing packages", OptionalLong.of(62)));
      return Optional.of(
          new Ongoing() {
            @Override
            public Busy.Service busy() {
              return new Busy.Service(ServiceTask.UPDATE, "gnome-software", "upgrade");
            }

            @Override
            public Outcome await() {
              try {
                ongoing.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return new Outcome.Cancelled();
            }

            @Override
            public void cancel() {
              ongoing.countDown();
            }

            @Override
            public void close() {
              ongoing.countDown();
            }
          });
    }

    void await() {
      while (carriedOut().isEmpty()) {
        Thread.onSpinWait();
      }
    }
  }

  private static PlanFacts facts() {
    PlanFacts facts = ChangeScenes.facts();
    return new PlanFacts(
        facts.commits(),
        facts.remotes(),
        facts.heads(),
        facts.boot(),
        facts.disk(),
        facts.libostree(),
        UpdateService.RPM_OSTREE,
        Map.of(),
        Map.of());
  }

  private static final DaemonReport REPORT =
      new DaemonReport(
          DaemonReport.Policy.STAGE,
          Optional.of(
              new UpdateDriver(
                  "Zincati",
                  "zincati.service",
                  Optional.of(true),
                  Optional.of("update staged: 41.20260701.0"))),
          List.of(
              new DeploymentReport(
                  DEMO.deployments().getFirst().id(),
                  new LayerRequests(
                      List.of("vim-enhanced", "htop", "bash"),
                      List.of("scanner-1.2-3.x86_64"),
                      List.of("firefox"),
                      List.of(),
                      Map.of("repo=updates-testing", List.of("systemd", "systemd-libs")),
                      false),
                  new Layering(
                      List.of(named("vim-enhanced", ""), named("htop", "")),
                      List.of(
                          new PackageDiff.Change("systemd", "x86_64", "257-1.fc42", "258-1.fc42")),
                      List.of(named("firefox", "140.0-1.fc42")),
                      List.of("bash")),
                  Optional.of(
                      new DeploymentReport.Base(
                          OTHER, Optional.of("41.20260601.0"), OptionalLong.empty())),
                  Optional.empty(),
                  Optional.of(new DeploymentReport.Live(Optional.of(OTHER), Optional.empty())),
                  Optional.of("Version 41 gets no updates any more; move to 42."),
                  Optional.empty())),
          Optional.of(
              new CachedUpdate(
                  Optional.of(OTHER),
                  Optional.of("41.20260701.0"),
                  OptionalLong.empty(),
                  Optional.empty(),
                  Optional.of(new CachedUpdate.Packages(34, 0, 2, 1)),
                  List.of(
                      new Advisory(
                          "FEDORA-2026-1",
                          Advisory.Kind.SECURITY,
                          Advisory.Severity.CRITICAL,
                          List.of("firefox-141.0-1.fc42.x86_64"),
                          List.of("CVE-2026-12345"))),
                  Optional.empty())),
          List.of());

  private static Package named(String name, String version) {
    return new Package(name, version, "", Package.Source.PKGLIST);
  }
}
