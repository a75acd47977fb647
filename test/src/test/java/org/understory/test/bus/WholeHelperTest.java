package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Event;
import org.understory.model.plan.Happening;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Request;
import org.understory.model.system.Deployment;
import org.understory.model.system.Label;
import org.understory.store.bus.Contract;
import org.understory.store.client.HelperClient;
import org.understory.store.engine.HelperEngine;
import org.understory.store.wire.RecordJson;
import org.understory.store.wire.SystemState;
import org.understory.store.wire.WorkerNote;
import org.understory.test.kit.BusPerson;
import org.understory.test.kit.Command;
import org.understory.test.kit.PublicKey;
import org.understory.test.kit.SystemLab;
import org.understory.test.kit.WholeLab;

/** The whole way, with nothing played but systemd: program, bus, polkit, front, worker, system. */
final class WholeHelperTest {
  private static final Cancellation NEVER = new Cancellation();

  @ParameterizedTest
  @EnumSource(SystemLab.Kind.class)
  void every_kind_of_change_comes_true_as_planned(SystemLab.Kind kind) throws Exception {
    assumeTrue(SystemLab.possible());
    try (WholeLab lab = new WholeLab(kind, false)) {
      try (HelperClient client =
          HelperClient.connect(lab.helper().lab().path("/run/dbus/system_bus_socket"))) {
        SystemState state = RecordJson.read(SystemState.class, client.state(), "the helper");
        assertThat(state.snapshot()).isEqualTo(lab.snapshot());
        assertThat(state.libostree()).isPresent();
      }
      HelperEngine engine = lab.engine();
      String staged = "main-" + lab.newest() + ".0";
      List<Operation> operations =
          List.of(
              new Operation.Pin(lab.other()),
              new Operation.Unpin(lab.other()),
              new Operation.SetLabel(lab.other(), new Label("好", "it\nworks")),
              new Operation.SetDefault(lab.running()),
              new Operation.StartOnce(Optional.of(lab.other())),
              new Operation.StartOnce(Optional.empty()),
              new Operation.EditKernelArguments(
                  lab.other(), List.of("root=LABEL=root", "a=\"b c\"")),
              new Operation.Check("stable"),
              new Operation.Upgrade("main", Checksum.parse(lab.newest()).orElseThrow()),
              new Operation.SetFinalizationLocked(true),
              new Operation.SetFinalizationLocked(false),
              new Operation.DiscardStaged(),
              new Operation.Verify(false),
              new Operation.InspectConfig(
                  lab.running(), Checksum.parse(lab.newest()).orElseThrow()),
              new Operation.Prune(),
              new Operation.AddRemote(
                  "far", "http://127.0.0.1/", true, Optional.of(PublicKey.FERN)),
              new Operation.ImportKey("far", PublicKey.FERN),
              new Operation.RemoveRemote("far"));
      List<Request> asked = new ArrayList<>();
      // The other kind of bus only passes the same messages on.
      boolean all = kind == SystemLab.Kind.DBUS_BROKER;
      for (Operation operation : all ? operations : operations.subList(0, 5)) {
        Plan plan = engine.plan(operation);
        asked.addFirst(Request.of(plan));
        List<Event> events = carryOut(engine, plan);
        assertThat(events.getFirst()).isEqualTo(new Event.Authorizing());
        assertThat(((Event.Finished) events.getLast()).outcome())
            .as("%s %s", operation, lab.helper().lab().said())
            .isInstanceOf(Outcome.Succeeded.class);
        assertThat(ids(lab.snapshot().deployments())).isEqualTo(ids(plan.after()));
        if (operation instanceof Operation.StartOnce(var id)) {
          assertThat(lab.grub().next()).isEqualTo(id.isPresent() ? "test 2 (ostree:1)" : "");
        }
        if (operation instanceof Operation.Upgrade) {
          assertThat(events).contains(new Event.Phase(Event.Step.DEPLOYING));
          assertThat(ids(plan.after())).containsExactly(staged, lab.running(), lab.other());
        }
      }
      Plan removal = engine.plan(new Operation.Remove(List.of(removable(lab))));
      assertThat(carryOut(engine, removal).getLast()).asString().contains("Freed");
      asked.addFirst(Request.of(removal));
      assertThat(ids(lab.snapshot().deployments())).containsExactly(lab.running());
      assertThat(engine.activities()).extracting(Activity::request).isEqualTo(asked);
      assertThat(engine.activities()).extracting(Activity::uid).containsOnly(0);
      assertAudited(lab.helper().lab(), engine.activities());
      assertChronicled(lab, engine);
    }
  }

