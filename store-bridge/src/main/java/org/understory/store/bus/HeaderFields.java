package org.understory.store.bus;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The header fields of a message. Those with an unknown number are read past, as the specification
 * asks.
 */
final class HeaderFields {
  private static final int PATH = 1;
  private static final int INTERFACE = 2;
  private static final int MEMBER = 3;
  private static final int ERROR_NAME = 4;
  private static final int REPLY_SERIAL = 5;
  private static final int DESTINATION = 6;
  private static final int SENDER = 7;
  private static final int SIGNATURE = 8;
  private static final int UNIX_FDS = 9;

  /** The types of the known fields by their number. */
  private static final List<String> TYPES =
      List.of("", "o", "s", "s", "s", "u", "s", "s", "g", "u");

  private final String[] texts = new String[TYPES.size()];
  private final long[] numbers = new long[TYPES.size()];

  private HeaderFields() {
    Arrays.fill(texts, "");
  }

  static HeaderFields read(ByteBuffer bytes) throws MalformedMessage {
    HeaderFields fields = new HeaderFields();
    ValueReader reader = new ValueReader(bytes);
    while (reader.hasMore()) {
      reader.align(8);
      fields.take(reader);
    }
    return fields;
  }

  private void take(ValueReader reader) throws MalformedMessage {
    if (reader.value("y") instanceof Integer number
        && reader.value("v") instanceof Variant(String type, Object value)
        && number > 0
        && number < TYPES.size()) {
      if (!TYPES.get(number).equals(type)) {
        throw new MalformedMessage("header field");
      }
      if (value instanceof String text) {
        texts[number] = text;
      } else if (value instanceof Long count) {
        numbers[number] = count;
      }
    }
  }

  BusMessage message(MessageKind type, int flags, long serial, ByteBuffer body, boolean cut)
      throws MalformedMessage {
    boolean whole =
        switch (type) {
          case CALL -> !texts[PATH].isEmpty() && !texts[MEMBER].isEmpty();
          case SIGNAL ->
              !texts[PATH].isEmpty() && !texts[MEMBER].isEmpty() && !texts[INTERFACE].isEmpty();
          case RETURN -> numbers[REPLY_SERIAL] != 0;
          case ERROR -> numbers[REPLY_SERIAL] != 0 && !texts[ERROR_NAME].isEmpty();
        };
    // Nobody here takes descriptors, so a message that has some is not for us.
    if (!whole || serial == 0 || numbers[UNIX_FDS] != 0) {
      throw new MalformedMessage("header");
    }
    return new BusMessage(
        type,
        flags,
        serial,
        numbers[REPLY_SERIAL],
        texts[PATH],
        texts[INTERFACE],
        texts[MEMBER],
        texts[ERROR_NAME],
        texts[DESTINATION],
        texts[SENDER],
        texts[SIGNATURE],
        body,
        cut);
  }

  /** The fields of a message to be sent with so many files, as values for {@code a(yv)}. */
  static List<Object> of(BusMessage message, int files) {
    return List.of(
            field(PATH, message.path()),
            field(INTERFACE, message.part()),
            field(MEMBER, message.member()),
            field(ERROR_NAME, message.errorName()),
            List.<Object>of(REPLY_SERIAL, new Variant("u", message.replySerial())),
            field(DESTINATION, message.destination()),
            field(SIGNATURE, message.signature()),
            List.<Object>of(UNIX_FDS, new Variant("u", (long) files)))
        .stream()
        .filter(HeaderFields::isThere)
        .map(Object.class::cast)
        .toList();
  }

  private static List<Object> field(int number, String text) {
    return List.of(number, new Variant(TYPES.get(number), text));
  }

  private static boolean isThere(List<Object> field) {
    return field.get(1) instanceof Variant(String type, Object value)
        && !value.equals("")
        && !value.equals(0L);
  }
}
