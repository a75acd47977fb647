package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.logind.Logind;
import org.understory.test.kit.DemoCopy;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.GrubLab;
import org.understory.test.kit.LoginStandIn;
import org.understory.test.kit.Person;
import org.understory.test.kit.PrivateBus;

/**
 * Somebody changes what starts next, and restarts: over a bus, to one who plays the login service.
 */
final class RestartJourneyTest {
  private static final String ERRORS = "org.freedesktop.";

  private final SystemSnapshot system = DemoFixture.snapshot();
  private final Deployment running = system.booted().orElseThrow();
  private final Deployment rollback = system.rollback().orElseThrow();
  private final Deployment staged =
      system.deployments().stream().filter(Deployment::staged).findFirst().orElseThrow();
  @TempDir private Path home;
  private PrivateBus bus;
  private LoginStandIn login;
  private DemoCopy demo;
  private GrubLab grub;
  private Person person;

  @BeforeEach
  void start() {
    bus = PrivateBus.start(home);
    login = LoginStandIn.on(home.resolve("bus"));
    demo = DemoCopy.make();
    grub = GrubLab.at(demo.sysroot());
    Logind known = new Logind(home.resolve("bus"));
    person =
        Person.at(
            demo.choice(),
            home,
            choice -> Optional.of(known::restart),
            "screen=system",
            "frame=0,0,1000,1000,normal");
  }

  @AfterEach
  void stop() {
    person.close();
    demo.close();
    login.close();
    bus.close();
  }

  @Test
  void a_roll_back_is_followed_by_the_restart_that_it_needs() {
    login.willSay("challenge");
    rollBack();
    person.clickOn("#toast-restart");
    person.reads("#restart-sheet", version(rollback) + " starts at the next boot");
    assertThat(login.restarts()).isEmpty();
    person.clickOn("#sheet-proceed");
    person.awaits("a restart", () -> !login.restarts().isEmpty());
    // That somebody may be asked for a password.
    assertThat(login.restarts()).containsExactly(List.of(true));
    person.seesNo("#restart-sheet");
    person.seesNo("#change-trouble .notice");
  }

  @Test
  void one_who_thinks_better_of_it_restarts_nothing() {
    rollBack();
    person.clickOn("#restart");
    person.sees("#sheet-cancel:focused");
    person.push(KeyCode.ESCAPE);
    person.seesNo("#restart-sheet");
    assertThat(login.restarts()).isEmpty();
  }

  @Test
  void who_keeps_the_computer_from_restarting_is_named_and_not_overruled() {
    login.isInhibited("shutdown", "Backup", "Copying files", "block");
    rollBack();
    restart();
    person.reads("#change-trouble", "The computer is not restarted");
    person.reads("#change-trouble", "“Backup” keeps this computer from restarting (Copying files)");
    assertThat(login.restarts()).isEmpty();
  }

  @Test
  void whoever_may_not_restart_is_told_so() {
    login.willSay("no");
    rollBack();
    restart();
    person.reads("#change-trouble", "You may not restart this computer.");
    person.clickOn("#trouble-close");
    login.willSay("challenge");
    login.willRefuse(ERRORS + "DBus.Error.AccessDenied");
    restart();
    person.reads("#change-trouble", "You may not restart this computer.");
  }

  @Test
  void without_a_login_service_the_desktops_menu_is_named() {
    login.close();
    rollBack();
    restart();
    person.reads("#change-trouble", "Use your desktop’s menu instead.");
  }

  @Test
  void another_one_starts_once_and_is_restarted_into() {
    discard();
    choose(rollback, "Start once…");
    person.reads("#sheet-title", "Start once: " + version(rollback));
    person.reads(
        "#plan-sheet",
        version(rollback)
            + " starts at the next boot only. After that "
            + version(running)
            + " starts again, as now.");
    person.clickOn("#sheet-proceed");
    person.reads("#toast", version(rollback) + " starts at the next boot only.");
    person.sees("#toast-undo");
    person.reads(card(rollback), "Starts once");
    person.reads("#next-boot", "after that " + version(running) + " starts again");
    assertThat(grub.next()).contains(version(rollback));

    person.clickOn("#toast-restart");
    person.reads("#restart-sheet", version(rollback) + " starts at the next boot only");
    person.clickOn("#sheet-proceed");
    person.awaits("a restart", () -> !login.restarts().isEmpty());
  }

  @Test
  void it_is_taken_back_from_the_toast_and_from_the_card() {
    discard();
    choose(rollback, "Start once…");
    person.clickOn("#sheet-proceed");
    person.clickOn("#toast-undo");
    person.reads("#toast", "The last change is undone.");
    assertThat(grub.next()).isEmpty();

    choose(rollback, "Start once…");
    person.clickOn("#sheet-proceed");
    person.reads(card(rollback), "Starts once");
    person.clickOn("#usual-" + place(rollback));
    person.clickOn("#sheet-proceed");
    person.reads("#toast", "The next boot starts what the boot order says.");
    person.awaits("no choice", () -> !person.words(card(rollback)).contains("Starts once"));
    assertThat(grub.next()).isEmpty();
  }

  @Test
  void beside_a_staged_update_it_is_refused_with_the_next_step() {
    choose(rollback, "Start once…");
    person.reads("#refused-sheet", version(staged) + " is staged; when it is finished at shutdown");
    person.reads("#refused-sheet", "discard what is staged");
  }

  @Test
  void what_was_chosen_elsewhere_beside_an_update_is_not_promised_and_goes_with_it() {
    String title =
        grub.menu()
            .lines()
            .filter(line -> line.startsWith("menuentry '") && line.contains(version(rollback)))
            .map(line -> line.split("'", -1)[1])
            .findFirst()
            .orElseThrow();
    grub.tool("set", "next_entry=" + title);
    assertThat(demo.snapshot().startsOnce()).isEmpty();
    assertThat(demo.snapshot().nextBoot()).contains(staged);
    discard();
    assertThat(grub.next()).isEmpty();
  }

  @Test
  void where_grub_is_set_up_otherwise_it_says_so() {
    discard();
    grub.configure("blscfg\n");
    choose(rollback, "Start once…");
    person.reads("#refused-sheet", "The boot loader here (GRUB) can’t be told");
    person.reads("#refused-sheet", "Choose it in the boot menu");
  }

  private void rollBack() {
    person.clickOn("#next-" + place(rollback));
    person.clickOn("#sheet-proceed");
    person.reads("#toast", version(rollback) + " starts next.");
  }

  private void restart() {
    person.clickOn("#restart");
    person.clickOn("#sheet-proceed");
  }

  private void discard() {
    person.clickOn("#more-" + place(staged));
    person.clickOn(".context-menu", "Discard this update…");
    person.clickOn("#sheet-proceed");
    person.reads("#toast", "is discarded.");
  }

  /** By the place that it has once nothing is staged any more. */
  private int place(Deployment deployment) {
    List<String> ids = demo.snapshot().deployments().stream().map(Deployment::id).toList();
    return ids.indexOf(deployment.id()) + 1;
  }

  private String card(Deployment deployment) {
    return "#deployment-" + place(deployment);
  }

  private void choose(Deployment deployment, String action) {
    person.clickOn("#more-" + place(deployment));
    person.clickOn(".context-menu", action);
  }

  private static String version(Deployment deployment) {
    return deployment.version().orElseThrow();
  }
}
