package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.store.repo.Repository;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.TestRepository;
import org.understory.test.kit.TestSysroot;

/** Everything that a revision may be, as {@code ostree rev-parse} takes it and beyond. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RevisionResolverTest {
  private Path folder;
  private TestRepository repository;
  private List<Checksum> commits;

  /** A line of seventeen commits, so that two begin with the same digit, and one of a remote. */
  @BeforeAll
  void makeRepository(@TempDir Path temporary) throws IOException {
    folder = temporary;
    repository = TestRepository.create(folder.resolve("repo"), "archive");
    Path tree = Files.createDirectory(folder.resolve("tree"));
    commits = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      commits.add(repository.commit("os/main", tree, "--subject=" + i, "--timestamp=@" + i));
    }
    TestRepository other = TestRepository.create(folder.resolve("other"), "archive");
    other.commit("os/main", tree, "--subject=other", "--timestamp=@1");
    other.commit("only/there", tree, "--subject=there", "--timestamp=@2");
    repository.ostree("pull-local", "--remote=far", other.path().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "os/main",
        "os/main^",
        "os/main^^",
        "far:os/main",
        "far:only/there",
        "only/there",
        "far/only/there",
        "far:os/main^",
        "nothing",
        "far:nothing",
        "near:os/main",
        "os",
        "",
        "^",
        ":",
        "far:",
        ":os/main",
        "os/main:",
        "../config",
        "os/../os/main",
        "os//main"
      })
  void refs_name_what_they_name_to_ostree(String revision) {
    same(revision);
  }

  @Test
  void checksums_and_their_beginnings_name_what_they_name_to_ostree() throws StoreException {
    Checksum tip = commits.getLast();
    for (String revision :
        List.of(
            tip.hex(),
            tip.hex() + "^",
            tip.hex().substring(0, 63),
            tip.hex().substring(0, 10),
            tip.hex().substring(0, 10) + "^^",
            tip.hex().substring(0, 10).replace(tip.hex().charAt(9), 'g'))) {
      same(revision);
    }
    try (Repository open = repository.open()) {
      assertThat(open.resolve(tip.hex())).isEqualTo(tip);
      assertThat(open.resolve(tip.hex().substring(0, 10) + "^^")).isEqualTo(commits.get(14));
    }
  }

  @Test
  void a_beginning_that_several_have_is_told_with_all_of_them() {
    String digit =
        commits.stream()
            .map(it -> it.hex().substring(0, 1))
            .filter(it -> starting(it).size() > 1)
            .findFirst()
            .orElseThrow();
    assertThat(problem(digit)).isEqualTo(new Problem.AmbiguousRevision(digit, starting(digit)));
    same(digit);
  }

  private List<String> starting(String digit) {
    return commits.stream().map(Checksum::hex).filter(it -> it.startsWith(digit)).sorted().toList();
  }

  @Test
  void there_is_nothing_before_the_first_commit() throws StoreException {
    String first = "os/main" + "^".repeat(16);
    same(first);
    try (Repository open = repository.open()) {
      assertThat(open.resolve(first)).isEqualTo(commits.getFirst());
    }
    assertThat(problem(first + "^")).isEqualTo(new Problem.NoParent(first + "^"));
    assertThat(problem(first + "^^^")).isEqualTo(new Problem.NoParent(first + "^"));
    same(first + "^");
  }

  @Test
  void what_names_nothing_is_told_as_it_was_typed() {
    for (String typed :
        List.of("nothing", "nothing^", "a".repeat(64), "x".repeat(10_000), "\u0000", "é")) {
      assertThat(problem(typed)).isEqualTo(new Problem.UnknownRevision(typed));
    }
  }

  @Test
  void words_name_the_deployments_of_a_system() throws Exception {
    TestSysroot sysroot = TestSysroot.create(folder.resolve("sysroot"), "main");
    List<Checksum> deployed = new ArrayList<>();
    for (String version : List.of("1", "2", "3")) {
      deployed.add(Checksum.parse(sysroot.commit("stable", version, "kernel")).orElseThrow());
      sysroot.admin("deploy", "--retain", "--os=main", "stable");
    }
    HostFiles host = booted(sysroot, deployed.get(1));
    try (Sysroot open = Sysroot.open(sysroot.folder(), host)) {
      assertThat(open.resolve("booted")).isEqualTo(deployed.get(1));
      assertThat(open.resolve("pending")).isEqualTo(deployed.get(2));
      assertThat(open.resolve("rollback")).isEqualTo(deployed.get(0));
      assertThat(open.resolve("booted^")).isEqualTo(deployed.get(0));
      assertThat(open.resolve("pending^^")).isEqualTo(deployed.get(0));
      assertThat(open.resolve("stable^")).isEqualTo(deployed.get(1));
      assertThatThrownBy(() -> open.resolve("rollback^"))
          .isInstanceOfSatisfying(
              StoreException.class,
              it -> assertThat(it.problem()).isInstanceOf(Problem.NoParent.class));
    }
    Path none = folder.resolve("none");
    try (Sysroot open = Sysroot.open(sysroot.folder(), new HostFiles(none, none, none, none))) {
      assertThatThrownBy(() -> open.resolve("booted"))
          .isInstanceOfSatisfying(
              StoreException.class,
              it -> assertThat(it.problem()).isEqualTo(new Problem.UnknownRevision("booted")));
    }
  }

  /** A computer that runs this deployment. */
  private HostFiles booted(TestSysroot sysroot, Checksum running) throws Exception {
    Path none = folder.resolve("none");
    HostFiles host =
        new HostFiles(
            folder.resolve("root"),
            sysroot.folder(),
            folder.resolve("cmdline"),
            folder.resolve("run"));
    try (Sysroot open = Sysroot.open(sysroot.folder(), new HostFiles(none, none, none, none))) {
      for (Deployment deployment : open.snapshot().deployments()) {
        if (deployment.checksum().equals(running)) {
          String name = deployment.checksum() + "." + deployment.serial();
          Files.createSymbolicLink(
              host.root(), sysroot.folder().resolve("ostree/deploy/main/deploy/" + name));
          Files.writeString(
              host.kernelCommandLine(),
              String.join(" ", deployment.kernelArguments().arguments()) + "\n");
        }
      }
    }
    sysroot.write(host.run().resolve("ostree-booted"), "");
    return host;
  }

  private void same(String revision) {
    Command.Result expected = repository.attempt("rev-parse", "--", revision);
    String seen;
    try (Repository open = repository.open()) {
      seen = open.resolve(revision).hex();
    } catch (StoreException e) {
      seen = "";
    }
    assertThat(seen).as(revision + " " + expected.errors()).isEqualTo(expected.text());
  }

  private Problem problem(String revision) {
    List<Problem> problems = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              try (Repository open = repository.open()) {
                open.resolve(revision);
              }
            })
        .as(revision)
        .isInstanceOfSatisfying(StoreException.class, e -> problems.add(e.problem()));
    return problems.getFirst();
  }
}
