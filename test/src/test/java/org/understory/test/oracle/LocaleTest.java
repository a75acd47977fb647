package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.test.kit.Command;
import org.understory.test.kit.Program;
import org.understory.test.kit.TestRepository;
import org.understory.test.kit.TestSysroot;

/** The launcher of the runtime image: names are UTF-8 in every locale. */
final class LocaleTest {
  @TempDir Path folder;
  private String launcher;

  /** An image whose JVM is that of the tests. */
  @BeforeEach
  void makeImage() throws IOException {
    Path template = Path.of(System.getProperty("understory.root"), "installer/src/launcher");
    launcher = script("bin/understory", Files.readString(template)).toString();
    String jvm = String.join("' '", Program.java().subList(0, Program.java().size() - 1));
    script(
        "bin/java",
        """
        #!/bin/sh
        properties=
        while [ "$1" != -m ]; do
          case $1 in -D*) properties="$properties $1" ;; esac
          shift
        done
        shift 2
        exec '%s' $properties %s "$@"
        """
            .formatted(jvm, Program.java().getLast()));
  }

  @Test
  void names_that_are_not_ascii_are_read_in_every_locale() throws IOException {
    TestRepository repository = TestRepository.create(folder.resolve("仓库"), "bare");
    Path tree = Files.createDirectories(folder.resolve("tree/é"));
    Files.writeString(tree.resolve("文件"), "内容");
    Files.createSymbolicLink(tree.resolve("链接"), Path.of("文件/ü"));
    repository.commit("os/中文", tree, "--subject=Первый");
    String repo = "--repo=" + repository.path();
    List<String> ls = List.of("ls", "-R", "os/中文", repo, "--json");
    for (List<String> command :
        List.of(ls, List.of("refs", repo), List.of("cat", "os/中文", "/文件", repo))) {
      String expected = run(Map.of("LC_ALL", "C.UTF-8"), command);
      assertThat(expected).containsAnyOf("os/中文", "内容", "\"target\":\"文件/ü\"");
      assertThat(run(Map.of("LC_ALL", "C"), command)).isEqualTo(expected);
    }
    // A locale that a person brought along from another computer.
    assertThat(run(Map.of("LC_ALL", "xx_XX.UTF-8"), ls)).contains("\"target\":\"文件/ü\"");
  }

  @Test
  void a_sysroot_may_have_names_that_are_not_ascii() {
    TestSysroot sysroot = TestSysroot.create(folder.resolve("系统"), "根");
    sysroot.commit("os/中文", "1", "kernel");
    sysroot.admin("deploy", "--os=根", "os/中文");
    List<String> status = List.of("status", "--json", "--sysroot=" + sysroot.folder());
    String expected = run(Map.of("LC_ALL", "C.UTF-8"), status);
    assertThat(expected).contains("\"stateroot\":\"根\"", "os/中文");
    assertThat(run(Map.of("LC_ALL", "C"), status)).isEqualTo(expected);
  }

  @Test
  void the_words_and_the_lines_that_are_drawn_stay_those_of_the_locale() {
    TestRepository repository = TestRepository.create(folder.resolve("repo"), "bare");
    repository.commit("main", folder.resolve("bin"));
    List<String> log = List.of("log", "--graph", "--repo=" + repository.path());
    assertThat(run(Map.of("LC_ALL", "C.UTF-8"), log)).startsWith("●");
    assertThat(run(Map.of("LC_ALL", "C"), log)).startsWith("*");
    assertThat(run(Map.of("LC_ALL", "zh_CN"), List.of("--help"))).contains("用法");
    assertThat(run(Map.of("LC_ALL", "C"), List.of("--help"))).contains("Usage");
  }

  private String run(Map<String, String> locale, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(launcher));
    command.addAll(arguments);
    Command.Result result = Command.attempt(command, Program.environment(folder, locale));
    assertThat(result.status()).as(result.errors()).isZero();
    assertThat(result.errors()).isEmpty();
    return result.text();
  }

  private Path script(String name, String text) throws IOException {
    Path script = folder.resolve(name);
    Files.createDirectories(script.getParent());
    Files.writeString(script, text);
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
