package org.understory.store.repo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;

final class MetadataPackTest {
  @TempDir private Path folder;
  private Path file;
  private final Random random = new Random(3);

  @BeforeEach
  void name() {
    file = folder.resolve("metadata");
  }

  @Test
  void what_one_program_puts_there_another_finds() throws IOException {
    MetadataPack mine = new MetadataPack(file);
    MetadataPack theirs = new MetadataPack(file);
    Map<Checksum, byte[]> first = objects(50, 2000);
    Map<Checksum, byte[]> second = objects(50, 300_000);

    assertThat(mine.find(first.keySet().iterator().next())).isEmpty();
    mine.append(first);
    requireAll(theirs, first);
    theirs.append(second);
    requireAll(mine, first);
    assertThat(mine.has(second.keySet().iterator().next())).as("it looks once").isFalse();
    mine.append(objects(1, 10));
    requireAll(mine, second);
    requireAll(new MetadataPack(file), second);
  }

  @Test
  void what_was_not_written_to_its_end_is_overwritten() throws IOException {
    Map<Checksum, byte[]> first = objects(5, 500);
    new MetadataPack(file).append(first);
    for (int cut : new int[] {1, 35, 36, 37, 100}) {
      byte[] torn = new byte[cut];
      random.nextBytes(torn);
      Files.write(file, torn, StandardOpenOption.APPEND);
      Map<Checksum, byte[]> next = objects(5, 500);
      new MetadataPack(file).append(next);
      requireAll(new MetadataPack(file), first);
      requireAll(new MetadataPack(file), next);
    }
  }

  @Test
  void what_is_damaged_is_not_there_and_nothing_else_happens() throws IOException {
    Map<Checksum, byte[]> all = objects(20, 200);
    new MetadataPack(file).append(all);
    byte[] whole = Files.readAllBytes(file);
    int found = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] = (byte) random.nextInt();
      Files.write(file, damaged);
      MetadataPack pack = new MetadataPack(file);
      for (Map.Entry<Checksum, byte[]> each : all.entrySet()) {
        var bytes = pack.find(each.getKey());
        if (bytes.isPresent()) {
          assertThat(bytes.get()).isEqualTo(each.getValue());
          found++;
        }
      }
    }
    assertThat(found).isBetween(2000, 5999);
  }

  @Test
  void a_file_that_is_gone_or_began_anew_is_noticed() throws IOException {
    MetadataPack pack = new MetadataPack(file);
    Map<Checksum, byte[]> old = objects(5, 100);
    pack.append(old);
    Files.delete(file);
    Map<Checksum, byte[]> next = objects(5, 100);
    pack.append(next);
    requireAll(pack, next);
    assertThat(old.keySet()).noneMatch(pack::has);

    new MetadataPack(file).append(objects((int) (MetadataPack.MAX_BYTES / 1_000_000) - 1, 1 << 20));
    Map<Checksum, byte[]> last = objects(9, 1 << 20);
    new MetadataPack(file).append(last);
    assertThat(Files.size(file)).isLessThan(MetadataPack.MAX_BYTES / 2);
    assertThat(pack.find(next.keySet().iterator().next())).isEmpty();
    requireAll(new MetadataPack(file), last);
  }

  private static void requireAll(MetadataPack pack, Map<Checksum, byte[]> objects) {
    objects.forEach((checksum, bytes) -> assertThat(pack.find(checksum)).contains(bytes));
  }

  private Map<Checksum, byte[]> objects(int count, int size) {
    Map<Checksum, byte[]> objects = new HashMap<>();
    List<byte[]> contents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      contents.add(bytes);
    }
    contents.forEach(bytes -> objects.put(Objects.sha256(bytes), bytes));
    return objects;
  }
}
