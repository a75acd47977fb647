package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.understory.store.libostree.NativeSha256;

/** The oracle is Java's own SHA-256. */
final class NativeSha256Test {
  private static final int ROUNDS = 2000;

  /** More than is taken with one call. */
  private static final int MAX = 70_000;

  private final Random random = new Random(256);
  private final MessageDigest ours = NativeSha256.create().orElseThrow();

  @Test
  void agrees_with_java_on_any_bytes_in_any_pieces() throws Exception {
    MessageDigest java = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = new byte[random.nextInt(10) == 0 ? random.nextInt(MAX) : random.nextInt(300)];
      random.nextBytes(bytes);
      for (int at = 0; at < bytes.length; ) {
        at += put(bytes, at, 1 + random.nextInt(bytes.length - at));
      }
      assertThat(ours.digest()).isEqualTo(java.digest(bytes));
    }
  }

  private int put(byte[] bytes, int at, int length) {
    switch (random.nextInt(3)) {
      case 0 -> ours.update(bytes, at, length);
      case 1 -> ours.update(ByteBuffer.wrap(bytes, at, length));
      default -> {
        ours.update(bytes[at]);
        ours.update(Arrays.copyOfRange(bytes, at + 1, at + length));
      }
    }
    return length;
  }

  @Test
  void forgets_what_it_saw_before_a_reset() throws Exception {
    ours.update(new byte[100]);
    ours.reset();
    assertThat(ours.digest()).isEqualTo(MessageDigest.getInstance("SHA-256").digest());
    assertThat(ours.getDigestLength()).isEqualTo(32);
  }
}
