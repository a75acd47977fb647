package org.understory.store.bus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/** Puts messages on a stream, each whole, and numbers them. Safe for any thread. */
public final class MessageWriter {
  private final WritableByteChannel channel;
  private int serial;

  /** Writes to this. */
  public MessageWriter(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** Hears the number of a message right before it is sent. */
  interface Numbered {
    void number(long serial);
  }

  /** Sends a message, whose values must have been written here. */
  public void write(BusMessage message) throws IOException {
    write(message, number -> {});
  }

  void write(BusMessage message, Numbered numbered) throws IOException {
    write(message, numbered, new int[0]);
  }

  synchronized void write(BusMessage message, Numbered numbered, int[] files) throws IOException {
    serial = serial == -1 ? 1 : serial + 1;
    ByteBuffer bytes = ByteBuffer.wrap(encoded(message, serial, files.length));
    numbered.number(Integer.toUnsignedLong(serial));
    if (files.length > 0) {
      if (!(channel instanceof FileCarrier carrier)) {
        throw new IOException("no files can be handed over here");
      }
      carrier.write(bytes, files);
    }
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  static byte[] encoded(BusMessage message, int serial, int files) {
    ValueWriter out = new ValueWriter();
    ByteBuffer body = message.body();
    out.all(
        "yyyyuua(yv)",
        List.of(
            'l' + 0,
            message.type().ordinal() + 1,
            message.flags(),
            1,
            body.capacity(),
            serial,
            HeaderFields.of(message, files)));
    out.align(8);
    byte[] header = out.toByteArray();
    ByteBuffer whole = ByteBuffer.allocate(header.length + body.capacity());
    return whole.put(header).put(body.duplicate().rewind()).array();
  }
}
