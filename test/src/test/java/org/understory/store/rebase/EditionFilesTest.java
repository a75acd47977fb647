package org.understory.store.rebase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.rebase.Edition;
import org.understory.model.rebase.MoveTarget.Kind;
import org.understory.store.repo.Repository;
import org.understory.test.kit.TestSysroot;

/** Variants that distributions and administrators have written down. */
final class EditionFilesTest {
  @TempDir private Path folder;
  private Path usr;
  private Path etc;
  private TestSysroot sysroot;

  @BeforeEach
  void make() throws IOException {
    usr = Files.createDirectories(folder.resolve("usr/share/understory/rebase.d"));
    etc = Files.createDirectories(folder.resolve("etc/understory/rebase.d"));
    sysroot = TestSysroot.create(folder.resolve("sysroot"), "test");
  }

  @Test
  void version_and_architecture_are_those_of_the_system_that_moves() throws Exception {
    write(
        usr.resolve("a.json"),
        "{'publisher':'Fern','systems':['test'],'later':{'x':[{}]},'editions':["
            + "{'name':'Moss','desktop':'KDE','branch':'fern:f/${version}/${architecture}/moss'},"
            + "{'name':'Image','image':'docker://fern.example/moss:${version}','note':7}]}");
    assertThat(found().problems()).isEmpty();
    assertThat(found().editions())
        .containsExactly(
            new Edition(
                "Fern",
                List.of("test"),
                "Moss",
                Optional.of("KDE"),
                Kind.BRANCH,
                "fern:f/1/aarch64/moss"),
            new Edition(
                "Fern",
                List.of("test"),
                "Image",
                Optional.empty(),
                Kind.IMAGE,
                "docker://fern.example/moss:1"));
  }

  @Test
  void a_file_in_etc_takes_the_place_of_one_of_its_name() throws Exception {
    write(usr.resolve("a.json"), branch("usr:a"));
    write(usr.resolve("b.json"), branch("usr:b"));
    write(usr.resolve("other.txt"), "nothing to do with it");
    write(etc.resolve("b.json"), branch("etc:b"));
    write(etc.resolve("c.json"), branch("etc:c"));
    assertThat(references()).containsExactly("usr:a", "etc:b", "etc:c");
    write(etc.resolve("a.json"), "{'editions':[]}");
    assertThat(references()).containsExactly("etc:b", "etc:c");
  }

  @Test
  void those_for_other_systems_and_with_names_that_can_not_be_are_left_out() throws Exception {
    write(
        usr.resolve("a.json"),
        "{'publisher':'P','systems':['fern'],'editions':[{'name':'n','branch':'a:b'}]}");
    write(usr.resolve("b.json"), branch("a:../b"));
    assertThat(found()).isEqualTo(new EditionFiles.Found(List.of(), List.of()));
    write(usr.resolve("a.json"), branch("a:${version}"));
    assertThat(references()).containsExactly("a:1");
    try (Repository open = Repository.open(sysroot.repository())) {
      assertThat(new EditionFiles(folder).of(open, Optional.empty(), "x").editions())
          .as("no version is known")
          .isEmpty();
    }
  }

  @Test
  void one_that_can_not_be_read_is_told_and_the_others_count() throws Exception {
    write(usr.resolve("a.json"), "no JSON");
    write(usr.resolve("b.json"), branch("usr:b"));
    Files.createDirectory(usr.resolve("c.json"));
    assertThat(references()).containsExactly("usr:b");
    assertThat(found().problems())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each).isInstanceOf(Problem.CorruptFile.class));
  }

  @Test
  void what_is_installed_with_the_program_can_be_read() throws Exception {
    Path shipped =
        Path.of(System.getProperty("understory.root"), "resources/src/main/system/rebase.d");
    try (var files = Files.list(shipped)) {
      for (Path file : files.toList()) {
        assertThat(EditionFile.parse(Files.readString(file), file.toString()))
            .as(file.toString())
            .isNotEmpty()
            .allMatch(each -> each.systems().equals(List.of("fedora")));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{} {}",
        "{'publisher':1}",
        "{'publisher':'a\\u0007'}",
        "{'publisher':'a','publisher':'b'}",
        "{'editions':[{'name':'n','branch':'a'}]}",
        "{'publisher':'a','editions':[{'branch':'a'}]}",
        "{'publisher':'a','editions':[{'name':'n'}]}",
        "{'publisher':'a','editions':[{'name':'n','branch':'a','image':'b'}]}",
        "{'publisher':'a','editions':[{'name':'n','branch':'a b'}]}",
        "{'publisher':'a','editions':{}}",
        "{'publisher':'a','systems':'b'}",
      })
  void what_is_no_such_file_is_refused(String text) {
    assertThatThrownBy(() -> EditionFile.parse(text.replace('\'', '"'), "it"))
        .isInstanceOf(StoreException.class);
  }

  private static String branch(String refspec) {
    return "{'publisher':'P','editions':[{'name':'n','branch':'" + refspec + "'}]}";
  }

  private List<String> references() throws StoreException {
    return found().editions().stream().map(Edition::reference).toList();
  }

  private EditionFiles.Found found() throws StoreException {
    String commit = sysroot.commit("stable", "1", "kernel");
    try (Repository open = Repository.open(sysroot.repository())) {
      return new EditionFiles(folder).of(open, Checksum.parse(commit), "aarch64");
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text.replace('\'', '"'));
  }
}
