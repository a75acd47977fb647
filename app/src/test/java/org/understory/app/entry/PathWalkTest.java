package org.understory.app.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

final class PathWalkTest {
  private final FakeTree tree = new FakeTree();
  private Checksum commit;

  @BeforeEach
  void a_usr_merged_system() {
    commit = tree.commit("main");
    tree.file(commit, "/usr/bin/bash", "#");
    tree.link(commit, "/usr/bin/sh", "bash");
    tree.link(commit, "/bin", "usr/bin");
    tree.link(commit, "/absolute", "/usr/bin");
    tree.link(commit, "/usr/up", "../usr/bin/");
    tree.link(commit, "/loop", "loop");
    tree.link(commit, "/far", "../../../../usr");
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/usr, /usr",
    "/usr/, /usr",
    "//usr//bin/., /usr/bin",
    "/bin, /bin",
    "/bin/bash, /usr/bin/bash",
    "/bin/sh, /usr/bin/sh",
    "/bin/sh/., /usr/bin/bash",
    "/absolute/bash, /usr/bin/bash",
    "/usr/up/bash, /usr/bin/bash",
    "/bin/.., /usr",
    "/../../usr, /usr",
    "/far/bin, /usr/bin",
    "/loop, /loop",
  })
  void leads_where_the_kernel_would_go(String typed, String found) throws StoreException {
    assertThat(PathWalk.find(tree, commit, typed).path()).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({"/nothing", "/bin/nothing", "/loop/x", "/usr/bin/bash/x"})
  void says_when_a_path_leads_nowhere(String typed) {
    StoreException thrown =
        catchThrowableOfType(StoreException.class, () -> PathWalk.find(tree, commit, typed));
    assertThat(thrown.problem()).isInstanceOf(Problem.NoSuchPath.class);
  }

  @Test
  void a_path_may_be_seen_from_a_folder() {
    assertThat(PathWalk.join("/usr", "bin")).isEqualTo("/usr/bin");
    assertThat(PathWalk.join("/usr", "/etc")).isEqualTo("/etc");
  }
}
