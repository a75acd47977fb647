package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.understory.model.history.Checksum;
import org.understory.store.repo.Repository;
import org.understory.store.repo.RepositoryMode;
import org.understory.test.kit.Command;
import org.understory.test.kit.Program;
import org.understory.test.kit.TestRepository;

/** The program reads the same where it may call no native code; the other tests let it. */
final class WithoutNativeCodeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(RepositoryMode.class)
  void every_mode_reads_the_same(RepositoryMode mode) throws Exception {
    TestRepository repository = EveryMode.create(folder.resolve("repo"), mode);
    Path tree = tree();
    String[] options = EveryMode.options(mode).toArray(String[]::new);
    repository.commit("main", tree, options);
    Files.writeString(tree.resolve("usr/new"), "new");
    Files.delete(tree.resolve("usr/empty"));
    Checksum second = repository.commit("main", tree, options);
    EveryMode.finish(repository, mode);
    assertSame(repository, second, 0);
    damage(repository, second);
    assertSame(repository, second, 1);
  }

  private Path tree() throws IOException {
    Path tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("usr/bin"));
    Files.createDirectories(tree.resolve("文件夹"));
    Files.writeString(tree.resolve("usr/bin/é"), "content");
    Files.writeString(tree.resolve("usr/empty"), "");
    Files.write(tree.resolve("文件夹/large"), new byte[300_000]);
    Files.createSymbolicLink(tree.resolve("link"), Path.of("usr/bin/é"));
    Files.createSymbolicLink(tree.resolve("long"), Path.of("x/".repeat(600)));
    return tree;
  }

  /** One file is a pipe, one is gone. */
  private static void damage(TestRepository repository, Checksum commit) throws Exception {
    String suffix;
    Checksum large;
    Checksum gone;
    try (Repository open = repository.open()) {
      suffix = open.mode() == RepositoryMode.ARCHIVE ? "filez" : "file";
      large = open.entry(commit, "/文件夹/large").checksum();
      gone = open.entry(commit, "/usr/new").checksum();
    }
    Files.delete(repository.object(large, suffix));
    Files.delete(repository.object(gone, suffix));
    Command.run(List.of("mkfifo", repository.object(large, suffix).toString()));
  }

  private void assertSame(TestRepository repository, Checksum commit, int status) {
    String repo = "--repo=" + repository.path();
    for (List<String> command :
        List.of(
            List.of("ls", "-R", commit.hex(), "--json", repo),
            List.of("diff", commit.hex() + "^", commit.hex(), repo),
            List.of("log", repo))) {
      String[] arguments = command.toArray(String[]::new);
      Command.Result expected = Program.run(folder, List.of(), Map.of(), arguments);
      Command.Result plain = Program.runPlain(folder, arguments);
      assertThat(plain.text()).isEqualTo(expected.text()).isNotEmpty();
      assertThat(plain.errors()).isEqualTo(expected.errors());
      assertThat(plain.status()).isEqualTo(expected.status());
      if (command.getFirst().equals("ls")) {
        assertThat(plain.status()).as(plain.errors()).isEqualTo(status);
      }
    }
  }
}
