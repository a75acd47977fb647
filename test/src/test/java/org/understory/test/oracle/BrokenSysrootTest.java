package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.TestSysroot;

/** What is wrong with a sysroot is told, and the rest of it is shown. */
final class BrokenSysrootTest {
  @TempDir Path temp;
  private TestSysroot sysroot;

  @BeforeEach
  void deployTwo() {
    sysroot = TestSysroot.create(temp.resolve("sysroot"), "main");
    for (String version : List.of("1", "2")) {
      sysroot.commit("stable", version, "kernel");
      sysroot.admin("deploy", "--os=main", "stable");
    }
  }

  @Test
  void a_failed_finalization_is_told_in_its_own_words() throws StoreException {
    String before = snapshot().stateId();
    assertThat(snapshot().finalizationFailure()).isEmpty();
    Path stamp = sysroot.folder().resolve("boot/ostree/finalize-failure.stamp");
    sysroot.write(stamp, "error: No space left\n");
    assertThat(snapshot().finalizationFailure()).contains("error: No space left\n");
    assertThat(snapshot().stateId()).isNotEqualTo(before);
  }

  @Test
  void an_entry_that_leads_nowhere_hides_no_other() throws StoreException, IOException {
    Path entry = entries().getFirst();
    sysroot.write(entry, "version 7\noptions ostree=/ostree/boot.0/main/../../etc/0\n");
    assertThat(snapshot().deployments()).hasSize(1);
    assertThat(snapshot().problems())
        .containsExactly(new Problem.CorruptFile(entry.toString(), Flaw.MALFORMED));
  }

  @Test
  void an_origin_that_is_none_leaves_the_deployment() throws StoreException {
    Deployment first = snapshot().deployments().getFirst();
    Path origin =
        sysroot
            .folder()
            .resolve("ostree/deploy/main/deploy")
            .resolve(first.checksum().hex() + "." + first.serial() + ".origin");
    sysroot.write(origin, "no key file\n");
    assertThat(snapshot().deployments()).hasSize(2);
    assertThat(snapshot().problems())
        .containsExactly(new Problem.CorruptFile(origin.toString(), Flaw.MALFORMED));
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files =
        Files.list(sysroot.folder().resolve("boot/loader").toRealPath().resolve("entries"))) {
      return files
          .map(
              file ->
                  sysroot
                      .folder()
                      .resolve("boot")
                      .resolve(file.getParent().getParent().getFileName())
                      .resolve("entries")
                      .resolve(file.getFileName()))
          .sorted()
          .toList();
    }
  }

  private SystemSnapshot snapshot() throws StoreException {
    Path none = temp.resolve("no-host");
    try (Sysroot open = Sysroot.open(sysroot.folder(), new HostFiles(none, none, none, none))) {
      return open.snapshot();
    }
  }
}
