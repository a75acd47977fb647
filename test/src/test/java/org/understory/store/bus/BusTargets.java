package org.understory.store.bus;

import static org.understory.test.fuzz.Target.require;
import static org.understory.test.fuzz.Target.same;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.List;
import org.understory.test.fuzz.Target;

/** Messages of D-Bus: anybody may write any to the helper. */
public final class BusTargets {
  /** A message that is always understood; it is found after any other. */
  private static final byte[] GOOD =
      MessageWriter.encoded(BusMessage.call("a.b", "/c", "d.e", "F").with("s", "good"), 77, 0);

  private BusTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of("messages", BusTargets::stream, MessageReader.class, HeaderFields.class),
        Target.of("message", BusTargets::message, ValueReader.class, Signature.class));
  }

  /** Whatever comes, in which lengths too: it is read, left out, or the connection ends. */
  private static void stream(byte[] input) {
    read(reader(input));
  }

  private static void read(MessageReader reader) {
    try {
      while (true) {
        values(reader.next());
      }
    } catch (IOException end) {
      require(!String.valueOf(end.getMessage()).isEmpty(), "the connection ends");
    }
  }

  /** A message in lengths that the bus vouches for: what comes after it is read whole. */
  private static void message(byte[] input) throws Exception {
    List<byte[]> parts = Target.parts(input, 2);
    int header = Math.min(parts.getFirst().length, 4096);
    int body = Math.min(parts.getLast().length, 4096);
    int padded = (header + 7) & ~7;
    byte[] bytes = new byte[16 + padded + body + GOOD.length];
    bytes[0] = (byte) (input.length % 2 == 0 ? 'l' : 'B');
    bytes[1] = (byte) (1 + input.length % 4);
    bytes[3] = 1;
    number(bytes, 4, body);
    number(bytes, 8, 1);
    number(bytes, 12, header);
    System.arraycopy(parts.getFirst(), 0, bytes, 16, header);
    System.arraycopy(parts.getLast(), 0, bytes, 16 + padded, body);
    System.arraycopy(GOOD, 0, bytes, 16 + padded + body, GOOD.length);
    MessageReader reader = reader(bytes);
    BusMessage first = reader.next();
    if (first.serial() == 1) {
      values(first);
      first = reader.next();
    }
    require(first.serial() == 77, "the next message is found");
    try {
      reader.next();
      throw new AssertionError("there is no third");
    } catch (EOFException end) {
      require(first.member().equals("F"), "as it was sent");
    }
  }

  private static MessageReader reader(byte[] bytes) {
    return new MessageReader(Channels.newChannel(new ByteArrayInputStream(bytes)));
  }

  private static void number(byte[] bytes, int at, int number) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (number >>> (bytes[0] == 'l' ? 8 * i : 24 - 8 * i));
    }
  }

  /** What is understood means the same when it is written again. */
  private static void values(BusMessage message) {
    try {
      List<Object> values = message.values();
      // Not written by anybody here.
      if (!contains(message.signature(), values)) {
        BusMessage again = message.with(message.signature(), values.toArray());
        same(values, again.values(), "values");
      }
    } catch (MalformedMessage leftOut) {
      require(!String.valueOf(leftOut.getMessage()).isEmpty(), "it says why");
    }
  }

  /** Floating-point numbers and descriptors, in whatever they are. */
  private static boolean contains(String types, Object value) {
    return types.indexOf('d') >= 0
        || types.indexOf('h') >= 0
        || switch (value) {
          case Variant variant -> contains(variant.type(), variant.value());
          case List<?> items -> items.stream().anyMatch(it -> contains("", it));
          case java.util.Map<?, ?> pairs ->
              contains("", List.copyOf(pairs.keySet()))
                  || contains("", List.copyOf(pairs.values()));
          default -> false;
        };
  }
}