  /** Others may watch a transaction, and read its properties and what was written down of it. */
  @Test
  void names_of_configuration_files_are_told_to_who_asked_for_them_alone() throws Exception {
    assumeTrue(SystemLab.possible());
    try (WholeLab lab = new WholeLab(SystemLab.Kind.DBUS_BROKER, false)) {
      String folder = lab.running().substring("main-".length());
      Path etc = lab.sysroot().folder().resolve("ostree/deploy/main/deploy/" + folder + "/etc");
      lab.sysroot().write(etc.resolve("closed/a-name"), "a-content");
      Files.setAttribute(etc.resolve("closed"), "unix:mode", 0700);
      HelperEngine engine = lab.engine();
      Plan plan =
          engine.plan(
              new Operation.InspectConfig(
                  lab.running(), Checksum.parse(lab.newest()).orElseThrow()));
      String told = carryOut(engine, plan).getLast().toString();
      SystemLab host = lab.helper().lab();
      String outcome = Files.readString(host.path("/var/lib/understory/outcome.json"));
      WorkerNote.Finished note =
          (WorkerNote.Finished) RecordJson.read(WorkerNote.class, outcome.strip(), "the note");
      String property;
      try (BusPerson bob = host.person("bob")) {
        bob.connect();
        property = new Asked(bob, Contract.TRANSACTIONS + note.id()).property("Outcome").toString();
      }

      assertThat(told)
          .contains("ConfigEntry[path=/etc/closed/a-name, state=KEPT")
          .doesNotContain("a-content");
      // The same goes to the journal.
      assertThat(property).contains("succeeded").doesNotContain("a-name");
      String log = Files.readString(host.path("/var/lib/understory/activity.jsonl"));
      assertThat(List.of(outcome, log))
          .allSatisfy(it -> assertThat(it).contains("inspect-config").doesNotContain("a-name"));
    }
  }

  /** Every request, the decision and the result are in the journal, each in fields of its own. */
  private static void assertAudited(SystemLab lab, List<Activity> done) {
    List<JsonNode> requested = lab.journal("MESSAGE_ID=96e4a212f8c74cd7924a028a5cdf3bb0");
    List<JsonNode> decided = lab.journal("MESSAGE_ID=bbe1e8367d124d8d8497c5ab70753651");
    List<JsonNode> finished = lab.journal("MESSAGE_ID=9ec07748b94d43ae92d300cea1211297");
    assertThat(requested).hasSameSizeAs(done);
    assertThat(decided).hasSameSizeAs(done);
    assertThat(finished).hasSameSizeAs(done);
    for (int i = 0; i < done.size(); i++) {
      Activity activity = done.get(done.size() - 1 - i);
      for (List<JsonNode> entries : List.of(requested, decided, finished)) {
        assertThat(text(entries.get(i), "UNDERSTORY_TRANSACTION"))
            .isEqualTo(text(requested.get(i), "UNDERSTORY_TRANSACTION"));
        assertThat(text(entries.get(i), "UNDERSTORY_REQUEST"))
            .isEqualTo(text(requested.get(i), "UNDERSTORY_REQUEST"))
            .matches("[0-9a-f]{64}");
        assertThat(text(entries.get(i), "UNDERSTORY_ACTION")).startsWith("org.understory.");
        assertThat(text(entries.get(i), "UNDERSTORY_UID")).isEqualTo("0");
        assertThat(text(entries.get(i), "SYSLOG_IDENTIFIER")).isEqualTo("understory");
        assertThat(text(entries.get(i), "PRIORITY")).isEqualTo("5");
        // Who wrote it the kernel says: the front's own user.
        assertThat(text(entries.get(i), "_UID")).isEqualTo("61000");
      }
      String before = activity.request().expectedState();
      assertThat(text(requested.get(i), "UNDERSTORY_STATE_BEFORE")).isEqualTo(before);
      assertThat(text(finished.get(i), "UNDERSTORY_STATE_BEFORE")).isEqualTo(before);
      assertThat(text(finished.get(i), "UNDERSTORY_STATE_AFTER"))
          .isEqualTo(activity.stateAfter().orElseThrow());
      assertThat(text(decided.get(i), "UNDERSTORY_DECISION")).isEqualTo("ALLOWED");
      assertThat(text(finished.get(i), "UNDERSTORY_RESULT")).contains("\"type\":\"succeeded\"");
    }
    assertThat(requested)
        .extracting(entry -> text(entry, "UNDERSTORY_OPERATION"))
        .startsWith("pin", "unpin", "set-label", "set-default");
  }

  private static String text(JsonNode entry, String field) {
    return entry.path(field).asText();
  }

  /** What libostree wrote down of this program's changes is not told as somebody else's. */
  private static void assertChronicled(WholeLab lab, HelperEngine engine) {
    assertThat(lab.helper().lab().journal("MESSAGE_ID=dd440e3e549083b63d0efc7dc15255f1"))
        .isNotEmpty();
    assertThat(engine.chronicle(new Cancellation()).gap()).isEmpty();
    assertThat(engine.chronicle(new Cancellation()).happenings())
        .singleElement()
        .isInstanceOfSatisfying(
            Happening.Start.class,
            start -> assertThat(start.ending()).isEqualTo(Happening.Ending.RUNNING));
    Command.Result deployed = lab.other("ostree", "admin", "deploy", "--os=main", "stable");
    assertThat(deployed.status()).as(deployed.errors()).isZero();
    lab.helper().lab().journal();
    assertThat(engine.chronicle(new Cancellation()).happenings())
        .filteredOn(Happening.Other.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            Happening.Other.class,
            other -> {
              assertThat(other.program()).isEqualTo("ostree");
              assertThat(other.command()).contains("ostree admin deploy --os=main stable");
              assertThat(other.uid()).hasValue(0);
            });
  }

  private static String removable(WholeLab lab) {
    return ids(lab.snapshot().deployments()).stream()
        .filter(id -> !id.equals(lab.running()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Event> carryOut(HelperEngine engine, Plan plan) {
    List<Event> events = new ArrayList<>();
    Outcome outcome = engine.carryOut(plan, events::add, NEVER);
    assertThat(events.getLast()).isEqualTo(new Event.Finished(outcome));
    return events;
  }

  private static List<String> ids(List<Deployment> deployments) {
    return deployments.stream().map(Deployment::id).toList();
  }
}
