package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.Change;
import org.understory.store.remote.RemoteHistory;
import org.understory.test.kit.Certificate;
import org.understory.test.kit.RemoteLab;
import org.understory.test.kit.RepositoryServer;
import org.understory.test.kit.ServerProcess;

/** Proxies, certificates of clients, and HTTP/2, with real servers that ostree uses as well. */
final class WayToServerTest {
  @TempDir private Path temp;
  private RemoteLab lab;
  private Checksum before;
  private Checksum after;

  @BeforeEach
  void open() {
    lab = new RemoteLab(temp);
    before = lab.commit("main", 1, "usr/a/x=1", "usr/b/x=1", "usr/c/x=1", "usr/d/x=1");
    after = lab.commit("main", 2, "usr/a/x=2", "usr/b/x=2", "usr/c/x=2", "usr/d/x=2");
    lab.origin().ostree("summary", "--update");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void a_proxy_is_asked_instead_of_the_server() throws Exception {
    try (ServerProcess proxy = ServerProcess.proxy(temp)) {
      lab.set("proxy", "http://127.0.0.1:" + proxy.port());

      look();
      List<String> asked = lab.server().asked();
      assertThat(asked).isNotEmpty();
      assertThat(proxy.ended().stream().filter(line -> line.contains(": GET http://")).count())
          .isEqualTo(asked.size());
    }
    assertThat(problem())
        .as("and never the server itself")
        .isInstanceOf(Problem.ServerFailed.class);
  }

  @Test
  void a_client_shows_its_certificate_through_a_proxy_too() throws Exception {
    Certificate own = Certificate.make(temp, "server");
    Certificate client = Certificate.make(temp, "client");
    try (RepositoryServer server =
        RepositoryServer.serve(lab.origin().path(), own.trusting(client))) {
      lab.set("url", server.url().replace("127.0.0.1", "localhost"));
      lab.set("tls-ca-path", own.file().toString());
      assertThat(problem()).as("without").isInstanceOf(Problem.ServerFailed.class);

      lab.set("tls-client-cert-path", client.file().toString());
      lab.set("tls-client-key-path", client.key().toString());
      look();
      lab.here().ostree("pull", "far", "main");
      assertThat(server.asked()).isNotEmpty();

      lab.set("tls-client-cert-path", own.file().toString());
      lab.set("tls-client-key-path", own.key().toString());
      assertThat(problem()).as("another one").isInstanceOf(Problem.ServerFailed.class);
      lab.set("tls-client-key-path", client.file().toString());
      assertThat(catchThrowableOfType(StoreException.class, this::look).problem())
          .isEqualTo(new Problem.UnsupportedRemote("far", "tls-client-key-path"));

      lab.set("tls-client-cert-path", client.file().toString());
      lab.set("tls-client-key-path", client.key().toString());
      try (ServerProcess proxy = ServerProcess.proxy(temp)) {
        lab.set("proxy", "http://127.0.0.1:" + proxy.port());
        try (RemoteHistory far = lab.open()) {
          assertThat(far.newest("main")).isEqualTo(after);
        }
        assertThat(proxy.ended()).anyMatch(line -> line.contains("CONNECT localhost:"));
      }
    }
  }

  @Test
  void many_questions_share_one_connection_of_http_2_unless_it_is_turned_off() throws Exception {
    Certificate own = Certificate.make(temp, "server");
    try (ServerProcess server = ServerProcess.http2(lab.origin().path(), own.key(), own.file())) {
      lab.set("url", "https://localhost:" + server.port());
      lab.set("tls-ca-path", own.file().toString());

      look();
      lab.set("http2", "false");
      assertThat(problem()).isInstanceOf(Problem.ServerFailed.class);
      List<String> said = server.ended();
      assertThat(said.stream().filter(line -> line.contains(":path: /objects/")).count())
          .isGreaterThan(8);
      assertThat(said.stream().filter(line -> line.contains(":path: /")).map(WayToServerTest::id))
          .containsOnly("[id=1]");
    }
  }

  private static String id(String line) {
    return line.substring(line.indexOf("[id="), line.indexOf(']', line.indexOf("[id=")) + 1);
  }

  private void look() throws StoreException {
    try (RemoteHistory far = lab.open()) {
      assertThat(far.newest("main")).isEqualTo(after);
      assertThat(
              far.repository().diff(before, after, "/", true, new Cancellation()).changes().stream()
                  .map(Change::path))
          .containsExactly("/usr/a/x", "/usr/b/x", "/usr/c/x", "/usr/d/x");
    }
  }

  private Problem problem() throws StoreException {
    try (RemoteHistory far = lab.open()) {
      return catchThrowableOfType(StoreException.class, () -> far.branches(List.of())).problem();
    }
  }
}
