package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.TestSysroot;
import org.w3c.dom.Document;

/** The report on a real update that changes something of every kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReportCommandTest {
  /** A name that ends cells and tags where it is not kept from it. */
  private static final String ODD = "a|b`c<script>d";

  private Path folder;
  private TestSysroot sysroot;
  private String first;
  private String second;

  @BeforeAll
  void make() throws Exception {
    folder = Files.createTempDirectory(Path.of("/dev/shm"), "report");
    sysroot = TestSysroot.create(folder.resolve("sysroot"), "os");
    Path tree = folder.resolve("sysroot-tree");
    Path program = tree.resolve("usr/bin/" + ODD);
    sysroot.write(program, "program");
    Path status = tree.resolve("usr/lib/sysimage/dpkg/status");
    sysroot.write(status, packages("1.0"));
    first = sysroot.commit("stable", "1", "kernel");
    sysroot.admin("deploy", "--os=os", "--karg=root=LABEL=x", "--karg=quiet", "stable");
    Path etc = sysroot.folder().resolve("ostree/deploy/os/deploy/" + first + ".0/etc");
    sysroot.write(etc.resolve("example.conf"), "mine\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Command.run("chmod", "u+s", program.toString());
    sysroot.write(status, packages("1.1") + one("fresh", "2"));
    second = sysroot.commit("stable", "2", "kernel");
    sysroot.admin("deploy", "--os=os", "--karg=nomodeset", "stable");
  }

  @AfterAll
  void remove() {
    Command.run("rm", "-rf", folder.toString());
  }

  /** More than a brief report lists. */
  private static String packages(String version) {
    return IntStream.range(0, 50)
        .mapToObj(i -> one("package-%02d".formatted(i), version))
        .collect(Collectors.joining());
  }

  private static String one(String name, String version) {
    return """
        Package: %s
        Status: install ok installed
        Architecture: amd64
        Version: %s

        """
        .formatted(name, version);
  }

  @Test
  void markdown_is_brief_and_tells_of_every_kind() {
    String text = run(Locale.ENGLISH).text();

    assertThat(text)
        .startsWith("# What changes from 1 to 2\n")
        .contains("| Commit | `" + first + "` | `" + second + "` |")
        .contains("50 upgraded, 0 downgraded, 1 added, 0 removed.")
        .contains("| `fresh` | added | – | 2 |")
        .contains("| `package-00` | upgraded | 1.0 | 1.1 |")
        .contains("… and 11 more.")
        .contains("| ```` /usr/bin/a\\|b`c<script>d ```` |")
        .contains("setuid")
        .contains("In conflict: yours stays")
        .contains("| `/etc/example.conf` |")
        .contains("| Argument | – | `nomodeset` |");
    assertThat(text.lines().filter(it -> it.startsWith("|")).map(ReportCommandTest::cells))
        .as("no cell is ended by a name")
        .allMatch(cells -> cells >= 2 && cells <= 4);
    assertThat(run(Locale.ENGLISH, "--full").text())
        .contains("`package-49`")
        .doesNotContain("… and ");
    assertThat(run(Locale.SIMPLIFIED_CHINESE).text())
        .startsWith("# 从 1 到 2 的变化")
        .contains("升级 50 个");
  }

  private static int cells(String row) {
    return row.replace("\\|", "").split("\\|", -1).length - 2;
  }

  @Test
  void a_page_holds_all_and_nothing_in_it_is_a_tag_by_its_name() throws Exception {
    String page = run(Locale.ENGLISH, "--html").text();

    Document document =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    page.replace("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("h1").item(0).getTextContent())
        .isEqualTo("What changes from 1 to 2");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < document.getElementsByTagName("code").getLength(); i++) {
      names.add(document.getElementsByTagName("code").item(i).getTextContent());
    }
    assertThat(names).contains("package-49", "/usr/bin/" + ODD, "/etc/example.conf");
    assertThat(run(Locale.SIMPLIFIED_CHINESE, "--html").text()).contains("lang=\"zh-CN\"");
  }

  @Test
  void json_has_every_fact() {
    JsonNode report = run(Locale.ENGLISH, "--json").json();

    assertThat(report.at("/from/commit").asText()).isEqualTo(first);
    assertThat(report.at("/to/deployment").asText()).isEqualTo("os-" + second + ".0");
    assertThat(report.at("/packages/upgraded")).hasSize(50);
    assertThat(report.at("/packages/added/0/name").asText()).isEqualTo("fresh");
    assertThat(report.at("/security").findValuesAsText("kind")).contains("setuid-added");
    assertThat(report.at("/configuration/0/path").asText()).isEqualTo("/etc/example.conf");
    assertThat(report.at("/configuration/0/state").asText()).isEqualTo("conflict");
    assertThat(report.at("/arguments/added/0").asText()).isEqualTo("nomodeset");
    assertThat(report.at("/kernelAfter/version").asText()).isEqualTo("6.1");
    assertThat(report.at("/files/modified").asInt()).isPositive();
    assertThat(report.at("/problems")).isEmpty();
  }

  private CommandRun run(Locale language, String... options) {
    List<String> all =
        new ArrayList<>(List.of("report", first, second, "--sysroot=" + sysroot.folder()));
    all.addAll(List.of(options));
    CommandRun run = CommandRun.of(folder, CommandRun.SCRIPT, language, all.toArray(String[]::new));
    assertThat(run.status()).as(run.errors()).isZero();
    return run;
  }
}
