package org.understory.store.repo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class KeptLaterTest {
  @Test
  void what_waits_is_found_and_written_before_it_is_finished() throws Exception {
    CountDownLatch found = new CountDownLatch(1);
    Map<String, byte[]> written = new ConcurrentHashMap<>();
    KeptLater<String> later =
        new KeptLater<>(
            batch -> {
              awaited(found);
              written.putAll(batch);
            });
    byte[] one = {1};
    later.add("one", one);
    later.add("two", new byte[] {2});
    assertThat(later.find("one")).contains(one);
    found.countDown();
    later.finish();

    assertThat(written).containsOnlyKeys("one", "two");
    assertThat(later.find("one")).isEmpty();
  }

  @Test
  void nobody_waits_for_one_that_could_not_write() {
    KeptLater<String> later =
        new KeptLater<>(
            batch -> {
              if (batch.containsKey("bad")) {
                throw new OutOfMemoryError("as if");
              }
            });
    later.add("bad", new byte[1]);

    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), later::finish);
    assertThat(later.find("bad")).isEqualTo(Optional.empty());
    later.add("good", new byte[1]);
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), later::finish);
    assertThat(later.find("good")).isEqualTo(Optional.empty());
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
