package org.understory.test.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.test.kit.Command;

/** What is installed for the helper says what was decided, and nothing more. */
final class SystemFilesTest {
  private static final Path SYSTEM =
      Path.of(System.getProperty("understory.root"), "resources/src/main/system");

  /** By action: who is not at the machine, who is away from it, who sits at it. */
  private static final Map<String, String> DEFAULTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("check-update", "auth_admin auth_admin yes"),
              Map.entry("upgrade", "auth_admin auth_admin auth_admin_keep"),
              Map.entry("deploy-other", "auth_admin auth_admin auth_admin"),
              Map.entry("rebase", "auth_admin auth_admin auth_admin"),
              Map.entry("rollback", "auth_admin auth_admin auth_admin_keep"),
              Map.entry("pin", "auth_admin auth_admin auth_admin_keep"),
              Map.entry("delete", "auth_admin auth_admin auth_admin"),
              Map.entry("kernel-args", "auth_admin auth_admin auth_admin"),
              Map.entry("finalization", "auth_admin auth_admin auth_admin_keep"),
              Map.entry("prune", "auth_admin auth_admin auth_admin_keep"),
              Map.entry("unlock", "auth_admin auth_admin auth_admin"),
              Map.entry("configure-remotes", "auth_admin auth_admin auth_admin"),
              Map.entry("deploy-unverified", "auth_admin auth_admin auth_admin"),
              Map.entry("inspect-config", "auth_admin auth_admin auth_admin_keep"),
              Map.entry("verify", "auth_admin auth_admin yes"),
              Map.entry("cancel-others", "auth_admin auth_admin auth_admin_keep")));

  private static final Pattern ACTION =
      Pattern.compile("<action id=\"org\\.understory\\.([^\"]+)\">(.*?)</action>", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void every_action_has_its_defaults_its_owner_and_words_in_both_languages() throws IOException {
    String policy = Files.readString(SYSTEM.resolve("org.understory.policy"));
    Map<String, String> found = new TreeMap<>();
    Matcher action = ACTION.matcher(policy);
    while (action.find()) {
      String text = action.group(2);
      String[] allow = new String[3];
      String[] who = {"any", "inactive", "active"};
      for (int i = 0; i < who.length; i++) {
        allow[i] = text.replaceFirst("(?s).*<allow_" + who[i] + ">(.*?)</.*", "$1");
      }
      found.put(action.group(1), String.join(" ", allow));
      for (String tag : List.of("message", "description")) {
        assertThat(text).containsPattern("<" + tag + ">[ -~’]+</" + tag + ">");
        assertThat(text).containsPattern("<" + tag + " xml:lang=\"zh_CN\">\\p{IsHan}[^<]+</");
      }
      assertThat(text).contains("policykit.owner\">unix-user:understory<");
    }
    assertThat(found).isEqualTo(DEFAULTS);
    assertThat(policy).as("no weak action gives a strong one").doesNotContain("imply");
    assertThat(SYSTEM.resolve("rules.d")).doesNotExist();
  }

  @Test
  void the_units_are_closed_as_far_as_was_decided() throws IOException {
    assertExposure("understory-helper.service", "1.5");
    assertExposure("understory-worker@.service", "5.0");
  }

  /** Points as systemd counts them: 0 is closed, 10 is open. */
  private void assertExposure(String unit, String limit) throws IOException {
    String text = Files.readString(SYSTEM.resolve(unit));
    // It is not installed here, and only what is there can be judged.
    Path copy = folder.resolve(unit);
    Files.writeString(copy, text.replace("/usr/lib/understory/helper", "/bin/true"));
    String points = limit.replace(".", "");
    Command.Result result =
        Command.attempt(
            List.of(
                "systemd-analyze",
                "security",
                "--no-pager",
                "--offline=yes",
                "--threshold=" + points,
                copy.toString()));
    assertThat(result.status()).as(result.text() + result.errors()).isZero();
  }
}
