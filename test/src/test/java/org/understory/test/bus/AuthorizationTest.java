package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.test.kit.BusAgent;
import org.understory.test.kit.BusPerson;
import org.understory.test.kit.HelperLab;
import org.understory.test.kit.SystemLab;

/** Who may do what, asked of a real polkit over a real bus by real users. */
final class AuthorizationTest extends HelperFixture {
  private static final String DECIDED = "MESSAGE_ID=bbe1e8367d124d8d8497c5ab70753651";
  private static final String PREFIX = "org.understory.";
  private static final List<String> ACTIONS =
      List.of(
          "check-update",
          "upgrade",
          "deploy-other",
          "rebase",
          "rollback",
          "pin",
          "delete",
          "kernel-args",
          "finalization",
          "prune",
          "deploy-unverified",
          "unlock",
          "configure-remotes",
          "inspect-config",
          "verify");

  AuthorizationTest() {
    super(SystemLab.Kind.DBUS_BROKER, new HelperLab.Patience(0, 1000, 0));
  }

  /** What becomes of a quick piece of work for this action: the outcome, or the error in it. */
  private static String attempt(BusPerson person, String action, boolean interactive) {
    Asked asked = Asked.begin(person, PREFIX + action, "quick", interactive);
    asked.start();
    return asked.outcome();
  }

