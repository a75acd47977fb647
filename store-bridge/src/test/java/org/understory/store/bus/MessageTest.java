package org.understory.store.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageTest {
  private static final BusMessage CALL = BusMessage.call("a.b", "/c", "d.e", "F");

  private static MessageReader reading(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(1 << 20);
    for (byte[] part : parts) {
      all.put(part);
    }
    return new MessageReader(
        Channels.newChannel(new ByteArrayInputStream(all.array(), 0, all.position())));
  }

  private static byte[] bytes(BusMessage message, int serial) {
    return MessageWriter.encoded(message, serial, 0);
  }

  @Test
  void what_is_written_is_read_again() throws IOException, MalformedMessage {
    List<Object> values =
        List.of(
            7,
            true,
            -5,
            3_000_000_000L,
            -1L,
            "text ☃",
            List.of("x", List.of(9L)),
            Map.of("key", new Variant("a{ss}", Map.of("a", "b"))),
            List.of(),
            new Variant("(yas)", List.of(1, List.of("p", "q"))));
    String types = "ybiuxs(s(t))a{sv}a(xx)v";
    BusMessage read = reading(bytes(CALL.with(types, values.toArray()), 3)).next();
    assertThat(read.values()).isEqualTo(values);
    assertThat(read.signature()).isEqualTo(types);
    assertThat(read.serial()).isEqualTo(3);
    assertThat(List.of(read.destination(), read.path(), read.part(), read.member()))
        .containsExactly("a.b", "/c", "d.e", "F");
    assertThat(read.type()).isEqualTo(MessageKind.CALL);
  }

  /** Made by hand after the specification, so that both ends can't be wrong in the same way. */
  @Test
  void the_bytes_are_those_of_the_specification() {
    byte[] expected = {
      'l', 1, 0, 1, 5, 0, 0, 0, 9, 0, 0, 0, 59, 0, 0, 0, 1, 1, 'o', 0, 2, 0, 0, 0, '/', 'c', 0, 0,
      0, 0, 0, 0, 2, 1, 's', 0, 3, 0, 0, 0, 'd', '.', 'e', 0, 0, 0, 0, 0, 3, 1, 's', 0, 1, 0, 0, 0,
      'F', 0, 0, 0, 0, 0, 0, 0, 6, 1, 's', 0, 3, 0, 0, 0, 'a', '.', 'b', 0, 0, 0, 0, 0, 8, 1, 'g',
      0, 1, 's', 0, 0, 0, 0, 0, 0, 0,
    };
    // 8 bytes of a signature field need no length of four, so the array ends at 16 + 71.
    expected[12] = 71;
    assertThat(bytes(CALL.with("s", ""), 9)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 77, 128, 200, 255, 0})
  void a_header_field_of_an_unknown_number_is_read_past(int number) throws IOException {
    ValueWriter out = new ValueWriter();
    List<Object> fields = new ArrayList<>(HeaderFields.of(CALL, 0));
    fields.add(List.of(number, new Variant("a{sv}", Map.of("k", new Variant("d", 0)))));
    fields.removeLast();
    fields.add(List.of(number, new Variant("a{sv}", Map.of("k", new Variant("t", 0L)))));
    out.all("yyyyuua(yv)", List.of((int) 'l', 1, 0, 1, 0, 5, fields)).align(8);
    assertThat(reading(out.toByteArray()).next().member()).isEqualTo("F");
  }

  @Test
  void a_message_that_is_not_well_formed_is_left_out_and_the_next_is_found() throws IOException {
    byte[] good = bytes(CALL.with("s", "good"), 2);
    Random random = new Random(1);
    int used = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = bytes(CALL.with("sa{sv}u", "x", Map.of("k", Variant.of("v")), 4L), 1);
      // Not the fixed part: the bus vouches for the lengths.
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bad[16 + random.nextInt(bad.length - 16)] = (byte) random.nextInt(256);
      }
      MessageReader reader = reading(bad, good);
      BusMessage first = reader.next();
      if (first.serial() == 1) {
        used++;
        try {
          assertThat(first.values()).isNotNull();
        } catch (MalformedMessage odd) {
          assertThat(odd).hasMessageMatching("[a-z ]+");
        }
        first = reader.next();
      }
      assertThat(first.serial()).isEqualTo(2);
    }
    assertThat(used).as("some are still messages").isBetween(1000, 19_000);
  }

  @Test
  void a_body_that_is_too_large_is_read_past() throws IOException {
    byte[] large = bytes(CALL.with("s", "x".repeat(200_000)), 1);
    MessageReader reader = reading(large, bytes(CALL, 2));
    BusMessage first = reader.next();
    assertThat(first.cut()).isTrue();
    assertThat(first.body().capacity()).isZero();
    assertThat(first.is("d.e", "F", "s")).isFalse();
    assertThat(reader.next().serial()).isEqualTo(2);
  }

  @Test
  void a_header_that_is_too_large_is_left_out() throws IOException {
    byte[] large = bytes(BusMessage.call("a.b", "/" + "c".repeat(20_000), "d.e", "F"), 1);
    assertThat(reading(large, bytes(CALL, 2)).next().serial()).isEqualTo(2);
  }

  @Test
  void a_stream_that_is_not_d_bus_ends() {
    byte[] odd = bytes(CALL, 1);
    odd[0] = 'x';
    assertThatThrownBy(() -> reading(odd).next()).isInstanceOf(IOException.class);
    byte[] huge = bytes(CALL, 1);
    huge[7] = 0x7f;
    assertThatThrownBy(() -> reading(huge).next()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> reading(new byte[] {'l', 1}).next()).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "a",
        "()",
        "{s",
        "{sv}",
        "a{vs}",
        "a{s}",
        "a{svs}",
        "z",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaay",
        "((((((((((((((((((y))))))))))))))))))"
      })
  void a_signature_that_nothing_can_have_is_refused(String signature) {
    assertThatThrownBy(() -> Signature.types(signature)).isInstanceOf(MalformedMessage.class);
  }

  @Test
  void variants_in_variants_end_somewhere() {
    ByteBuffer bytes = ByteBuffer.allocate(400);
    for (int i = 0; i < 100; i++) {
      bytes.put(new byte[] {1, 'v', 0});
    }
    bytes.flip();
    assertThatThrownBy(() -> new ValueReader(bytes).value("v"))
        .isInstanceOf(MalformedMessage.class);
  }
}
