package org.understory.store.libostree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The other end is Java's own socket. That files arrive is tried over a real bus elsewhere. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NativeSocketTest {
  @TempDir private Path folder;
  private ServerSocketChannel server;
  private NativeSocket socket;
  private SocketChannel other;

  @BeforeEach
  void connect() throws IOException {
    Path path = folder.resolve("socket");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    socket = NativeSocket.connect(path);
    other = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    other.close();
    server.close();
  }

  @Test
  void more_than_fits_into_a_call_arrives_both_ways_with_and_without_files() throws IOException {
    byte[] bytes = new byte[300_000];
    new Random(7).nextBytes(bytes);
    Path path = Files.write(folder.resolve("file"), bytes);
    try (NativeFile file = NativeFile.open(path)) {
      assertThat(Files.readAllBytes(file.path())).isEqualTo(bytes);
      CompletableFuture<byte[]> echo = CompletableFuture.supplyAsync(() -> echo(bytes.length));
      ByteBuffer out = ByteBuffer.wrap(bytes);
      socket.write(out, new int[] {file.descriptor(), file.descriptor()});
      while (out.hasRemaining()) {
        socket.write(out);
      }
      ByteBuffer in = ByteBuffer.allocate(bytes.length);
      while (in.hasRemaining()) {
        assertThat(socket.read(in)).isPositive();
      }
      assertThat(echo.join()).isEqualTo(bytes);
      assertThat(in.array()).isEqualTo(bytes);
    }
    other.close();
    assertThat(socket.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    assertThatThrownBy(() -> socket.write(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
  }

  private byte[] echo(int size) {
    try {
      ByteBuffer all = ByteBuffer.allocate(size);
      while (all.hasRemaining()) {
        other.read(all);
      }
      ByteBuffer back = ByteBuffer.wrap(all.array());
      while (back.hasRemaining()) {
        other.write(back);
      }
      return all.array();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void who_reads_while_it_is_closed_comes_back() {
    CompletableFuture<Integer> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return socket.read(ByteBuffer.allocate(1));
              } catch (IOException closedBefore) {
                return -1;
              }
            });
    socket.close();
    socket.close();
    assertThat(read.join()).isEqualTo(-1);
    assertThat(socket.isOpen()).isFalse();
    assertThatThrownBy(() -> socket.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
  }

  @Test
  void where_nobody_listens_and_what_is_not_there_is_refused() {
    assertThatThrownBy(() -> NativeSocket.connect(folder.resolve("none")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> NativeSocket.connect(folder.resolve("x".repeat(200))))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> NativeFile.open(folder.resolve("none")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> socket.write(ByteBuffer.allocate(1), new int[254]))
        .isInstanceOf(IOException.class);
  }
}