  /** Without an agent nobody can be asked, whether that is allowed or not. */
  @ParameterizedTest
  @CsvSource({
    "root, false, succeeded",
    "fay, false, succeeded",
    "fay, true, succeeded",
    "ada, false, NotAuthorized",
    "bob, false, NotAuthorized",
    "gil, false, NotAuthorized",
    "gil, true, NotAuthorized",
    "ada, true, AuthenticationUnavailable",
    "bob, true, AuthenticationUnavailable"
  })
  void without_a_password_only_root_and_whom_a_rule_allows(
      String user, boolean interactive, String outcome) {
    try (BusPerson person = person(user)) {
      for (String action : ACTIONS) {
        assertThat(attempt(person, action, interactive)).as(action).isEqualTo(outcome);
        String decision = outcome.equals("succeeded") ? "ALLOWED" : "DENIED";
        String other = outcome.equals("succeeded") ? "ALLOWED" : "UNAVAILABLE";
        assertThat(
                helper
                    .lab()
                    .awaitJournal(
                        DECIDED,
                        "UNDERSTORY_ACTION=" + PREFIX + action,
                        "UNDERSTORY_DECISION=" + decision,
                        "UNDERSTORY_DECISION=" + other))
            .allSatisfy(
                entry ->
                    assertThat(entry.path("UNDERSTORY_REQUEST").asText()).matches("[0-9a-f]{64}"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"right, succeeded", "wrong, NotAuthorized", "dismissed, AuthenticationDismissed"})
  void with_a_prompt_it_is_as_the_person_answers(String mode, String outcome) {
    for (String action : ACTIONS) {
      try (BusPerson bob = person("bob");
          BusAgent agent = helper.lab().agent(bob, mode)) {
        Asked asked = Asked.begin(bob, PREFIX + action, "quick", true);
        asked.start();
        JsonNode prompt = agent.next();
        assertThat(prompt.get("action").asText()).isEqualTo(PREFIX + action);
        assertThat(prompt.get("message").asText()).startsWith("Authentication is required to ");
        assertThat(asked.outcome()).as(action).isEqualTo(outcome);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"right, succeeded", "mistaken, NotAuthorized"})
  void a_typed_password_goes_through_pam(String password, String outcome) {
    try (BusPerson bob = person("bob");
        BusAgent typist = helper.lab().typist("bob", bob, password)) {
      assertThat(attempt(bob, "kernel-args", true)).as(helper.lab()::said).isEqualTo(outcome);
      assertThat(typist.next().get("shown").asText()).contains("Authenticating as: ada");
    }
  }

  @Test
  void an_action_that_polkit_does_not_know_is_refused_to_all_but_root() {
    try (BusPerson fay = person("fay")) {
      assertThat(attempt(fay, "../x", false)).isEqualTo("AuthenticationUnavailable");
    }
  }

  @Test
  void while_a_prompt_stands_nothing_runs_and_others_are_served() {
    try (BusPerson bob = person("bob");
        BusAgent agent = helper.lab().agent(bob, "never");
        BusPerson fay = person("fay")) {
      Asked asked = Asked.begin(bob, PREFIX + "upgrade", "quick", true);
      asked.start();
      agent.next();
      assertThat(asked.property("State").asText()).isEqualTo("authorizing");
      assertThat(attempt(fay, "upgrade", false)).isEqualTo("succeeded");
      assertThat(asked.call("Start")).isEqualTo("InvalidState");
      assertThat(asked.call("Cancel")).isEmpty();
      assertThat(asked.outcome()).isEqualTo("cancelled");
      assertThat(agent.next().get("cancelled").asBoolean()).isTrue();
    }
  }

  @Test
  void the_prompt_of_who_has_gone_is_taken_away_and_nothing_is_done() {
    try (BusPerson bob = person("bob");
        BusPerson fay = person("fay");
        BusAgent agent = helper.lab().agent(bob, "never")) {
      Asked asked = Asked.begin(bob, PREFIX + "upgrade", "quick", true);
      assertThat(asked.callBy(fay, "Watch")).isEmpty();
      asked.start();
      agent.next();
      bob.die();
      assertThat(asked.outcomeFor(fay)).isEqualTo("cancelled");
    }
  }

  /** As in CVE-2021-3560: the subject is not there any more when polkit looks. */
  @Test
  void who_leaves_right_after_asking_gets_nothing() {
    try (BusPerson fay = person("fay")) {
      for (int i = 0; i < 50; i++) {
        BusPerson bob = person("bob");
        Asked asked = Asked.begin(bob, PREFIX + "upgrade", "quick", false);
        assertThat(asked.callBy(fay, "Watch")).isEmpty();
        bob.run(
            "begin_call",
            Map.of(
                "dest", "org.understory.Helper1",
                "path", asked.path(),
                "interface", "org.understory.Helper1.Transaction",
                "member", "Start"));
        bob.die();
        assertThat(asked.outcomeFor(fay))
            .isIn("cancelled", "NotAuthorized", "AuthenticationUnavailable");
      }
    }
  }

  @Test
  void nobody_else_can_say_yes_in_the_place_of_polkit() {
    try (BusPerson bob = person("bob");
        BusAgent agent = helper.lab().agent(bob, "never");
        BusPerson mallory = person("hal")) {
      Asked asked = Asked.begin(bob, PREFIX + "upgrade", "quick", true);
      asked.start();
      agent.next();
      for (int serial = 1; serial < 200; serial++) {
        mallory.run("hostile", Map.of("kind", "reply", "code", serial, "wait", 0));
      }
      assertThat(asked.property("State").asText()).isEqualTo("authorizing");
    }
  }

  @Test
  void a_forged_signal_that_the_caller_has_gone_changes_nothing() {
    try (BusPerson bob = person("bob");
        BusAgent agent = helper.lab().agent(bob, "never");
        BusPerson mallory = person("hal")) {
      String name = bob.connect();
      Asked asked = Asked.begin(bob, PREFIX + "upgrade", "quick", true);
      asked.start();
      agent.next();
      for (String to : List.of("", "org.understory.Helper1")) {
        mallory.run(
            "emit",
            Map.of(
                "dest", to,
                "path", "/org/freedesktop/DBus",
                "interface", "org.freedesktop.DBus",
                "member", "NameOwnerChanged",
                "sig", "sss",
                "args", List.of(name, name, "")));
      }
      assertThat(asked.property("State").asText()).isEqualTo("authorizing");
    }
  }

  @Test
  void only_who_began_it_can_start_it() {
    try (BusPerson fay = person("fay");
        BusPerson another = person("fay");
        BusPerson bob = person("bob")) {
      Asked asked = Asked.begin(fay, PREFIX + "upgrade", "quick", false);
      assertThat(asked.callBy(bob, "Start")).isEqualTo("NotAuthorized");
      assertThat(asked.callBy(another, "Start")).isEqualTo("NotAuthorized");
      assertThat(asked.property("State").asText()).isEqualTo("new");
    }
  }

  @Test
  void others_work_is_stopped_only_with_permission() {
    try (BusPerson fay = person("fay");
        BusPerson bob = person("bob");
        BusPerson gil = person("gil");
        BusPerson root = person("root")) {
      Asked asked = Asked.begin(fay, PREFIX + "upgrade", "hang", false);
      asked.start();
      assertThat(asked.callBy(bob, "Cancel")).isEqualTo("NotAuthorized");
      assertThat(asked.callBy(gil, "Cancel")).isEqualTo("NotAuthorized");
      assertThat(asked.property("State").asText()).isEqualTo("running");
      assertThat(asked.callBy(root, "Cancel")).isEmpty();
      assertThat(asked.outcome()).isEqualTo("cancelled");
    }
  }

  @Test
  void nobody_can_fill_a_screen_with_prompts() {
    List<BusPerson> persons = new ArrayList<>();
    List<BusAgent> agents = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        BusPerson bob = person("bob");
        persons.add(bob);
        agents.add(helper.lab().agent(bob, "never"));
        Asked asked = Asked.begin(bob, PREFIX + "upgrade", "quick" + i, true);
        assertThat(asked.call("Start")).isEqualTo(i < 3 ? "" : "LimitsExceeded");
      }
      Asked second = Asked.begin(persons.getFirst(), PREFIX + "delete", "quick", true);
      assertThat(second.call("Start")).isEqualTo("LimitsExceeded");
    } finally {
      persons.forEach(BusPerson::close);
      agents.forEach(BusAgent::close);
    }
  }

  @Test
  void a_polkit_that_hangs_or_is_not_there_is_a_no() {
    try (BusPerson root = person("root")) {
      helper.lab().polkitd("STOP");
      try {
        assertThat(attempt(root, "upgrade", false)).isEqualTo("AuthenticationUnavailable");
      } finally {
        helper.lab().polkitd("CONT");
      }
      assertThat(attempt(root, "upgrade", false)).isEqualTo("succeeded");
    }
  }
}
