package org.understory.store.bus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** A stream to a bus that carries open files beside its bytes, which Java's own sockets don't. */
public interface FileCarrier extends ByteChannel {
  /**
   * Writes as many of these bytes as it can, at least one, and hands over these files with the
   * first of them; whoever gets them has descriptors of his own.
   *
   * @return how many bytes
   */
  int write(ByteBuffer bytes, int[] descriptors) throws IOException;
}
