package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.SysrootCommands;
import org.understory.test.kit.TestSysroot;

/** Somebody looks for the version in which something broke, on a real sysroot. */
final class BisectCommandTest {
  private static final int VERSIONS = 10;

  private final List<String> versions = new ArrayList<>();
  private Path folder = Path.of("");
  private TestSysroot sysroot = TestSysroot.of(folder);

  @BeforeEach
  void make() throws IOException {
    folder = Files.createTempDirectory(Path.of("/dev/shm"), "bisect");
    sysroot = TestSysroot.create(folder.resolve("sysroot"), "os");
    for (int i = 0; i < VERSIONS; i++) {
      versions.add(sysroot.commit("stable", "1." + i, "kernel"));
      // Or else every change would throw away what is not deployed.
      String repo = "--repo=" + sysroot.repository();
      Command.run("ostree", "refs", repo, "--create=keep/" + i, versions.getLast());
    }
    sysroot.admin("deploy", "--os=os", "--karg=root=LABEL=x", "stable");
  }

  @AfterEach
  void remove() {
    Command.run("rm", "-rf", folder.toString());
  }

  @Test
  void the_one_in_the_middle_is_deployed_until_the_first_broken_one_is_left() throws IOException {
    int broken = 6;
    JsonNode search = run("bisect", "start", versions.getFirst(), "stable");
    assertThat(search.at("/untried").asInt()).isEqualTo(VERSIONS - 2);
    int tries = search.at("/tries").asInt();
    int tried = 0;
    while (!search.at("/next").isNull()) {
      String next = search.at("/next").asText();
      JsonNode done = run("bisect", "next", "--yes");
      assertThat(done.at("/outcome/result").asText()).isEqualTo("succeeded");
      assertThat(sysroot.ids().getFirst()).isEqualTo("os-" + next + ".0");
      search = run("bisect", versions.indexOf(next) < broken ? "good" : "bad");
      tried++;
    }

    assertThat(tried).isLessThanOrEqualTo(tries);
    assertThat(search.at("/suspects")).hasSize(1);
    assertThat(search.at("/suspects/0").asText()).isEqualTo(versions.get(broken));
    assertThat(person(Locale.ENGLISH, "bisect"))
        .startsWith("1.6 (" + versions.get(broken).substring(0, 10) + ") is the first version")
        .contains("1.5 (")
        .contains("understory diff ");
    assertThat(failed("bisect", "next", "--dry-run")).isEqualTo("nothing-to-try");
    assertThat(person(Locale.ENGLISH, "bisect", "stop"))
        .contains("1.9 (" + versions.getLast().substring(0, 10) + ") ran. To go back to it:");
    assertThat(terminal().run("bisect").status()).isEqualTo(1);
  }

  @Test
  void a_wrong_answer_is_taken_back_and_a_damaged_search_can_be_ended() throws IOException {
    run("bisect", "start", versions.get(0), versions.get(8));
    run("bisect", "bad", versions.get(4));
    assertThat(run("bisect").at("/bad").asText()).isEqualTo(versions.get(4));
    assertThat(run("bisect", "undo").at("/bad").asText()).isEqualTo(versions.get(8));
    assertThat(run("bisect", "undo").at("/untried").asInt()).isEqualTo(7);

    Path file = Files.walk(folder).filter(it -> it.endsWith("bisect")).findFirst().orElseThrow();
    try (var inside = Files.list(file)) {
      Files.writeString(inside.findFirst().orElseThrow(), "{\"versions\":[]}");
    }
    assertThat(error("bisect")).contains("damaged");
    assertThat(run("bisect", "stop").at("/home").isNull()).isTrue();
    assertThat(error("bisect")).contains("No search");
  }

  @Test
  void one_that_can_not_be_tried_is_passed_over_and_the_rest_is_told() {
    run("bisect", "start", versions.get(2), versions.get(5));
    run("bisect", "skip", versions.get(3));
    assertThat(person(Locale.ENGLISH, "bisect", "status"))
        .contains("Works: 1.2 (", "Broken: 1.5 (", "Try next: 1.4 (", "It is the only one left");
    assertThat(person(Locale.SIMPLIFIED_CHINESE, "bisect")).contains("只剩这一个版本");

    JsonNode search = run("bisect", "skip", versions.get(4));
    assertThat(search.at("/next").isNull()).isTrue();
    assertThat(search.at("/suspects")).hasSize(3);
    assertThat(person(Locale.ENGLISH, "bisect")).contains("is one of these", "1.3 (", "1.5 (");
  }

  /** As on a computer that follows a branch: only what is deployed is here. */
  @Test
  void versions_that_only_the_server_has_are_found_there_and_fetched_when_they_are_tried()
      throws IOException {
    Path served = folder.resolve("served");
    Command.run("ostree", "init", "--repo=" + served, "--mode=archive");
    String here = sysroot.repository().toString();
    Command.run("ostree", "pull-local", "--repo=" + served, here, "stable", "--depth=-1");
    Command.run("ostree", "summary", "--repo=" + served, "--update");
    TestSysroot far = TestSysroot.create(folder.resolve("far"), "os");
    String repo = "--repo=" + far.repository();
    Command.run(
        "ostree", "remote", "add", repo, "--no-gpg-verify", "origin", served.toUri().toString());
    Command.run("ostree", "pull", repo, "--depth=0", "origin:stable");
    far.admin("deploy", "--os=os", "--karg=root=LABEL=x", "origin:stable");
    sysroot = far;

    assertThat(error("bisect", "start", versions.getFirst(), "origin:stable"))
        .contains("There is no commit");
    JsonNode search = run("bisect", "start", versions.getFirst(), "origin:stable", "--remote");
    assertThat(search.at("/untried").asInt()).isEqualTo(VERSIONS - 2);
    JsonNode done = run("bisect", "next", "--yes");
    assertThat(done.at("/outcome/result").asText()).isEqualTo("succeeded");
    assertThat(sysroot.ids()).contains("os-" + search.at("/next").asText() + ".0");
    assertThat(run("bisect", "good").at("/good").asText()).isEqualTo(search.at("/next").asText());
  }

  @Test
  void what_can_not_be_is_said_and_nothing_is_forgotten() {
    assertThat(error("bisect")).contains("No search for the first bad version");
    assertThat(error("bisect", "start", "stable", versions.getFirst()))
        .contains("is no later version of");
    assertThat(error("bisect", "start", "stable", "stable")).contains("is no later version of");
    run("bisect", "start", versions.get(2), versions.get(5));
    assertThat(error("bisect", "good", versions.get(5))).contains("contradicts an earlier one");
    assertThat(error("bisect", "bad", versions.get(8))).contains("not among the versions");
    assertThat(error("bisect", "good")).contains("not among the versions");
    assertThat(run("bisect").at("/good").asText()).isEqualTo(versions.get(2));
  }

  private JsonNode run(String... arguments) {
    return terminal().json(arguments);
  }

  private String failed(String... arguments) {
    return terminal().failure(arguments);
  }

  private SysrootCommands terminal() {
    return new SysrootCommands(folder, sysroot);
  }

  private String person(Locale locale, String... arguments) {
    CommandRun run = terminal().script(locale, arguments);
    assertThat(run.status()).as(run.errors()).isZero();
    return run.text();
  }

  private String error(String... arguments) {
    CommandRun run = terminal().run(arguments);
    assertThat(run.status()).isEqualTo(1);
    return run.errors();
  }
}
