package org.understory.store.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.variant.VariantException;

/** Objects look the same through the C library and through java.nio. */
@Timeout(20)
final class ObjectFilesTest {
  private static final Checksum OBJECT = Checksum.parse("a1".repeat(32)).orElseThrow();
  private static final String SUFFIX = "file";

  @TempDir Path folder;

  private ObjectFiles files(boolean nativeCode) {
    return nativeCode ? new NativeObjectFiles(folder) : new NioObjectFiles(folder);
  }

  private Path object() throws IOException {
    Path path = folder.resolve(Location.name(OBJECT, SUFFIX));
    Files.createDirectories(path.getParent());
    return path;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_file_is_read_whole_or_from_its_start(boolean nativeCode) throws Exception {
    ObjectFiles files = files(nativeCode);
    byte[] content = new byte[200_000];
    new Random(1).nextBytes(content);
    Files.write(object(), content);
    assertThat(files.read(OBJECT, SUFFIX, content.length)).isEqualTo(content);
    assertThat(files.start(OBJECT, SUFFIX, 100)).isEqualTo(Arrays.copyOf(content, 100));
    assertThat(files.start(OBJECT, SUFFIX, 1 << 20)).isEqualTo(content);
    FileFormat.Stat stat = files.stat(OBJECT, SUFFIX);
    assertThat(stat).isEqualTo(FileFormat.stat(object()));
    assertThat(stat.size()).isEqualTo(content.length);
    assertFlaw(Flaw.TOO_LARGE, () -> files.read(OBJECT, SUFFIX, content.length - 1));
    Files.write(object(), new byte[0]);
    assertThat(files.read(OBJECT, SUFFIX, 10)).isEmpty();
    assertThat(files.start(OBJECT, SUFFIX, 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void what_is_missing_is_told_as_missing(boolean nativeCode) {
    ObjectFiles files = files(nativeCode);
    assertThatThrownBy(() -> files.stat(OBJECT, SUFFIX)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> files.read(OBJECT, SUFFIX, 1)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> files.start(OBJECT, SUFFIX, 1))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> files.meta(OBJECT, SUFFIX)).isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void only_regular_files_are_read_and_links_not_followed(boolean nativeCode) throws Exception {
    ObjectFiles files = files(nativeCode);
    Path target = Files.writeString(folder.resolve("target"), "content");
    Files.createSymbolicLink(object(), target);
    assertThat(files.stat(OBJECT, SUFFIX)).isEqualTo(FileFormat.stat(object()));
    assertNotRegular(files);
    Files.delete(object());
    Files.createDirectory(object());
    assertNotRegular(files);
    Files.delete(object());
    assertThat(new ProcessBuilder("mkfifo", object().toString()).start().waitFor()).isZero();
    assertNotRegular(files);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void the_attribute_is_read_whatever_its_length(boolean nativeCode) throws Exception {
    ObjectFiles files = files(nativeCode);
    Files.writeString(object(), "content");
    assertThatThrownBy(() -> files.meta(OBJECT, SUFFIX)).isInstanceOf(IOException.class);
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(object(), UserDefinedFileAttributeView.class);
    for (int length : List.of(0, 12, 512, 513, 2000)) {
      byte[] value = new byte[length];
      new Random(length).nextBytes(value);
      view.write("ostreemeta", ByteBuffer.wrap(value));
      assertThat(files.meta(OBJECT, SUFFIX)).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_folder_is_listed_with_what_each_file_takes(boolean nativeCode) throws Exception {
    ObjectFiles files = files(nativeCode);
    int number = 0xa1;
    assertThatThrownBy(() -> files.list(number, (_, _, _) -> {}))
        .isInstanceOf(NoSuchFileException.class);
    Path a1 = Files.createDirectories(object().getParent());
    assertThat(listed(files, number)).isEmpty();
    Map<String, Long> expected = new HashMap<>();
    // More than one call of the C library gives, and names of every length.
    for (int i = 0; i < 3000; i++) {
      String name = "x".repeat(i % 200) + i;
      int length = i % 3 == 0 ? 0 : i % 5000;
      Files.write(a1.resolve(name), new byte[length]);
      expected.put(name, Math.ceilDiv(length, 4096) * 4096L);
    }
    Files.createSymbolicLink(a1.resolve("link"), Path.of("nowhere"));
    expected.put("link", 0L);
    Files.createDirectory(a1.resolve("中文"));
    expected.put("中文", 4096L);
    assertThat(listed(files, number)).isEqualTo(expected);

    Path moved = Files.move(a1, folder.resolve("moved"));
    Files.createSymbolicLink(a1, moved);
    assertThat(listed(files, number)).isEqualTo(expected);
  }

  private static Map<String, Long> listed(ObjectFiles files, int number) throws IOException {
    Map<String, Long> found = new HashMap<>();
    files.list(
        number,
        (name, length, bytes) ->
            found.put(new String(name, 0, length, StandardCharsets.UTF_8), bytes));
    return found;
  }

  private static void assertNotRegular(ObjectFiles files) {
    assertFlaw(Flaw.MALFORMED, () -> files.read(OBJECT, SUFFIX, 100));
    assertFlaw(Flaw.MALFORMED, () -> files.start(OBJECT, SUFFIX, 100));
  }

  private interface Reading {
    Object run() throws IOException, VariantException, StoreException;
  }

  private static void assertFlaw(Flaw flaw, Reading reading) {
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(
            VariantException.class,
            e -> assertThat(e.in("it").problem()).isEqualTo(new Problem.CorruptObject("it", flaw)));
  }
}
