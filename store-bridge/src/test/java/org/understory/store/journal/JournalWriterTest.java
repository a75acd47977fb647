package org.understory.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An entry is written, or told in another way, and never both. */
final class JournalWriterTest {
  private static final List<Map.Entry<String, String>> ENTRY = List.of(Map.entry("MESSAGE", "m"));

  private final AtomicInteger otherwise = new AtomicInteger();
  @TempDir private Path folder;

  @Test
  void no_value_makes_a_field_of_its_own() {
    String text =
        JournalWriter.text(
            List.of(
                Map.entry("A", "1\nUNDERSTORY_UID=0\n\nMESSAGE=forged"),
                Map.entry("B", "\r\u0000\u001b[2J\u0085\u2028\u202e\ud800 {\"a\":\"b\\\"c\"}"),
                Map.entry("C", "x".repeat(1 << 20))));
    assertThat(text.lines()).hasSize(3);
    assertThat(text).startsWith("A=1\\nUNDERSTORY_UID=0\\n\\nMESSAGE=forged\nB=\\r");
    assertThat(text).contains("{\"a\":\"b\\\"c\"}");
    assertThat(text.replace("\n", "")).doesNotContainPattern("[\\p{Cntrl}\u0085\u2028\u202e]");
    assertThat(text).hasSizeLessThan(5000);
  }

  @Test
  void a_name_that_is_none_is_a_bug() {
    assertThatThrownBy(() -> JournalWriter.text(List.of(Map.entry("_UID", "0"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_written_is_not_told_otherwise() throws IOException {
    Path written = folder.resolve("written");
    write(List.of("/bin/sh", "-c", "cat > \"$0\"", written.toString()), 3);
    assertThat(Files.readString(written)).isEqualTo("MESSAGE=m\n");
    assertThat(otherwise).hasValue(0);
  }

  @Test
  void what_cannot_be_written_is_told_otherwise() {
    write(List.of("/bin/false"), 1);
    write(List.of("/nonexistent/logger"), 1);
    assertThat(otherwise).hasValue(2);
  }

  @Test
  void without_a_journal_nothing_is_started() {
    Path started = folder.resolve("started");
    try (JournalWriter writer =
        new JournalWriter(folder.resolve("socket"), List.of("touch", started.toString()))) {
      writer.write(ENTRY, otherwise::incrementAndGet);
    }
    assertThat(otherwise).hasValue(1);
    assertThat(started).doesNotExist();
  }

  @Test
  void a_journal_that_hangs_keeps_nobody_waiting() throws IOException {
    Path pipe = folder.resolve("pipe");
    try (JournalWriter writer =
        writer(List.of("/bin/sh", "-c", "mkfifo " + pipe + "; : < " + pipe))) {
      for (int i = 0; i < 1000; i++) {
        writer.write(ENTRY, otherwise::incrementAndGet);
      }
      // One is being written, 256 wait, and no call has waited for either.
      assertThat(otherwise).hasValue(1000 - 257);
    }
  }

  private void write(List<String> command, int times) {
    try (JournalWriter writer = writer(command)) {
      for (int i = 0; i < times; i++) {
        writer.write(ENTRY, otherwise::incrementAndGet);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private JournalWriter writer(List<String> command) throws IOException {
    Path socket = folder.resolve("socket");
    if (!Files.exists(socket)) {
      Files.createFile(socket);
    }
    return new JournalWriter(socket, command);
  }
}
