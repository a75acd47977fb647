package org.understory.store.libostree;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** A file that is open for reading, to be handed to another program. */
public final class NativeFile implements Closeable {
  /** O_RDONLY, O_CLOEXEC, and O_NONBLOCK, so that opening a pipe does not wait for a writer. */
  private static final long FLAGS = 02004000;

  private final int descriptor;
  private boolean closed;

  private NativeFile(int descriptor) {
    this.descriptor = descriptor;
  }

  /** Opens it; links are followed. */
  public static NativeFile open(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
      long name = arena.allocateFrom(path.toString(), charset).address();
      int descriptor = NativeFiles.open(name, FLAGS);
      if (descriptor < 0) {
        throw new IOException("it can't be opened");
      }
      return new NativeFile(descriptor);
    }
  }

  /** Its number in this process, as long as it is open. */
  public int descriptor() {
    return descriptor;
  }

  /** Where this very file can be read, whatever has become of its name. */
  public Path path() {
    return Path.of("/proc/self/fd/" + descriptor);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      NativeFiles.call(NativeFiles.CLOSE, descriptor, 0, 0, 0, 0);
    }
  }
}
