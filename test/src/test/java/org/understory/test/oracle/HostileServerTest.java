package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.ServerFault;
import org.understory.model.operation.StoreException;
import org.understory.store.remote.Limits;
import org.understory.store.remote.RemoteHistory;
import org.understory.test.kit.RemoteLab;
import org.understory.test.kit.TlsLab;

/** Servers that mean no good, byte by byte. */
final class HostileServerTest {
  private static final Limits SHORT =
      new Limits(Duration.ofSeconds(1), Duration.ofMillis(400), 100, Duration.ofMillis(1500));

  @TempDir private Path temp;
  private RemoteLab lab;
  private ServerSocket socket;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger asked = new AtomicInteger();

  /** What is done with one connection, once the question has been read. */
  private interface Answer {
    void write(String question, OutputStream out) throws IOException, InterruptedException;
  }

  @BeforeEach
  void open() throws IOException {
    lab = new RemoteLab(temp);
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    workers.shutdownNow();
    lab.close();
  }

  static Stream<Arguments> whole_answers() {
    return Stream.of(
        Arguments.of("500 Oops\r\nContent-Length: 2\r\n\r\nno", ServerFault.STATUS),
        Arguments.of("200 OK\r\nContent-Length: 100\r\n\r\nshort", ServerFault.CUT_SHORT),
        Arguments.of("200 OK\r\nContent-Length: -5\r\n\r\nx", ServerFault.CUT_SHORT),
        Arguments.of("200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", ServerFault.CUT_SHORT),
        Arguments.of(
            "200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nxx", ServerFault.ENCODED),
        Arguments.of(
            "302 Go\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n", ServerFault.REDIRECTS),
        Arguments.of("302 Go\r\nContent-Length: 0\r\n\r\n", ServerFault.UNSAFE_REDIRECT),
        Arguments.of(
            "302 Go\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
            ServerFault.UNSAFE_REDIRECT),
        Arguments.of(
            "302 Go\r\nLocation: ht!tp:// x\r\nContent-Length: 0\r\n\r\n",
            ServerFault.UNSAFE_REDIRECT));
  }

  @ParameterizedTest
  @MethodSource("whole_answers")
  void an_answer_that_is_none_is_said_to_be_one(String answer, ServerFault fault) throws Exception {
    serve((_, out) -> out.write(("HTTP/1.1 " + answer).getBytes(StandardCharsets.ISO_8859_1)));

    assertThat(fault(Limits.USUAL)).isEqualTo(fault);
    assertThat(asked.get()).isLessThanOrEqualTo(6);
  }

  @Test
  void an_endless_list_of_branches_ends() throws Exception {
    serve(
        (_, out) -> {
          out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes());
          byte[] chunk = ("100000\r\n" + "x".repeat(1 << 20) + "\r\n").getBytes();
          while (true) {
            out.write(chunk);
          }
        });

    assertThat(fault(Limits.USUAL)).isEqualTo(ServerFault.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"})
  void one_that_falls_silent_is_not_waited_for(String before) throws Exception {
    serve(
        (_, out) -> {
          out.write(before.getBytes());
          Thread.sleep(60_000);
        });

    assertThat(fault(SHORT)).isEqualTo(ServerFault.TOO_SLOW);
  }

  @Test
  void one_that_sends_byte_by_byte_is_not_waited_for() throws Exception {
    serve(
        (_, out) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes());
          while (true) {
            out.write('x');
            Thread.sleep(50);
          }
        });

