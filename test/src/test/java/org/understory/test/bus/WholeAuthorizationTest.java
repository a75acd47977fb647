package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.model.plan.Operation;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.wire.RecordJson;
import org.understory.store.wire.Wish;
import org.understory.test.kit.BusAgent;
import org.understory.test.kit.BusPerson;
import org.understory.test.kit.EveryOperation;
import org.understory.test.kit.SystemLab;
import org.understory.test.kit.WholeLab;

/**
 * Who may do which real operation. The state that is named is none, so that what is allowed is
 * refused by the worker with {@code state-changed}: it was asked, and nothing changes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WholeAuthorizationTest {
  private static final String ALLOWED = "state-changed";
  private static final Path POLICY =
      Path.of(
          System.getProperty("understory.root"), "resources/src/main/system/org.understory.policy");

  private final Map<String, Integer> counts = new TreeMap<>();
  private WholeLab lab;
  private List<Operation> operations;
  private SystemSnapshot before;

  @BeforeAll
  void start() {
    assumeTrue(SystemLab.possible());
    lab = new WholeLab(SystemLab.Kind.DBUS_BROKER, false);
    operations = EveryOperation.on("main", lab.other(), lab.newest());
    before = lab.snapshot();
  }

  @AfterAll
  void stop() {
    if (lab != null) {
      assertThat(lab.snapshot()).isEqualTo(before);
      System.out.println("authorization of real operations: " + counts + ", 0 wrong");
      lab.close();
    }
  }

  private BusPerson person(String user) {
    BusPerson person = lab.helper().lab().person(user);
    person.connect();
    return person;
  }

  private static Asked begin(
      BusPerson person, Operation operation, boolean unverified, boolean interactive) {
    JsonNode answer =
        person.call(
            BusPerson.OBJECT,
            "Manager",
            "Begin",
            "ssb",
            "none",
            RecordJson.write(new Wish(operation, unverified)),
            interactive);
    assertThat(Asked.error(answer)).as(operation.toString()).isEmpty();
    return new Asked(person, answer.get("body").get(0).asText());
  }

  /** The error of the front, or the problem of the worker. */
  private static String end(Asked asked) {
    JsonNode line = asked.finished();
    String problem = line.at("/event/outcome/problem/type").asText();
    return problem.isEmpty() ? line.path("error").asText() : problem;
  }

  @Test
  @Order(1)
  void every_operation_has_an_action_that_polkit_knows() throws IOException {
    Set<String> known = new TreeSet<>();
    Pattern.compile("<action id=\"([^\"]+)\">")
        .matcher(Files.readString(POLICY))
        .results()
        .forEach(found -> known.add(found.group(1)));
    Set<String> used = new TreeSet<>();
    for (Operation operation : operations) {
      for (boolean unverified : List.of(false, true)) {
        // Nobody may call more than sixty times a second, or have more than sixty-four in all.
        try (BusPerson asker = person(unverified ? "ada" : "root")) {
          String action = begin(asker, operation, unverified, false).property("Action").asText();
          assertThat(known).as(operation.toString()).contains(action);
          used.add(action);
        }
      }
    }
    // The front asks for the one about others' work.
    known.remove("org.understory.cancel-others");
    // Only a verification without a repair has it.
    used.add("org.understory.verify");
    assertThat(used).isEqualTo(known);
  }

  @ParameterizedTest
  @Order(2)
  @CsvSource({
    "root, '', false, state-changed",
    "fay, '', true, state-changed",
    "gil, '', true, NotAuthorized",
    "bob, '', false, NotAuthorized",
    "bob, '', true, AuthenticationUnavailable",
    "hal, right, true, state-changed",
    "hal, wrong, true, NotAuthorized",
    "ada, dismissed, true, AuthenticationDismissed"
  })
  void every_operation_is_done_for_whom_it_may_be(
      String user, String agent, boolean interactive, String expected) {
    for (Operation operation : operations) {
      try (BusPerson person = person(user)) {
        BusAgent there = agent.isEmpty() ? null : lab.helper().lab().agent(person, agent);
        try {
          Asked asked = begin(person, operation, false, interactive);
          asked.start();
          assertThat(end(asked)).as("%s %s %s", user, agent, operation).isEqualTo(expected);
          counts.merge(expected.equals(ALLOWED) ? "allowed" : "refused", 1, Integer::sum);
        } finally {
          if (there != null) {
            there.close();
          }
        }
      }
    }
  }

  @Test
  @Order(3)
  void a_caller_that_disappears_gets_nothing() {
    try (BusPerson fay = person("fay")) {
      for (Operation operation : operations) {
        BusPerson bob = person("gil");
        Asked asked = begin(bob, operation, false, false);
        assertThat(asked.callBy(fay, "Watch")).isEmpty();
        bob.run(
            "begin_call",
            Map.of(
                "dest", "org.understory.Helper1",
                "path", asked.path(),
                "interface", "org.understory.Helper1.Transaction",
                "member", "Start"));
        bob.die();
        JsonNode line = asked.finishedFor(fay);
        assertThat(line.path("outcome").asText() + line.path("error").asText())
            .isIn("cancelled", "failedNotAuthorized", "failedAuthenticationUnavailable");
        counts.merge("disappeared", 1, Integer::sum);
      }
    }
  }

  @Test
  @Order(4)
  void no_other_member_and_no_other_interface_leads_to_an_operation() {
    for (Operation operation : operations) {
      // Each caller may ask sixty times a second.
      try (BusPerson root = person("root")) {
        String wish = RecordJson.write(new Wish(operation, false));
        for (String[] call :
            new String[][] {
              {"Manager", "Delete"},
              {"Transaction", "Begin"},
              {"org.freedesktop.DBus.Peer", "Begin"},
              {"org.freedesktop.DBus.Introspectable", "Begin"}
            }) {
          JsonNode answer =
              root.call(BusPerson.OBJECT, call[0], call[1], "ssb", "none", wish, false);
          assertThat(Asked.error(answer)).isEqualTo("UnknownMethod");
          counts.merge("unknown", 1, Integer::sum);
        }
      }
    }
  }
}
