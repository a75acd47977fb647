package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.store.bus.ErrorName;
import org.understory.store.client.HelperClient;
import org.understory.store.client.HelperRefusal;
import org.understory.store.client.HelperTransaction;
import org.understory.store.client.TransactionListener;
import org.understory.test.kit.BusPerson;
import org.understory.test.kit.HelperLab;
import org.understory.test.kit.SystemLab;

/** The program's end of the contract, as root: who it is makes no difference to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HelperClientTest {
  private static final String STEPS = "{\"action\":\"org.understory.upgrade\",\"work\":\"steps\"}";

  @TempDir static Path folder;
  private HelperLab helper;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private final TransactionListener listener =
      new TransactionListener() {
        @Override
        public void event(String json) {
          heard.add(json);
        }

        @Override
        public void finished(String json) {
          heard.add("finished " + json);
        }

        @Override
        public void lost() {
          heard.add("lost");
        }
      };

  @BeforeAll
  void start() {
    assumeTrue(SystemLab.possible());
    helper = new HelperLab(SystemLab.Kind.DBUS_BROKER, folder, HelperLab.Patience.INSTALLED, true);
  }

  @AfterAll
  void stop() {
    if (helper != null) {
      helper.close();
    }
  }

  private HelperClient client() throws IOException {
    return HelperClient.connect(helper.lab().path("/run/dbus/system_bus_socket"));
  }

  private String next() throws InterruptedException {
    return String.valueOf(heard.poll(15, TimeUnit.SECONDS));
  }

  private String end() throws InterruptedException {
    String line = next();
    while (line.startsWith("{")) {
      line = next();
    }
    return line;
  }

  @Test
  void it_hears_how_an_operation_goes_and_not_what_others_say_about_it() throws Exception {
    try (HelperClient client = client();
        BusPerson mallory = helper.lab().person("hal")) {
      assertThat(client.state()).isEqualTo("{\"deployments\":[]}");
      HelperTransaction steps = client.begin("state", STEPS, true, listener);
      mallory.connect();
      for (int to = 0; to < 60; to++) {
        mallory.run(
            "emit",
            Map.of(
                "dest", ":1." + to,
                "path", "/org/understory/Helper1/txn/0",
                "interface", "org.understory.Helper1.Transaction",
                "member", "Finished",
                "sig", "s",
                "args", new String[] {"forged"}));
      }
      steps.start();
      assertThat(next()).isEqualTo("{\"type\":\"authorizing\"}");
      assertThat(next()).contains("\"phase\"");
      assertThat(end()).startsWith("finished ").contains("succeeded");
      assertThat(heard).isEmpty();
    }
  }

  @Test
  void a_refusal_has_its_name() throws Exception {
    try (HelperClient client = client()) {
      assertThatThrownBy(() -> client.begin("state", "odd", false, listener))
          .isInstanceOfSatisfying(
              HelperRefusal.class,
              refusal -> assertThat(refusal.name()).contains(ErrorName.INVALID_ARGUMENT));
    }
  }

  @Test
  void it_is_told_when_the_helper_has_gone() throws Exception {
    try (HelperClient client = client()) {
      client.begin("state", STEPS, false, listener).start();
      assertThat(next()).contains("authorizing");
      helper.front().destroyForcibly();
      assertThat(end()).isEqualTo("lost");
      while (helper.starts() < 2) {
        Thread.onSpinWait();
      }
      assertThat(client.state()).as("the next one is there").isNotEmpty();
    }
  }
}