    assertThat(fault(SHORT)).isEqualTo(ServerFault.TOO_SLOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"403 No", "404 Not Found", "410 Gone"})
  void what_a_server_does_not_have_is_no_trouble(String status) throws Exception {
    serve(
        (_, out) -> out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes()));

    try (RemoteHistory far = lab.open()) {
      assertThat(far.branches(List.of("stable")).branches()).isEmpty();
    }
  }

  @Test
  void a_page_instead_of_a_list_of_branches_is_damage() throws Exception {
    serve(
        (_, out) ->
            out.write(
                ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 21\r\n\r\n"
                        + "<html>Log in!</html>\n")
                    .getBytes()));

    assertThat(problem(Limits.USUAL)).isEqualTo(new Problem.DamagedDownload("far", "summary"));
  }

  @Test
  void names_that_lead_elsewhere_are_left_out() throws Exception {
    lab.commit("good", 1, "a=a");
    lab.commit("xx/xx/xx", 2, "a=b");
    lab.origin().ostree("summary", "--update");
    Path summary = lab.origin().path().resolve("summary");
    String text = Files.readString(summary, StandardCharsets.ISO_8859_1);
    Files.writeString(summary, text.replace("xx/xx/xx", "../../xx"), StandardCharsets.ISO_8859_1);

    try (RemoteHistory far = lab.open()) {
      var list = far.branches(List.of());
      assertThat(list.branches()).extracting(it -> it.name()).containsExactly("good");
      assertThat(list.problems())
          .containsExactly(new Problem.CorruptFile("summary", Problem.Flaw.UNSAFE_NAME));
      assertThat(
              catchThrowableOfType(StoreException.class, () -> far.resolve("far:../../etc"))
                  .problem())
          .isEqualTo(new Problem.UnsafeName("../../etc"));
    }
  }

  @Test
  void a_damaged_list_of_branches_is_a_problem_and_never_a_bug() throws Exception {
    lab.commit("one", 1, "a=a");
    lab.commit("two", 2, "a=b");
    lab.origin().ostree("summary", "--update");
    lab.set("url", "file://" + lab.origin().path());
    Path summary = lab.origin().path().resolve("summary");
    byte[] whole = Files.readAllBytes(summary);
    Random random = new Random(5);
    int refused = 0;
    try (RemoteHistory far = lab.open()) {
      for (int i = 0; i < 500; i++) {
        byte[] damaged =
            Arrays.copyOf(whole, i % 5 == 0 ? random.nextInt(whole.length) : whole.length);
        for (int j = 0; j < 3 && damaged.length > 0; j++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        Files.write(summary, damaged);
        try {
          far.described(far.branches(List.of()), List.of());
        } catch (StoreException e) {
          refused++;
          assertThat(e.problem()).isEqualTo(new Problem.DamagedDownload("far", "summary"));
        }
      }
    }
    assertThat(refused).isBetween(100, 499);
  }

  @Test
  void the_remotes_own_authority_is_trusted_and_no_other() throws Exception {
    TlsLab tls = TlsLab.make(temp);
    try (ServerSocket secure = tls.sockets().createServerSocket(0, 50, socket.getInetAddress())) {
      String url = "https://localhost:" + secure.getLocalPort();
      serve(
          secure,
          (_, out) ->
              out.write(
                  ("HTTP/1.1 302 Go\r\nContent-Length: 0\r\nLocation: "
                          + lab.server().url()
                          + "/summary\r\n\r\n")
                      .getBytes()));
      lab.set("url", url);
      assertThat(fault(Limits.USUAL)).isEqualTo(ServerFault.UNTRUSTED);

      lab.set("tls-ca-path", tls.authority().toString());
      assertThat(fault(Limits.USUAL))
          .as("from https to http")
          .isEqualTo(ServerFault.UNSAFE_REDIRECT);

      lab.here().ostree("config", "unset", "--group=remote \"far\"", "tls-ca-path");
      lab.set("tls-permissive", "true");
      lab.set("url", url.replace("localhost", "127.0.0.1"));
      assertThat(fault(Limits.USUAL)).isEqualTo(ServerFault.UNSAFE_REDIRECT);
    }
  }

  private Problem problem(Limits patience) throws StoreException {
    try (RemoteHistory far = lab.open(patience, new Cancellation())) {
      return catchThrowableOfType(StoreException.class, () -> far.branches(List.of())).problem();
    }
  }

  private ServerFault fault(Limits patience) throws StoreException {
    Problem problem = problem(patience);
    assertThat(problem).isInstanceOf(Problem.ServerFailed.class);
    return ((Problem.ServerFailed) problem).fault();
  }

  private void serve(Answer answer) {
    lab.set("url", "http://127.0.0.1:" + socket.getLocalPort());
    serve(socket, answer);
  }

  private void serve(ServerSocket at, Answer answer) {
    workers.submit(
        () -> {
          while (true) {
            Socket connection = at.accept();
            workers.submit(
                () -> {
                  try (connection) {
                    asked.incrementAndGet();
                    answer.write(question(connection), connection.getOutputStream());
                    connection.shutdownOutput();
                  }
                  return null;
                });
          }
        });
  }

  private static String question(Socket connection) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = connection.getInputStream().read();
      if (next < 0) {
        break;
      }
      text.append((char) next);
    }
    return text.toString();
  }
}
