package org.understory.store.bus;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/**
 * Takes messages out of a stream. Whatever is in them, the next one is found again: a message that
 * is not well formed is left out, a body that is too large is read past and not kept. Memory is
 * therefore bounded, whoever sends.
 */
public final class MessageReader {
  /** Bytes of header fields beyond which a message is left out. */
  static final int HEADER_LIMIT = 16 << 10;

  /** Bytes of a body beyond which it is left out: an operation, and what is around it. */
  static final int BODY_LIMIT = Contract.OPERATION_LIMIT + (8 << 10);

  /** What the protocol allows for a whole message. */
  private static final long MESSAGE_LIMIT = 128 << 20;

  private static final int FIXED = 16;

  private final ReadableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10).flip();
  private final int bodyLimit;

  /** Reads messages with bodies up to what the helper takes. */
  public MessageReader(ReadableByteChannel channel) {
    this(channel, BODY_LIMIT);
  }

  MessageReader(ReadableByteChannel channel, int bodyLimit) {
    this.channel = channel;
    this.bodyLimit = bodyLimit;
  }

  /** The next message. */
  public BusMessage next() throws IOException {
    while (true) {
      ByteBuffer fixed = take(FIXED);
      fixed.order(order(fixed.get(0)));
      if (fixed.get(3) != 1) {
        throw new IOException("not D-Bus version 1");
      }
      Optional<BusMessage> message = rest(fixed);
      if (message.isPresent()) {
        return message.get();
      }
    }
  }

  /** What follows the fixed part; empty when it is not to be used. */
  private Optional<BusMessage> rest(ByteBuffer fixed) throws IOException {
    long bodySize = Integer.toUnsignedLong(fixed.getInt(4));
    long fieldsSize = Integer.toUnsignedLong(fixed.getInt(12));
    long padded = (fieldsSize + 7) & ~7L;
    if (padded + bodySize > MESSAGE_LIMIT) {
      throw new IOException("larger than a message may be");
    }
    if (padded > HEADER_LIMIT) {
      skip(padded + bodySize);
      return Optional.empty();
    }
    ByteBuffer fields = take((int) padded).order(fixed.order()).limit((int) fieldsSize);
    boolean cut = bodySize > bodyLimit;
    if (cut) {
      skip(bodySize);
    }
    ByteBuffer body = take(cut ? 0 : (int) bodySize).order(fixed.order());
    int kind = fixed.get(1);
    if (kind < 1 || kind > MessageKind.values().length) {
      return Optional.empty();
    }
    MessageKind type = MessageKind.values()[kind - 1];
    long serial = Integer.toUnsignedLong(fixed.getInt(8));
    try {
      return Optional.of(HeaderFields.read(fields).message(type, fixed.get(2), serial, body, cut));
    } catch (MalformedMessage leftOut) {
      return Optional.empty();
    }
  }

  private static ByteOrder order(byte mark) throws IOException {
    return switch (mark) {
      case 'l' -> ByteOrder.LITTLE_ENDIAN;
      case 'B' -> ByteOrder.BIG_ENDIAN;
      default -> throw new IOException("not D-Bus");
    };
  }

  private ByteBuffer take(int size) throws IOException {
    ByteBuffer taken = ByteBuffer.allocate(size);
    while (taken.hasRemaining()) {
      fill();
      int count = Math.min(taken.remaining(), buffer.remaining());
      taken.put(taken.position(), buffer, buffer.position(), count);
      taken.position(taken.position() + count);
      buffer.position(buffer.position() + count);
    }
    return taken.flip();
  }

  private void skip(long size) throws IOException {
    for (long left = size; left > 0; ) {
      fill();
      int count = (int) Math.min(left, buffer.remaining());
      buffer.position(buffer.position() + count);
      left -= count;
    }
  }

  private void fill() throws IOException {
    if (!buffer.hasRemaining()) {
      buffer.clear();
      int count = channel.read(buffer);
      buffer.flip();
      if (count < 0) {
        throw new EOFException("the bus has gone");
      }
    }
  }
}
