package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.TestRepository;

/** How files differ, and who may do what: taken by {@code patch}, and made by {@code ostree}. */
final class ContentCommandTest {
  private static final String[] WORDS = {"a", "b", "", "{", "}", "key = 1", "é中", "x\r"};

  @TempDir private Path folder;
  private TestRepository repository;
  private Path tree;

  @BeforeEach
  void make_a_repository() throws IOException {
    repository = TestRepository.create(folder.resolve("repo"), "bare-user");
    tree = Files.createDirectories(folder.resolve("tree"));
  }

  @Test
  void patch_makes_the_newer_tree_out_of_the_older_one() throws IOException {
    Random random = new Random(42);
    for (int i = 0; i < 60; i++) {
      write("dir/text " + i + ".conf", lines(random, 40));
    }
    write("quo\"ted\\ é", "1\n2\n");
    write("goes", "1\n2\n");
    write("empty", "");
    write("program", "#!/bin/sh\n");
    write("moved", "a text\nthat moves\n");
    Files.write(tree.resolve("latin"), "grün\nrot\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("goes"));
    commit("A");
    Path old = checkout("A", "old");
    for (int i = 0; i < 60; i++) {
      Path file = tree.resolve("dir/text " + i + ".conf");
      Files.writeString(file, edited(Files.readString(file), random));
    }
    write("quo\"ted\\ é", "1\n3");
    Files.delete(tree.resolve("goes"));
    write("empty", "no more");
    write("comes/new", "here\n");
    Files.setPosixFilePermissions(
        tree.resolve("program"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(tree.resolve("moved"), tree.resolve("comes/moved"));
    Files.write(tree.resolve("latin"), "grün\nweiß\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.delete(tree.resolve("link"));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("empty"));
    commit("B");

    CommandRun diff = run("diff", "A", "B", "--content");
    assertThat(diff.status()).as(diff.errors()).isZero();
    Path patch = Files.write(folder.resolve("patch"), diff.output());
    Command.run("patch", "-p1", "--binary", "-s", "-d", old.toString(), "-i", patch.toString());

    assertThat(seen(old)).isEqualTo(seen(checkout("B", "new")));
  }

  @Test
  void one_changed_line_is_written_as_diff_writes_it() throws IOException {
    String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    write("a.conf", before);
    Path old = Files.writeString(folder.resolve("old.conf"), before);
    commit("A");
    write("a.conf", before.replace("5", "five"));
    commit("B");
    List<String> expected =
        Command.attempt(List.of("diff", "-u", old.toString(), tree.resolve("a.conf").toString()))
            .text()
            .lines()
            .skip(2)
            .toList();
    assertThat(run("diff", "A", "B", "--content", "/a.conf").text().lines().skip(4))
        .isEqualTo(expected);
    JsonNode file = run("diff", "A", "B", "--content", "--json").json().at("/files/0");
    assertThat(file.get("path").textValue()).isEqualTo("/a.conf");
    assertThat(file.get("kind").textValue()).isEqualTo("text");
    List<String> lines = new ArrayList<>();
    file.at("/hunks/0/lines").forEach(line -> lines.add(line.textValue()));
    assertThat(lines).isEqualTo(expected.subList(1, expected.size()));
  }

  @Test
  void a_person_gets_nothing_that_acts_on_a_terminal() throws IOException {
    write("a.conf", "x\n");
    commit("A");
    write("a.conf", "\u001b[2Jx\u202e " + "and some more words\n");
    commit("B");
    String repo = "--repo=" + repository.path();
    String text =
        CommandRun.of(
                folder, CommandRun.PERSON, Locale.ENGLISH, "diff", "A", "B", "--content", repo)
            .text();
    assertThat(text).contains("+\\x1b[2Jx\\u{202e} and").doesNotContain("\u001b[2J");
    assertThat(run("diff", "A", "B", "--content").text()).contains("+\u001b[2Jx\u202e and");
  }

  @Test
  void files_that_are_no_text_are_summarised() throws IOException {
    Files.copy(Path.of("/bin/true"), tree.resolve("program"));
    write("image.png", "\0");
    commit("A");
    Files.copy(Path.of("/bin/false"), tree.resolve("program"), StandardCopyOption.REPLACE_EXISTING);
    Files.write(
        tree.resolve("image.png"),
        "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\u0001\0\0\0\0\u0010"
            .getBytes(StandardCharsets.ISO_8859_1));
    commit("B");
    JsonNode files = run("diff", "A", "B", "--content", "--json").json().get("files");
    JsonNode program = files.get(1);
    assertThat(program.get("kind").textValue()).isEqualTo("binary");
    assertThat(program.at("/before/buildId").textValue()).isEqualTo(buildId("/bin/true"));
    assertThat(program.at("/after/buildId").textValue()).isEqualTo(buildId("/bin/false"));
    assertThat(program.at("/after/size").longValue()).isEqualTo(Files.size(Path.of("/bin/false")));
    assertThat(run("diff", "A", "B", "--content").text())
        .contains(
            "Binary files differ: /program (Program (ELF), ", buildId("/bin/true").substring(0, 12))
        .contains("PNG image, 256\u00a0×\u00a016");
  }

  @Test
  void what_gives_rights_is_collected() throws IOException {
    write("usr/bin/su", "x");
    write("usr/bin/plain", "x");
    write("usr/share/open", "x");
    commit("A");
    chmod("usr/bin/su", "4755");
    chmod("usr/share/open", "0666");
    write("usr/bin/fresh", "y");
    chmod("usr/bin/fresh", "2755");
    write("usr/bin/plain", "z");
    commit("B");
    JsonNode findings = run("diff", "A", "B", "--security", "--json").json();
    assertThat(findings.get("complete").booleanValue()).isTrue();
    List<String> found = new ArrayList<>();
    for (JsonNode it : findings.get("findings")) {
      found.add(
          it.get("path").textValue()
              + " "
              + it.get("kind").textValue()
              + " "
              + it.get("before").asText()
              + " "
              + it.get("after").asText());
    }
    assertThat(found)
        .containsExactly(
            "/usr/bin/fresh setgid-added null 2755",
            "/usr/bin/su setuid-added 0644 4755",
            "/usr/share/open world-writable 0644 0666");
    String repo = "--repo=" + repository.path();
    assertThat(
            CommandRun.of(folder, CommandRun.PERSON, Locale.ENGLISH, "diff", "A", "B", repo).text())
        .contains("Security-relevant changes: 3.");
    assertThat(run("diff", "A", "B").text()).doesNotContain("Security");
    assertThat(run("diff", "B", "A", "--security").text())
        .contains("/usr/bin/fresh    No longer runs with the rights of its group: setgid removed\n")
        .contains("/usr/share/open    No longer may everybody write it\n");
  }

  private static String buildId(String program) {
    return Command.run("readelf", "-n", program)
        .lines()
        .filter(line -> line.contains("Build ID:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  private static String lines(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most); i >= 0; i--) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append('\n');
    }
    return random.nextInt(3) > 0 ? text.toString() : text + "end";
  }

  private static String edited(String text, Random random) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      int at = random.nextInt(lines.size() + 1);
      if (at < lines.size() && random.nextBoolean()) {
        lines.remove(at);
      } else {
        lines.add(at, WORDS[random.nextInt(WORDS.length)]);
      }
    }
    return String.join("\n", lines);
  }

  /** Each file with its mode and bytes, each link with its target. */
  private static Map<String, String> seen(Path root) throws IOException {
    Map<String, String> seen = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path :
          paths.filter(it -> !Files.isDirectory(it, LinkOption.NOFOLLOW_LINKS)).toList()) {
        String what =
            Files.isSymbolicLink(path)
                ? "-> " + Files.readSymbolicLink(path)
                : PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                    + Files.readString(path, StandardCharsets.ISO_8859_1);
        seen.put(root.relativize(path).toString(), what);
      }
    }
    return seen;
  }

  private void write(String path, String text) throws IOException {
    Path file = tree.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void chmod(String path, String mode) {
    Command.run("chmod", mode, tree.resolve(path).toString());
  }

  private void commit(String branch) {
    repository.commit(branch, tree, "--owner-uid=0", "--owner-gid=0", "--no-xattrs");
  }

  private Path checkout(String branch, String name) {
    Path target = folder.resolve(name);
    repository.ostree("checkout", "-U", "--force-copy", branch, target.toString());
    return target;
  }

  private CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--repo=" + repository.path());
    return CommandRun.of(folder, all.toArray(String[]::new));
  }
}
