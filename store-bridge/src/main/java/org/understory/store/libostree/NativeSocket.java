package org.understory.store.libostree;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.understory.store.bus.FileCarrier;

/**
 * A connection to a socket of this computer over which open files can be handed ({@code SCM_RIGHTS}
 * in unix(7)). What comes beside bytes the other way is closed by Linux, for it is read with {@code
 * read(2)}. One thread reads, one at a time writes, any may close.
 */
public final class NativeSocket implements FileCarrier {
  private static final long AF_UNIX = 1;

  /** SOCK_STREAM with SOCK_CLOEXEC. */
  private static final long STREAM = 02000001;

  private static final long BOTH_WAYS = 2;
  private static final long MSG_NOSIGNAL = 0x4000;
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;

  /** Bytes of a {@code struct sockaddr_un}, and where its path begins. */
  private static final int ADDRESS = 110;

  private static final int ADDRESS_PATH = 2;

  /** Bytes of a {@code struct msghdr}, and where its fields are; the same in every C library. */
  private static final int MESSAGE = 56;

  private static final int PARTS = 16;
  private static final int PART_COUNT = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;

  /** Bytes of a {@code struct cmsghdr}. */
  private static final int CONTROL_HEAD = 16;

  private static final int BUFFER = 64 << 10;

  /** Linux hands over no more at once (SCM_MAX_FD). */
  private static final int MAX_FILES = 253;

  private static final MemorySegment SOCKET = NativeFiles.address("socket");
  private static final MemorySegment CONNECT = NativeFiles.address("connect");
  private static final MemorySegment SENDMSG = NativeFiles.address("sendmsg");
  private static final MemorySegment SHUTDOWN = NativeFiles.address("shutdown");

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment in = arena.allocate(BUFFER);
  private final MemorySegment out = arena.allocate(BUFFER);
  private final MemorySegment part = arena.allocate(16, 8);
  private final MemorySegment control = arena.allocate(CONTROL_HEAD + 4L * MAX_FILES + 4, 8);
  private final MemorySegment message = arena.allocate(MESSAGE, 8);
  private final long descriptor;

  /** Threads that are in a call now; the last of them closes what was shut meanwhile. */
  private int inside;

  private boolean closed;

  private NativeSocket(long descriptor) {
    this.descriptor = descriptor;
  }

  /** Connects to what listens there. */
  public static NativeSocket connect(Path path) throws IOException {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    if (!NativeFiles.known() || name.length >= ADDRESS - ADDRESS_PATH) {
      throw new IOException("not a socket that files can be handed to: " + path);
    }
    NativeSocket socket =
        new NativeSocket((int) NativeFiles.call(SOCKET, AF_UNIX, STREAM, 0, 0, 0));
    MemorySegment address = socket.out;
    address.asSlice(0, ADDRESS).fill((byte) 0);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, ADDRESS_PATH, name.length);
    if ((int) NativeFiles.call(CONNECT, socket.descriptor, address.address(), ADDRESS, 0, 0) != 0) {
      socket.close();
      throw new IOException("nobody listens at " + path);
    }
    return socket;
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    enter();
    try {
      int most = Math.min(BUFFER, bytes.remaining());
      int count = (int) NativeFiles.call(NativeFiles.READ, descriptor, in.address(), most, 0, 0);
      if (count < 0) {
        throw new IOException("reading failed");
      }
      bytes.put(in.asSlice(0, count).asByteBuffer());
      return count == 0 && most > 0 ? -1 : count;
    } finally {
      leave();
    }
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return write(bytes, new int[0]);
  }

  @Override
  public int write(ByteBuffer bytes, int[] descriptors) throws IOException {
    if (descriptors.length > MAX_FILES) {
      throw new IOException("too many files at once");
    }
    enter();
    try {
      int most = Math.min(BUFFER, bytes.remaining());
      out.asByteBuffer().put(bytes.slice(bytes.position(), most));
      part.set(ValueLayout.JAVA_LONG, 0, out.address());
      part.set(ValueLayout.JAVA_LONG, 8, most);
      message.fill((byte) 0);
      message.set(ValueLayout.JAVA_LONG, PARTS, part.address());
      message.set(ValueLayout.JAVA_LONG, PART_COUNT, 1);
      if (descriptors.length > 0) {
        attach(descriptors);
      }
      int count =
          (int) NativeFiles.call(SENDMSG, descriptor, message.address(), MSG_NOSIGNAL, 0, 0);
      if (count < 0) {
        throw new IOException("writing failed");
      }
      bytes.position(bytes.position() + count);
      return count;
    } finally {
      leave();
    }
  }

  private void attach(int[] descriptors) {
    long length = CONTROL_HEAD + 4L * descriptors.length;
    control.fill((byte) 0);
    control.set(ValueLayout.JAVA_LONG, 0, length);
    control.set(ValueLayout.JAVA_INT, 8, SOL_SOCKET);
    control.set(ValueLayout.JAVA_INT, 12, SCM_RIGHTS);
    MemorySegment.copy(
        descriptors, 0, control, ValueLayout.JAVA_INT, CONTROL_HEAD, descriptors.length);
    message.set(ValueLayout.JAVA_LONG, CONTROL, control.address());
    // With the space up to the next multiple of eight (CMSG_SPACE).
    message.set(ValueLayout.JAVA_LONG, CONTROL_LENGTH, (length + 7) & ~7);
  }

  private synchronized void enter() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    inside++;
  }

  private synchronized void leave() {
    inside--;
    free();
  }

  private void free() {
    if (closed && inside == 0) {
      NativeFiles.call(NativeFiles.CLOSE, descriptor, 0, 0, 0, 0);
    }
  }

  @Override
  public synchronized boolean isOpen() {
    return !closed;
  }

  /** Ends it, also for who reads from it just now. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      NativeFiles.call(SHUTDOWN, descriptor, BOTH_WAYS, 0, 0, 0);
      free();
    }
  }
}
