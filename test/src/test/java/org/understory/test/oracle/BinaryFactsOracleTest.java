package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.model.content.BinaryFacts;
import org.understory.model.content.BinaryFacts.Compressed;
import org.understory.model.content.BinaryFacts.Elf;
import org.understory.model.content.BinaryReader;
import org.understory.model.tree.Capabilities;
import org.understory.store.variant.ByteList;
import org.understory.test.kit.Command;

/** What the program tells of binary files is what the tools for them tell. */
final class BinaryFactsOracleTest {
  private static final int FILES = 40;

  @TempDir private Path folder;

  @Test
  void programs_and_libraries_are_read_as_readelf_reads_them() throws IOException {
    List<Path> files;
    try (Stream<Path> programs = Files.list(Path.of("/usr/bin"));
        Stream<Path> libraries = Files.list(Path.of("/usr/lib/x86_64-linux-gnu"))) {
      files =
          Stream.concat(programs.sorted().limit(4L * FILES), libraries.sorted().limit(4L * FILES))
              .filter(BinaryFactsOracleTest::isElf)
              .limit(2L * FILES)
              .toList();
    }
    assertThat(files).hasSizeGreaterThan(FILES);
    for (Path file : files) {
      Elf elf = (Elf) read(file);
      String told = Command.run("readelf", "-n", "-d", "-l", "-W", file.toString());
      assertThat(elf.buildId()).as(file.toString()).isEqualTo(after(told, "Build ID: "));
      assertThat(elf.interpreter())
          .isEqualTo(after(told, "program interpreter: ").map(it -> it.replace("]", "")));
      if (told.contains("Dynamic section at")) {
        int needed = (int) told.lines().filter(line -> line.contains("(NEEDED)")).count();
        assertThat(elf.libraries()).as(file.toString()).isEqualTo(OptionalInt.of(needed));
      }
      assertThat(elf.machine()).isEqualTo("x86_64");
    }
  }

  @ParameterizedTest
  @CsvSource({"gzip, GZIP, -c", "xz, XZ, -c", "zstd, ZSTD, -c", "xz, XZ, -cT2 --block-size=4000"})
  void compressed_files_say_the_size_of_their_content(
      String tool, Compressed.Format format, String options) throws IOException {
    Random random = new Random(3);
    for (int size : new int[] {0, 1, 200, 255, 256, 300, 65_791, 65_792, 100_000}) {
      byte[] content = new byte[size];
      random.nextBytes(content);
      Path file = Files.write(folder.resolve("file"), content);
      byte[] packed = Command.output(List.of("sh", "-c", tool + " " + options + " '" + file + "'"));
      assertThat(BinaryReader.read(packed, true))
          .as(tool + " " + size)
          .isEqualTo(new Compressed(format, OptionalLong.of(size)));
    }
  }

  @Test
  void capabilities_are_those_of_setcap() throws IOException {
    Path file = Files.writeString(folder.resolve("program"), "x");
    for (String text : List.of("cap_net_raw=ep", "cap_chown,cap_bpf=eip", "cap_syslog=p")) {
      Command.run("setcap", text, file.toString());
      String hex =
          after(
                  Command.run(
                      "getfattr", "-n", "security.capability", "-e", "hex", file.toString()),
                  "=0x")
              .orElseThrow();
      assertThat(Capabilities.text(new ByteList(HexFormat.of().parseHex(hex)))).hasValue(text);
    }
  }

  private static boolean isElf(Path file) {
    try {
      return Files.isRegularFile(file)
          && !Files.isSymbolicLink(file)
          && Files.size(file) < 4 << 20
          && BinaryReader.read(Files.readAllBytes(file), true) instanceof Elf;
    } catch (IOException e) {
      return false;
    }
  }

  private static BinaryFacts read(Path file) throws IOException {
    return BinaryReader.read(Files.readAllBytes(file), true);
  }

  private static Optional<String> after(String text, String mark) {
    return text.lines()
        .filter(line -> line.contains(mark))
        .map(line -> line.substring(line.indexOf(mark) + mark.length()).strip())
        .findFirst();
  }
}
