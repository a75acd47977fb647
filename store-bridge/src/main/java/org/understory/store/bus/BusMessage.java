package org.understory.store.bus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One message. Header fields that are not there are empty, or 0.
 *
 * @param flags as in the header
 * @param sender as the bus says; nobody else can write it
 * @param body the bytes of the values, in its own byte order; not checked yet
 * @param cut whether the body was larger than is read, and is therefore empty here
 */
public record BusMessage(
    MessageKind type,
    int flags,
    long serial,
    long replySerial,
    String path,
    String part,
    String member,
    String errorName,
    String destination,
    String sender,
    String signature,
    ByteBuffer body,
    boolean cut) {
  private static final int NO_REPLY = 1;
  private static final int INTERACTIVE = 4;
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  /** A method call to be sent. */
  public static BusMessage call(String destination, String path, String part, String member) {
    return new BusMessage(
        MessageKind.CALL, 0, 0, 0, path, part, member, "", destination, "", "", EMPTY, false);
  }

  /** A signal to be sent, to this one receiver. */
  public static BusMessage signal(String destination, String path, String part, String member) {
    return new BusMessage(
        MessageKind.SIGNAL,
        NO_REPLY,
        0,
        0,
        path,
        part,
        member,
        "",
        destination,
        "",
        "",
        EMPTY,
        false);
  }

  /** The answer to this call. */
  public BusMessage answer() {
    return new BusMessage(
        MessageKind.RETURN, NO_REPLY, 0, serial, "", "", "", "", sender, "", "", EMPTY, false);
  }

  /** The answer to this call that it failed. */
  public BusMessage error(String name, String detail) {
    BusMessage plain =
        new BusMessage(
            MessageKind.ERROR, NO_REPLY, 0, serial, "", "", "", name, sender, "", "", EMPTY, false);
    return plain.with("s", detail);
  }

  /** The same with these values. */
  public BusMessage with(String types, Object... values) {
    return new BusMessage(
        type,
        flags,
        serial,
        replySerial,
        path,
        part,
        member,
        errorName,
        destination,
        sender,
        types,
        ByteBuffer.wrap(new ValueWriter().all(types, List.of(values)).toByteArray())
            .order(ByteOrder.LITTLE_ENDIAN),
        false);
  }

  /** Whether the caller waits for an answer. */
  public boolean wantsAnswer() {
    return type == MessageKind.CALL && (flags & NO_REPLY) == 0;
  }

  /** Whether the caller says that a person may be asked. */
  public boolean isInteractive() {
    return (flags & INTERACTIVE) != 0;
  }

  /** Whether it is this method or signal, with values of exactly these types. */
  public boolean is(String itsPart, String itsMember, String types) {
    return !cut && part.equals(itsPart) && member.equals(itsMember) && signature.equals(types);
  }

  /** Its values. Look at the signature first. */
  public List<Object> values() throws MalformedMessage {
    return new ValueReader(body.duplicate().order(body.order()).rewind()).all(signature);
  }
}
