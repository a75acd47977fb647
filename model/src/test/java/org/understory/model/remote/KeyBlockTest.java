package org.understory.model.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

final class KeyBlockTest {
  private static final String FINGERPRINT = "80995D5A2F76DB5AC211A3CDAA7EBDF804C0F168";

  /** A key that gpg made; key, owner and signature in the old format of packets. */
  private static final String BODY =
      """
      mDMEZZIAgBYJKwYBBAHaRw8BAQdA6Z9m6ZklBvScY659Zw8k//r1yptXFBRmh8g0
      qOea/7m0G0Zlcm4gT1MgPGtleXNAZmVybi5leGFtcGxlPoiQBBMWCAA4FiEEgJld
      Wi9221rCEaPNqn69+ATA8WgFAmWSAIACGwMFCwkIBwIGFQoJCAsCBBYCAwECHgEC
      F4AACgkQqn69+ATA8WiZCQEA+sMorKQfbYkN/2aFA130+LQ1cNQY+w33GcgF4qAh
      pWwBANc/DAgj9vcLZC6cvc49IDH6/X8P5Ckh/NQWMZQYrT0L
      """;

  private static final byte[] PACKETS = Base64.getMimeDecoder().decode(BODY);
  private static final SigningKey KEY =
      new SigningKey(FINGERPRINT, Optional.of("Fern OS <keys@fern.example>"));

  @Test
  void a_key_is_known_by_its_fingerprint_and_owner() throws StoreException {
    assertThat(KeyBlock.read(PACKETS).keys()).containsExactly(KEY);
    assertThat(KEY.spaced()).isEqualTo("8099 5D5A 2F76 DB5A C211 A3CD AA7E BDF8 04C0 F168");
    assertThat(KEY.brief()).isEqualTo("AA7EBDF804C0F168");
  }

  @Test
  void text_is_read_with_headers_other_ends_of_lines_and_words_around_it() throws StoreException {
    String block = armor("Comment: a: b\nVersion: x\n\n", BODY, "=OoXB\n");
    assertThat(read(block)).containsExactly(KEY);
    assertThat(read(armor("\n", BODY, ""))).containsExactly(KEY);
    assertThat(read("Our key:\n\n" + block.replace("\n", "\r\n") + "\nBye")).containsExactly(KEY);
    assertThat(read(block + block)).containsExactly(KEY, KEY);
  }

  @Test
  void what_it_writes_it_reads_and_nothing_else_goes_with_it() throws StoreException {
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    more.writeBytes(PACKETS);
    more.writeBytes(packet(KeyPacket.TRUST, 2));
    more.writeBytes(packet(KeyPacket.USER_ATTRIBUTE, 5000)); // a photo
    more.writeBytes(packet(KeyPacket.SIGNATURE, 100)); // on the photo

    KeyBlock block = KeyBlock.read(more.toByteArray());

    assertThat(block.armored()).isEqualTo(KeyBlock.read(PACKETS).armored());
    KeyBlock again = KeyBlock.read(block.armored().getBytes(US_ASCII));
    assertThat(again).isEqualTo(block);
  }

  @Test
  void what_is_no_public_key_is_refused() {
    refused(new byte[0], new Problem.NoPublicKey());
    refused("no key".getBytes(US_ASCII), new Problem.NoPublicKey());
    refused(armor("a:b\n".repeat(200_000), "", "").getBytes(US_ASCII), new Problem.NoPublicKey());
    refused(armor("\n", "a b", "").getBytes(US_ASCII), new Problem.NoPublicKey());
    refused(Arrays.copyOf(PACKETS, PACKETS.length - 1), new Problem.NoPublicKey());
    refused(packet(KeyPacket.SIGNATURE, 10), new Problem.NoPublicKey());
    refused(packet(KeyPacket.USER_ID, 10), new Problem.NoPublicKey());
    refused(packet(KeyPacket.PUBLIC_KEY, 10), new Problem.NoPublicKey()); // of version 0
    refused(packet(8, 10), new Problem.NoPublicKey()); // compressed
    refused(packet(KeyPacket.SECRET_KEY, 10), new Problem.SecretKey());
    refused("-----BEGIN PGP PRIVATE KEY BLOCK-----".getBytes(US_ASCII), new Problem.SecretKey());
  }

  @Test
  void more_than_fits_into_a_request_is_refused() {
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i <= KeyBlock.MAX_KEYS; i++) {
      many.writeBytes(PACKETS);
    }
    refused(many.toByteArray(), new Problem.TooManyKeys());
    ByteArrayOutputStream large = new ByteArrayOutputStream();
    large.writeBytes(PACKETS);
    large.writeBytes(packet(KeyPacket.SIGNATURE, KeyBlock.MAX_TEXT));
    refused(large.toByteArray(), new Problem.TooManyKeys());
  }

  @Test
  void damaged_bytes_are_refused_or_read_and_nothing_worse() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = PACKETS.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(KeyBlock.read(damaged).keys()).isNotEmpty();
      } catch (StoreException refused) {
        assertThat(refused.problem())
            .isInstanceOfAny(Problem.NoPublicKey.class, Problem.SecretKey.class);
      }
    }
  }

  private static byte[] packet(int tag, int length) {
    return new KeyPacket(tag, new byte[length]).bytes();
  }

  private static String armor(String headers, String body, String sum) {
    return "-----BEGIN PGP PUBLIC KEY BLOCK-----\n"
        + headers
        + body
        + sum
        + "-----END PGP PUBLIC KEY BLOCK-----\n";
  }

  private static List<SigningKey> read(String text) throws StoreException {
    return KeyBlock.read(text.getBytes(US_ASCII)).keys();
  }

  private static void refused(byte[] bytes, Problem problem) {
    assertThatThrownBy(() -> KeyBlock.read(bytes))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
