package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.PackageDiff;
import org.understory.model.packages.PackageFile;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.UsePackageFiles.Use;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Warning;
import org.understory.model.rpmostree.DeploymentReport;
import org.understory.model.system.Deployment;
import org.understory.store.packages.RpmFile;
import org.understory.store.rpmostree.DaemonCall;
import org.understory.store.rpmostree.RpmOstree;
import org.understory.test.kit.Command;
import org.understory.test.kit.RpmDatabase;
import org.understory.test.kit.RpmOstreeLab;

/**
 * Packages that are files are handed to rpm-ostree as open files, over a real bus, and it reads
 * what was planned. What of the daemon is real is said in {@code rpmostreed.py}.
 */
final class RpmOstreeFilesTest {
  private static final Outcome DONE = new Outcome.Succeeded(new Outcome.Result.Done());

  @TempDir private Path temp;

  @Test
  void packages_in_files_come_in_place_of_others_or_on_top_and_go_again() throws Exception {
    try (RpmOstreeLab lab = new RpmOstreeLab(temp)) {
      PackageFile newer = built("firefox", "1:142.0-1.fc42");
      PackageFile newest = built("firefox", "1:143.0-1.fc42");
      PackageFile none = built("none", "1-1");
      Plan plan = lab.engine().plan(use(Use.REPLACE, newer, none));
      assertThat(plan.warnings())
          .contains(new Warning(Warning.Code.FILES_UNCHECKED, "firefox, none"));
      assertThat(plan.undo()).containsExactly(new Operation.DiscardStaged());
      assertThat(lab.engine().carryOut(plan, _ -> {}, new Cancellation())).isEqualTo(DONE);
      assertThat(lab.daemon().events())
          .last()
          .asString()
          .contains("[('override-replace-local-packages', [0, 1])]");
      DeploymentReport told = first(lab);
      assertThat(told.requests().replaced())
          .containsExactly("firefox-1:142.0-1.fc42.noarch", "none-1-1.noarch");
      assertThat(told.layering().overridden())
          .as("what the version does not have has nothing to take the place of")
          .extracting(PackageDiff.Change::name, PackageDiff.Change::from, PackageDiff.Change::to)
          .containsExactly(tuple("firefox", "140.0-1.fc42", "1:142.0-1.fc42"));
      assertThat(content(lab, "firefox")).isEqualTo(sum(newer));

      // One file takes the place of another, which can't be brought back by its name.
      assertThatThrownBy(() -> lab.engine().plan(use(Use.REPLACE, newer)))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.problem()).isEqualTo(new Problem.AlreadyOverridden("firefox")));
      assertThat(lab.engine().plan(use(Use.REPLACE, newest)).undo()).isEmpty();
      assertThat(carryOut(lab, use(Use.REPLACE, newest))).isEqualTo(DONE);
      assertThat(content(lab, "firefox")).isEqualTo(sum(newest));

      PackageFile nano = built("nano", "8.5-1");
      Operation layer = use(Use.LAYER, nano);
      Operation away = new Operation.ChangeLayers("fern", List.of(), List.of("nano"));
      assertThat(lab.engine().plan(layer).undo()).containsExactly(away);
      assertThat(carryOut(lab, layer)).isEqualTo(DONE);
      assertThat(content(lab, "nano")).isEqualTo(sum(nano));
      assertThat(first(lab).requests().local()).containsExactly("nano-8.5-1.noarch");
      assertThatThrownBy(() -> lab.engine().plan(layer))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.problem()).isEqualTo(new Problem.AlreadyLayered("nano")));

      assertThat(carryOut(lab, away)).isEqualTo(DONE);
      Operation reset =
          new Operation.ChangeOverrides("fern", List.of(), List.of("firefox", "none"));
      assertThat(carryOut(lab, reset)).isEqualTo(DONE);
      Deployment running = lab.snapshot().booted().orElseThrow();
      assertThat(lab.snapshot().deployments().getFirst().checksum()).isEqualTo(running.checksum());
    }
  }

  @Test
  void a_file_that_is_another_by_now_is_not_handed_over() throws Exception {
    PackageFile planned = built("nano", "8.5-1");
    Path file = Path.of(planned.path());
    Path other = Path.of(built("nano", "8.6-1").path());
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(handOver(planned))
        .isEqualTo(new Problem.CorruptFile(planned.path(), Flaw.CHECKSUM_MISMATCH));
    Files.delete(file);
    assertThat(handOver(planned))
        .isEqualTo(new Problem.InputOutput(planned.path(), "no such file"));
    Command.run("mkfifo", planned.path());
    assertThat(handOver(planned))
        .isEqualTo(new Problem.CorruptFile(planned.path(), Flaw.MALFORMED));
  }

  /** Where no bus is: it does not come to that. */
  private Problem handOver(PackageFile file) {
    Outcome outcome =
        new RpmOstree(temp.resolve("none"), temp)
            .carryOut(
                "fern", DaemonCall.replace(List.of(file)), () -> {}, _ -> {}, new Cancellation());
    return ((Outcome.Failed) outcome).problem();
  }

  private PackageFile built(String name, String version) throws IOException, StoreException {
    return RpmFile.read(RpmDatabase.build(temp, name, version, List.of("/usr/bin/" + name), ""));
  }

  private static Operation use(Use use, PackageFile... files) {
    return new Operation.UsePackageFiles("fern", use, List.of(files));
  }

  private static Outcome carryOut(RpmOstreeLab lab, Operation operation) throws StoreException {
    return lab.engine().carryOut(lab.engine().plan(operation), _ -> {}, new Cancellation());
  }

  private static DeploymentReport first(RpmOstreeLab lab) throws StoreException {
    return lab.engine().report("fern").orElseThrow().deployments().getFirst();
  }

  private static String content(RpmOstreeLab lab, String name) throws StoreException {
    String commit = lab.snapshot().deployments().getFirst().checksum().hex();
    String repository = "--repo=" + lab.sysroot().repository();
    return Command.run("ostree", "cat", repository, commit, "/usr/lib/layered/" + name);
  }

  private static String sum(PackageFile file) {
    return Command.run("sha256sum", file.path()).substring(0, 64);
  }
}
