package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.store.libostree.SysrootWriter;
import org.understory.store.libostree.WriterOptions;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.TestSysroot;

/** A sysroot with two deployments that does not run, and a writer that holds it. */
abstract class WriterFixture {
  static final Cancellation NEVER = new Cancellation();

  @TempDir Path temp;
  TestSysroot sysroot;
  SysrootWriter writer;

  /** Version 2 boots, then version 1. */
  @BeforeEach
  void deployTwo() throws StoreException {
    sysroot = TestSysroot.create(temp.resolve("sysroot"), "main");
    for (String version : List.of("1", "2")) {
      sysroot.commit("stable", version, "kernel");
      sysroot.admin("deploy", "--os=main", "--karg=root=LABEL=root", "stable");
    }
    writer = SysrootWriter.open(sysroot.folder(), WriterOptions.ownFolder());
  }

  @AfterEach
  void close() {
    writer.close();
  }

  static void assertRefused(ThrowingCallable work, Problem problem) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  Checksum checksum(String branch) {
    return Checksum.parse(ostree("rev-parse", branch).strip()).orElseThrow();
  }

  int fsck() {
    return Command.attempt(List.of("ostree", "fsck", "--repo=" + sysroot.repository())).status();
  }

  String ostree(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ostree"));
    command.addAll(List.of(arguments));
    command.add("--repo=" + sysroot.repository());
    return Command.run(command);
  }

  Path object(Checksum checksum, String type) {
    String hex = checksum.hex();
    return sysroot
        .repository()
        .resolve("objects/" + hex.substring(0, 2) + "/" + hex.substring(2) + "." + type);
  }

  Path folder(Deployment deployment) {
    return sysroot
        .folder()
        .resolve("ostree/deploy/main/deploy")
        .resolve(deployment.checksum().hex() + "." + deployment.serial());
  }

  Path origin(Deployment deployment) {
    Path folder = folder(deployment);
    return folder.resolveSibling(folder.getFileName() + ".origin");
  }

  List<String> arguments(int index) throws StoreException {
    return deployments().get(index).kernelArguments().arguments().stream()
        .filter(each -> !each.startsWith("ostree="))
        .toList();
  }

  List<String> ids() throws StoreException {
    return deployments().stream().map(Deployment::id).toList();
  }

  List<Deployment> deployments() throws StoreException {
    Path nowhere = temp.resolve("nowhere");
    HostFiles host = new HostFiles(nowhere, nowhere, nowhere, nowhere);
    try (Sysroot open = Sysroot.open(sysroot.folder(), host)) {
      return open.snapshot().deployments();
    }
  }
}
