package org.understory.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Standard output: UTF-8 whatever the locale (file names are bytes, and OSTree's are UTF-8), in
 * large pieces. The printing methods throw {@link UncheckedIOException} when nobody takes the
 * output any more, so that walks and diffs can be left from within their sinks.
 */
final class Output extends OutputStream {
  private static final int PIECE = 1 << 16;

  private final OutputStream target;
  private final byte[] buffer = new byte[PIECE];
  private int filled;

  Output(OutputStream target) {
    this.target = target;
  }

  /** Prints text that has been made safe to show. */
  Output print(String text) {
    int length = text.length();
    if (length > PIECE - filled || !ascii(text, length)) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      unchecked(() -> write(bytes, 0, bytes.length));
    } else {
      filled += length;
    }
    return this;
  }

  /** Prints bytes as they are. */
  Output bytes(byte[] bytes) {
    unchecked(() -> write(bytes, 0, bytes.length));
    return this;
  }

  /** Prints text padded with spaces on the left to a width; for ASCII only. */
  Output right(String text, int width) {
    return spaces(width - text.length()).print(text);
  }

  Output spaces(int count) {
    for (int i = 0; i < count; i++) {
      print(" ");
    }
    return this;
  }

  /** Ends the line. */
  Output line() {
    return print("\n");
  }

  /** Prints a whole line of text that has been made safe to show. */
  Output line(String text) {
    return print(text).line();
  }

  /** Copies ASCII into the buffer without allocating; false at the first other character. */
  private boolean ascii(String text, int length) {
    int at = filled;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return false;
      }
      buffer[at++] = (byte) c;
    }
    return true;
  }

  @Override
  public void write(int octet) throws IOException {
    if (filled == PIECE) {
      empty();
    }
    buffer[filled++] = (byte) octet;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > PIECE - filled) {
      empty();
    }
    if (length > PIECE) {
      target.write(bytes, offset, length);
    } else {
      System.arraycopy(bytes, offset, buffer, filled, length);
      filled += length;
    }
  }

  @Override
  public void flush() throws IOException {
    empty();
    target.flush();
  }

  private void empty() throws IOException {
    int length = filled;
    // Before the attempt: after a failure nothing must be written a second time.
    filled = 0;
    target.write(buffer, 0, length);
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void unchecked(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
