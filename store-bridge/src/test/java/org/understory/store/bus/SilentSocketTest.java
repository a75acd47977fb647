package org.understory.store.bus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever accepts a connection and says nothing holds nobody up for ever. */
final class SilentSocketTest implements BusConnection.Receiver {
  @TempDir private Path folder;

  @Test
  void nobody_waits_for_a_program_that_hangs() throws IOException {
    Path socket = folder.resolve("socket");
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(socket));
      assertThatThrownBy(() -> BusConnection.peer(socket, this, 1000, Duration.ofMillis(50)))
          .isInstanceOf(IOException.class);
    }
  }

  @Override
  public void received(BusMessage message) {}

  @Override
  public void ended(IOException cause) {}
}
