package org.understory.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.home.Folders;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageFile;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.UsePackageFiles.Use;
import org.understory.model.plan.Plan;
import org.understory.model.plan.PlanFacts;
import org.understory.model.plan.Planner;
import org.understory.model.remote.Remotes;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.store.flatpak.Flatpak;
import org.understory.test.kit.Command;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.Program;
import picocli.CommandLine;

/** What packages that are files will do is told on a terminal, and what can't be one is refused. */
final class PackageFilesTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void a_plan_names_version_and_architecture_of_what_is_in_a_file() throws Exception {
    assertThat(told(Locale.ENGLISH, plan(Use.REPLACE)))
        .contains("Replace firefox\n", "  + firefox-2:1-3.noarch\n", "doesn’t check who signed");
    assertThat(told(Locale.SIMPLIFIED_CHINESE, plan(Use.LAYER)))
        .contains("安装 firefox\n", "  + firefox-2:1-3.noarch\n", "不检查软件包文件由谁签名");
    assertThat(told(Locale.ENGLISH, plan(Use.REPLACE), "--json").replaceAll("\\s", ""))
        .contains("\"replace\":[\"firefox-2:1-3.noarch\"]", "\"code\":\"files-unchecked\"");
    assertThat(told(Locale.ENGLISH, plan(Use.LAYER), "--json").replaceAll("\\s", ""))
        .contains("\"install\":[\"firefox-2:1-3.noarch\"]");
  }

  @Test
  void what_is_no_package_is_refused_before_anything_is_planned() throws Exception {
    Path file = Files.writeString(folder.resolve("x.rpm"), "no package".repeat(20));
    String demo = DemoFixture.folder().resolve("sysroot").toString();
    for (String verb : List.of("override replace", "install")) {
      List<String> arguments = new ArrayList<>(List.of("--sysroot", demo));
      arguments.addAll(List.of(verb.split(" ")));
      arguments.addAll(List.of(file.toString(), "--yes"));
      assertThat(Program.runPlain(folder, arguments.toArray(String[]::new)))
          .returns(1, Command.Result::status)
          .extracting(Command.Result::errors)
          .asString()
          .contains("The file " + file + " is damaged");
    }
  }

  private static Plan plan(Use use) throws StoreException {
    SystemSnapshot demo = DemoFixture.snapshot();
    PlanFacts none = PlanFacts.NONE;
    PlanFacts facts =
        new PlanFacts(
            none.commits(),
            Remotes.NONE,
            none.heads(),
            none.boot(),
            none.disk(),
            none.libostree(),
            UpdateService.RPM_OSTREE,
            Map.of(),
            Map.of());
    PackageFile file =
        new PackageFile(
            "/tmp/a.rpm",
            new Package("firefox", "2:1-3", "noarch", Package.Source.RPMDB),
            new Checksum(1, 2, 3, 4));
    return Planner.plan(demo, new Operation.UsePackageFiles(demo.os(), use, List.of(file)), facts);
  }

  private String told(Locale locale, Plan plan, String... options) throws IOException {
    out.reset();
    UnderstoryCommand command = new UnderstoryCommand(folder);
    new CommandLine(command).parseArgs(options);
    Session session =
        new Session(
            new Terminal(
                InputStream.nullInputStream(),
                out,
                out,
                new Terminal.Abilities(false, false, true, true, true, false, false),
                locale,
                ZoneOffset.UTC,
                new Folders(folder, folder, folder, folder),
                new Flatpak(Map.of()),
                folder),
            command);
    ChangeOutput.of(session).planned(plan);
    session.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }
}
