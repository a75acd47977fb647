package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageFile;
import org.understory.store.packages.RpmFile;
import org.understory.test.kit.Command;
import org.understory.test.kit.RpmDatabase;

/** What a file with a package says of itself is what rpm says of it. */
final class RpmFileTest {
  private static final String ASKED =
      "%{NAME} %|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE} %{ARCH} %{SHA256HEADER}";

  @TempDir private Path folder;

  @Test
  void a_package_is_read_as_rpm_reads_it_and_a_damaged_one_never_as_another()
      throws IOException, StoreException {
    Path plain = RpmDatabase.build(folder, "nano", "8.5-1", List.of("/usr/bin/nano"), "");
    Path epoch = RpmDatabase.build(folder, "gcc-c++", "7:1.0~rc1-2", List.of("/a"), "");
    for (Path each : List.of(plain, epoch)) {
      PackageFile file = RpmFile.read(each);
      Package content = file.content();
      assertThat(content.name() + " " + content.version() + " " + content.arch())
          .isEqualTo(rpm(each).substring(0, rpm(each).lastIndexOf(' ')));
      assertThat(rpm(each)).endsWith(" " + file.header().hex());
      assertThat(file.path()).isEqualTo(each.toString());
    }
    assertThat(RpmFile.read(epoch).nevra()).isEqualTo("gcc-c++-7:1.0~rc1-2.noarch");

    byte[] whole = Files.readAllBytes(plain);
    Random random = new Random(41);
    Path damaged = folder.resolve("damaged.rpm");
    for (int i = 0; i < 300; i++) {
      byte[] bytes = whole.clone();
      bytes[random.nextInt(4000)] ^= (byte) (1 << random.nextInt(8));
      Files.write(
          damaged, random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(900)));
      try {
        assertThat(RpmFile.read(damaged).nevra()).isNotEmpty();
      } catch (StoreException refused) {
        assertThat(refused.problem()).isInstanceOf(Problem.CorruptFile.class);
      }
    }
  }

  @Test
  void what_could_not_be_installed_is_refused() throws IOException, StoreException {
    Path rpm = RpmDatabase.build(folder, "nano", "8.5-1", List.of("/usr/bin/nano"), "");
    byte[] source = Files.readAllBytes(rpm);
    source[7] = 1;
    refused(Files.write(folder.resolve("source.rpm"), source), Flaw.MALFORMED);
    refused(Files.writeString(folder.resolve("text.rpm"), "x".repeat(200)), Flaw.MALFORMED);
    refused(Files.writeString(folder.resolve("short.rpm"), "x"), Flaw.TRUNCATED);
    refused(folder, Flaw.MALFORMED);
    byte[] large = Files.readAllBytes(rpm);
    large[96 + 12] = 0x70;
    refused(Files.write(folder.resolve("large.rpm"), large), Flaw.TOO_LARGE);
    Path gone = folder.resolve("gone.rpm");
    assertThatThrownBy(() -> RpmFile.read(List.of(rpm, gone)))
        .isInstanceOfSatisfying(
            StoreException.class,
            e ->
                assertThat(e.problem())
                    .isEqualTo(new Problem.InputOutput(gone.toString(), "no such file")));
  }

  private static void refused(Path file, Flaw flaw) {
    assertThatThrownBy(() -> RpmFile.read(file))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.CorruptFile(file.toString(), flaw)));
  }

  private static String rpm(Path file) {
    return Command.run("rpm", "-qp", "--qf", ASKED, file.toString());
  }
}
