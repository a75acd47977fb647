package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.understory.test.kit.Command;
import org.understory.test.kit.SysrootCommands;
import org.understory.test.kit.TestSysroot;

/** A sysroot with one deployment of the stateroot {@code os} that packages are layered on. */
abstract class LayerFixture {
  /** What {@code test/system/run} sets: the rest takes too long for every time. */
  static final String THOROUGH = "understory.base";

  abstract TestSysroot sysroot();

  abstract SysrootCommands terminal();

  /** All paths of a commit with what is known of each. */
  List<String> list(String commit) {
    return Command.run(
            "ostree", "ls", "--repo=" + sysroot().repository(), "-R", "-X", "-C", commit, "/")
        .lines()
        .toList();
  }

  /** The content of a file of a commit. */
  String cat(String commit, String path) {
    return Command.run("ostree", "cat", "--repo=" + sysroot().repository(), commit, path);
  }

  Path leftover() {
    return sysroot().folder().resolve("ostree/understory-layers");
  }

  void wholeAndTidy(String... bases) {
    Path repository = sysroot().repository();
    assertThat(Command.attempt(List.of("ostree", "fsck", "--repo=" + repository)).status())
        .isZero();
    assertThat(leftover()).doesNotExist();
    List<String> kept = new ArrayList<>();
    for (String each : bases) {
      kept.add("understory/base/" + each);
    }
    assertThat(refs().lines().filter(each -> each.startsWith("understory/")))
        .containsExactlyInAnyOrderElementsOf(kept);
  }

  JsonNode done(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--yes");
    JsonNode answer = terminal().json(all.toArray(String[]::new));
    assertThat(answer.at("/outcome/result").asText()).as(answer.toString()).isEqualTo("succeeded");
    return answer;
  }

  String failed(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--yes");
    String code = terminal().failure(all.toArray(String[]::new));
    assertThat(leftover()).doesNotExist();
    return code;
  }

  String deployed() {
    return sysroot().ids().getFirst().replaceAll("^os-|\\.\\d+$", "");
  }

  String origin() throws IOException {
    String place = sysroot().ids().getFirst().replaceAll("^os-", "");
    return Files.readString(
        sysroot().folder().resolve("ostree/deploy/os/deploy/" + place + ".origin"));
  }

  String parent(String commit) {
    return Command.run("ostree", "rev-parse", "--repo=" + sysroot().repository(), commit + "^")
        .strip();
  }

  String refs() {
    return Command.run("ostree", "refs", "--repo=" + sysroot().repository());
  }

  static Set<String> gone(Set<String> before, Set<String> after) {
    return paths(before.stream().filter(each -> !after.contains(each)).collect(Collectors.toSet()));
  }

  static Set<String> paths(Set<String> lines) {
    return lines.stream()
        .map(each -> each.replaceFirst("^[^/]* (?=/)", "").replaceFirst(" -> .*", ""))
        .collect(Collectors.toSet());
  }
}
