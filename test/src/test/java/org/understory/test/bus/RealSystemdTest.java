package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.Label;
import org.understory.test.kit.Command;
import org.understory.test.kit.Login;
import org.understory.test.kit.PublicKey;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The helper as it is installed, started by systemd and held in by its units; prints what {@code
 * docs/helper.md} tells of times and scores.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
final class RealSystemdTest extends SystemdFixture {
  private static final String FRONT = "understory-helper.service";
  private static final String NAME = "org.understory.Helper1";
  private static final Path POLICY =
      Path.of(
          System.getProperty("understory.root"), "resources/src/main/system/org.understory.policy");
  private static final String PIN = "org.understory.pin";
  private static final int RUNS = 5;
  private static final String UNTIL_GONE =
      "until [ $(systemctl show --value --property=ActiveState $0) = inactive ]; do sleep 0.1; done";

  @Test
  @Order(1)
  void the_bus_starts_it_and_nothing_else_does() {
    assertThat(lab.run("systemctl", "is-system-running")).isEqualTo("running");
    assertThat(property("ActiveState")).isEqualTo("inactive");
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      long begin = System.nanoTime();
      assertThat(state()).contains("stateId");
      times.add(millis(begin));
      assertThat(property("ActiveState")).isEqualTo("active");
      lab.run("systemctl", "stop", FRONT);
      assertThat(property("Result")).isEqualTo("success");
    }
    print("first GetState, the front being started for it", times);
  }

  @Test
  @Order(2)
  void every_change_comes_true_as_planned() throws StoreException {
    String running = id(Deployment::booted);
    String other = id(each -> !each.booted());
    Checksum newest = Checksum.parse(lab.newest()).orElseThrow();
    for (Operation operation :
        List.of(
            new Operation.Pin(other),
            new Operation.Unpin(other),
            new Operation.SetLabel(other, new Label("好", "it\nworks")),
            new Operation.SetDefault(running),
            new Operation.EditKernelArguments(other, List.of("root=LABEL=root", "a=\"b c\"")),
            new Operation.Check("origin:stable"),
            new Operation.Upgrade("main", newest),
            new Operation.SetFinalizationLocked(true),
            new Operation.SetFinalizationLocked(false),
            new Operation.DiscardStaged(),
            new Operation.ChangeLayers("main", List.of("moss"), List.of()),
            new Operation.DiscardStaged(),
            new Operation.Verify(false),
            new Operation.Prune(),
            new Operation.AddRemote("far", "http://127.0.0.1/", true, Optional.of(PublicKey.FERN)),
            new Operation.ImportKey("far", PublicKey.FERN),
            new Operation.RemoveRemote("far"),
            new Operation.Remove(List.of(other)),
            new Operation.Deploy("main", newest),
            new Operation.DiscardStaged())) {
      succeeds(operation);
    }
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      Plan plan =
          lab.engine().plan(i % 2 == 0 ? new Operation.Pin(running) : new Operation.Unpin(running));
      long begin = System.nanoTime();
      assertThat(carryOut(plan)).isInstanceOf(Outcome.Succeeded.class);
      times.add(millis(begin));
    }
    print("a pin, from the yes to the end", times);
    succeeds(new Operation.Unpin(running));
    String uid = lab.run("id", "-u", "understory");
    assertThat(lab.run("journalctl", "_UID=" + uid, "UNDERSTORY_ACTION=" + PIN))
        .contains("decided", "finished");
    assertThat(lab.run("sh", "-c", "touch /sysroot/a /boot/a 2>&1 || true"))
        .as("for all others they are as they were")
        .contains("/sysroot/a': Read-only", "/boot/a': Read-only");
  }

  @Test
  @Order(2)
  void layers_come_from_where_the_etc_that_runs_says_and_only_root_may() throws StoreException {
    String sources = "/etc/apt/sources.list.d/own.list";
    Operation install = new Operation.ChangeLayers("main", List.of("moss"), List.of());
    lab.run("sh", "-c", "echo 'deb file:/nowhere ./' > $0; chmod 0666 $0", sources);
    assertThat(carryOut(lab.engine().plan(install)))
        .isEqualTo(new Outcome.Failed(new Problem.SettingOpen(sources)));
    lab.run("chmod", "0644", sources);
    assertThat(carryOut(lab.engine().plan(install)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            it -> assertThat(it.problem()).isInstanceOf(Problem.PackageSourcesFailed.class));
    lab.run("rm", sources);
  }

  @Test
  @Order(3)
  void polkit_tells_who_sits_at_the_computer() throws Exception {
    DocumentBuilderFactory reader = DocumentBuilderFactory.newInstance();
    reader.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    NodeList actions =
        reader.newDocumentBuilder().parse(POLICY.toFile()).getElementsByTagName("action");
    // Of two people at one seat the last to come is in front.
    try (Login behind = lab.atSeat("ada");
        Login front = lab.atSeat("bob");
        Login far = lab.fromAfar("bob")) {
      for (int i = 0; i < actions.getLength(); i++) {
        Element action = (Element) actions.item(i);
        String id = action.getAttribute("id");
        assertThat(answer(behind, id)).as(id).isEqualTo(text(action, "allow_inactive"));
        assertThat(answer(front, id)).as(id).isEqualTo(text(action, "allow_active"));
        assertThat(answer(far, id)).as(id).isEqualTo(text(action, "allow_any"));
      }
    }
  }

  private static String text(Element action, String name) {
    return action.getElementsByTagName(name).item(0).getTextContent();
  }

  private static String answer(Login login, String action) {
    Command.Result answer = login.run("pkcheck --action-id " + action + " --process $$");
    return switch (answer.status()) {
      case 0 -> "yes";
      case 2 -> answer.text().contains("retains") ? "auth_admin_keep" : "auth_admin";
      default -> answer.text();
    };
  }

  @Test
  @Order(4)
  void ordinary_people_use_it_from_where_they_are() {
    try (Login bob = lab.atSeat("bob");
        Login far = lab.fromAfar("ada")) {
      assertThat(bob.run("understory verify --yes").status()).as("no password").isZero();
      Command.Result nobody = far.run("understory verify --yes < /dev/null");
      assertThat(nobody.text()).contains("Nobody could ask you for a password");
      assertThat(nobody.status()).isEqualTo(1);
      Command.Result wrong = bob.run("understory pin booted --yes", "wrong");
      assertThat(wrong.text()).contains("Authenticating as: ada", "You are not allowed to do this");
      assertThat(wrong.status()).isEqualTo(1);
      assertThat(bob.run("understory pin booted --yes", "right").text()).contains("pinned");
      assertThat(far.run("understory unpin booted --yes", "right").status()).isZero();
      assertThat(people(far.run("understory activity").text())).startsWith("ada", "bob", "bob");
    }
  }

  /** Who did what is told, the last first; what is told besides is left out. */
  private static Stream<String> people(String activity) {
    return activity
        .lines()
        .flatMap(line -> Stream.of(line.split(" {2,}")).skip(1).limit(1))
        .filter(List.of("ada", "bob")::contains);
  }

  @Test
  @Order(5)
  void a_front_that_is_killed_comes_back_and_tells_the_end() throws StoreException {
    Plan plan = lab.engine().plan(new Operation.Verify(false));
    String before = property("MainPID");
    assertThat(carryOut(plan, "systemctl", "kill", "--signal=KILL", FRONT))
        .isInstanceOf(Outcome.Succeeded.class);
    assertThat(property("ActiveState")).isEqualTo("active");
    assertThat(property("MainPID")).isNotEqualTo(before);
  }

  @ParameterizedTest
  @Order(6)
  @CsvSource({"KILL, LOST", "TERM, CANCELLED"})
  void a_worker_that_is_ended_leaves_the_system_whole(String signal, String end)
      throws StoreException {
    List<Deployment> before = lab.snapshot().deployments();
    Plan plan = lab.engine().plan(new Operation.Verify(false));
    Outcome outcome =
        carryOut(plan, "systemctl", "kill", "--signal=" + signal, "understory-worker@*.service");
    assertThat(outcome)
        .isEqualTo(end.equals("LOST") ? new Outcome.Lost() : new Outcome.Cancelled(false));
    assertThat(lab.snapshot().deployments()).isEqualTo(before);
    succeeds(new Operation.SetLabel(id(Deployment::booted), new Label(signal, "")));
  }

  @Test
  @Order(7)
  void it_leaves_when_nobody_calls_and_is_no_failure() {
    String folder = "/run/systemd/system/" + FRONT + ".d";
    lab.run("mkdir", folder);
    lab.run(
        "sh",
        "-c",
        "printf '[Service]\\nExecStart=\\nExecStart=/usr/lib/understory/helper front 1\\n' > $0/a.conf",
        folder);
    lab.run("systemctl", "daemon-reload");
    lab.run("systemctl", "stop", FRONT);
    state();
    lab.run("timeout", "30", "sh", "-c", UNTIL_GONE, FRONT);
    assertThat(property("Result")).isEqualTo("success");
    assertThat(state()).as("and comes again").contains("stateId");
    lab.run("rm", "-r", folder);
    lab.run("systemctl", "daemon-reload");
  }

  @ParameterizedTest
  @Order(8)
  @CsvSource({"helper, 1.5", "worker@1, 5.0", "unlocker@1, 6.0", "bootc@1, 8.0"})
  void its_units_hold_it_in(String unit, double limit) {
    String told = lab.run("systemd-analyze", "security", "understory-" + unit + ".service");
    Matcher score = Pattern.compile("exposure level for \\S+: ([0-9.]+)").matcher(told);
    assertThat(score.find()).isTrue();
    System.out.println("systemd-analyze security " + unit + ": " + score.group(1));
    assertThat(Double.parseDouble(score.group(1))).isLessThanOrEqualTo(limit);
  }

  @Test
  @Order(9)
  void an_unlocked_system_can_be_written_by_all_until_it_restarts() throws StoreException {
    assertThat(lab.attempt("touch", "/usr/lib/written").errors()).contains("Read-only");
    try (Login bob = lab.atSeat("bob")) {
      Command.Result unlocked = bob.run("understory unlock --yes", "right");
      assertThat(unlocked.status()).as(unlocked.text()).isZero();
    }
    lab.run("systemd-run", "--wait", "--quiet", "touch", "/usr/lib/written");
    assertThat(lab.run("ls", "/usr/lib/written")).isEqualTo("/usr/lib/written");
    assertThat(lab.run("ostree", "admin", "status")).contains("Unlocked: development");
    assertThat(lab.attempt("touch", "/sysroot/a").errors()).contains("Read-only");
    succeeds(new Operation.Pin(id(Deployment::booted)));
    lab.shutDown();
    lab.boot(0);
    assertThat(lab.attempt("touch", "/usr/lib/written").errors()).contains("Read-only");
  }

  @Test
  @Order(10)
  void who_sits_at_it_restarts_it_and_whoever_blocks_that_is_named() {
    try (Login far = lab.fromAfar("bob")) {
      assertThat(far.run("understory restart --yes").text()).contains("You may not restart");
    }
    try (Login bob = lab.atSeat("bob")) {
      bob.run(
          "systemd-inhibit --what=shutdown --mode=block --who=Backup --why=Copying"
              + " sh -c 'touch /tmp/held; exec sleep 60' & until [ -e /tmp/held ]; do :; done");
      assertThat(bob.run("understory restart --yes").text()).contains("Backup", "Copying");
      bob.run("kill %1; wait");
      bob.begin("understory restart --yes");
      lab.awaitRestart();
    }
    assertThat(lab.run("systemctl", "is-system-running", "--wait")).isEqualTo("running");
  }

  @Test
  @Order(11)
  void what_is_staged_runs_after_a_clean_restart() throws StoreException {
    succeeds(new Operation.Upgrade("main", Checksum.parse(lab.newest()).orElseThrow()));
    assertThat(lab.attempt("ls", "/usr/lib/version-3").status()).isNotZero();
    lab.shutDown();
    lab.boot(0);
    lab.run("ls", "/usr/lib/version-3");
    assertThat(lab.snapshot().booted().orElseThrow().version()).contains("3");
    assertThat(lab.run("understory", "activity")).contains("3");
  }

  @Test
  @Order(12)
  void a_hotfix_keeps_a_copy_to_go_back_to() throws StoreException {
    succeeds(new Operation.Unlock(Unlocked.HOTFIX));
    lab.run("systemd-run", "--wait", "--quiet", "touch", "/usr/lib/written");
    assertThat(lab.run("ls", "/usr/lib/written")).isEqualTo("/usr/lib/written");
    assertThat(lab.run("ostree", "admin", "status")).contains("Unlocked: hotfix");
    assertThat(lab.run("ostree", "fsck")).contains("no errors found");
  }

  private String state() {
    return lab.run(
        "busctl", "call", NAME, "/org/understory/Helper1", NAME + ".Manager", "GetState");
  }

  private String property(String name) {
    return lab.run("systemctl", "show", "--value", "--property=" + name, FRONT);
  }

  private String id(Predicate<Deployment> which) {
    return lab.snapshot().deployments().stream()
        .filter(which)
        .map(Deployment::id)
        .findFirst()
        .orElseThrow();
  }

  private void succeeds(Operation operation) throws StoreException {
    Plan plan = lab.engine().plan(operation);
    assertThat(carryOut(plan))
        .as(() -> operation + lab.journal())
        .isInstanceOf(Outcome.Succeeded.class);
    List<Deployment> now = lab.snapshot().deployments();
    if (operation instanceof Operation.ChangeLayers(var _, var packages, var _)) {
      assertThat(now.getFirst().origin().layers()).isEqualTo(packages);
      assertThat(ids(now.subList(1, now.size())))
          .as("the commit of the first is made only then")
          .isEqualTo(ids(plan.after().subList(1, now.size())));
    } else {
      assertThat(ids(now)).isEqualTo(ids(plan.after()));
    }
  }

  private static List<String> ids(List<Deployment> deployments) {
    return deployments.stream().map(Deployment::id).toList();
  }

  /** Carries it out, and runs a command when it says what it does. */
  private Outcome carryOut(Plan plan, String... meanwhile) {
    List<Event> phases = new ArrayList<>();
    return lab.engine()
        .carryOut(
            plan,
            event -> {
              if (event instanceof Event.Phase && phases.isEmpty() && meanwhile.length > 0) {
                phases.add(event);
                lab.run(meanwhile);
              }
            },
            new Cancellation());
  }

  private static long millis(long since) {
    return (System.nanoTime() - since) / 1_000_000;
  }

  private static void print(String what, List<Long> times) {
    Collections.sort(times);
    System.out.printf(
        "%s: %d ms at least, %d ms median%n", what, times.getFirst(), times.get(times.size() / 2));
  }
}
