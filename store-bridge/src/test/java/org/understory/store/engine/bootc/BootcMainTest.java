package org.understory.store.engine.bootc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.store.bootc.Bootc;

/** Both ends of the socket, with a script in place of bootc. */
final class BootcMainTest {
  private static final List<String> UPGRADE = List.of("upgrade", "--quiet", "--progress-fd=3");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final String PULLING =
      """
      {"type":"ProgressBytes","task":"pulling","bytes":4,"bytesTotal":9,"steps":0,"stepsTotal":1}""";

  @TempDir private Path temp;
  private final List<Event> events = new ArrayList<>();
  private ServerSocketChannel server;
  private Path socket;

  @BeforeEach
  void listen() throws IOException {
    socket = temp.resolve("bootc.socket");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void what_it_tells_and_prints_comes_back_byte_for_byte() throws IOException, StoreException {
    Bootc bootc = behind("printf '\\303\\244 %s\\n' \"$*\"; echo '" + PULLING + "' >&3");
    assertThat(bootc.run(UPGRADE, events::add, new Cancellation()))
        .isEqualTo("ä upgrade --quiet --progress-fd=3\n");
    assertThat(events).contains(new Event.Progress(4, OptionalLong.of(9), 0, 1));
  }

  @Test
  void its_status_is_told_apart_from_what_it_complains_of() throws IOException, StoreException {
    Bootc bootc =
        behind(
            """
            echo warning >&2
            echo '{"apiVersion":"org.containers.bootc/v1","kind":"BootcHost","status":{"readOnly":true}}'""");
    assertThat(bootc.status(new Cancellation()).readOnly()).isTrue();
  }

  @Test
  void its_end_is_told() throws IOException {
    Bootc bootc = behind("echo 'error: Pulling: no such host' >&2; exit 1");
    failure(bootc, UPGRADE, "Pulling: no such host");
    server.close();
    Files.delete(socket);
    listen();
    serve(connection -> connection.read(ByteBuffer.allocate(1000)));
    failure(bootc, UPGRADE, "exit status 255");
  }

  @Test
  void a_cancel_ends_it_there() throws IOException {
    Bootc bootc = behind("echo $$ > %s; echo '%s' >&3; sleep 3600".formatted(child(), PULLING));
    Cancellation cancellation = new Cancellation();
    assertThatThrownBy(() -> bootc.run(UPGRADE, _ -> cancellation.cancel(), cancellation))
        .isInstanceOf(CancellationException.class);
    awaitEnd();
  }

  @Test
  void it_ends_with_whoever_asked() throws Exception {
    Bootc bootc = behind("echo $$ > %s; echo '%s' >&3; sleep 3600".formatted(child(), PULLING));
    try (var running = bootc.start(UPGRADE)) {
      assertThat(running.progress().read()).isEqualTo('{');
    }
    awaitEnd();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "install to-disk /dev/sda",
        "upgrade --apply",
        "switch --quiet",
        "switch -- a/b c/d",
        "switch -- oci:/tmp/image",
        "switch -- --apply",
        "rollback -- a/b",
        "status --json extra",
        "upgrade --tag=x",
        "upgrade --soft-reboot=auto",
        "upgrade --download-only -- a/b",
        "upgrade --help=x"
      })
  void nothing_else_is_asked_of_it(String arguments) throws IOException {
    Bootc bootc = behind("touch " + child());
    failure(bootc, List.of(arguments.split(" ")), "this is not asked of bootc");
    assertThat(child()).doesNotExist();
  }

  private static void failure(Bootc bootc, List<String> arguments, String words) {
    assertThatThrownBy(() -> bootc.run(arguments, _ -> {}, new Cancellation()))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.ToolFailed("bootc", words)));
  }

  private Path child() {
    return temp.resolve("child");
  }

  private void awaitEnd() throws IOException {
    long id = Long.parseLong(Files.readString(child()).strip());
    ProcessHandle.of(id).ifPresent(left -> left.onExit().join());
  }

  /** Something that is done with a connection. */
  @FunctionalInterface
  private interface Service {
    void serve(SocketChannel connection) throws IOException, StoreException;
  }

  private void serve(Service service) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (SocketChannel connection = server.accept()) {
                service.serve(connection);
              } catch (IOException | StoreException closed) {
                // The other end sees it too.
              }
            });
  }

  private Bootc behind(String script) throws IOException {
    Path program = Files.writeString(temp.resolve("bootc"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Bootc here = new Bootc(program, MINUTE, Optional.empty());
    serve(
        connection -> {
          BufferedReader orders =
              new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8));
          PrintStream lines =
              new PrintStream(Channels.newOutputStream(connection), true, StandardCharsets.UTF_8);
          BootcMain.serve(here, orders, lines);
        });
    return here.behind(socket);
  }
}
