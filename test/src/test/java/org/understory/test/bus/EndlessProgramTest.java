package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.launch.Main;
import org.understory.store.engine.JavaCommand;
import org.understory.test.kit.Command;
import org.understory.test.kit.engine.EndlessHost;

/** What the program itself finds and says on a computer that runs Endless OS. */
final class EndlessProgramTest {
  /** The updater's file is where the bus looks for what it can start. */
  private static final String INSTALLED =
      """
      mount -t tmpfs tmpfs /usr/share/dbus-1/system-services
      touch /usr/share/dbus-1/system-services/com.endlessm.Updater.service
      if [ -d /run/media/fay/DRIVE ]; then mount --bind /run/media/fay/DRIVE /run/media/fay/DRIVE; fi
      HOME=/tmp LC_ALL=C.UTF-8 exec "$@"
      """;

  @TempDir private Path folder;

  @Test
  void the_terminal_tells_what_the_updater_has_found() throws Exception {
    try (EndlessHost host = new EndlessHost(folder)) {
      Path socket = host.fern().host().run().resolve("dbus/system_bus_socket");
      Files.createDirectories(socket.getParent());
      Path bus = host.fern().busFolder().resolve("bus");
      Files.createSymbolicLink(socket, Path.of("/run/host" + bus));
      String newest =
          host.fern()
              .server()
              .publish(
                  "stable",
                  "--subject=Fern \u001b[31mgrows",
                  "--generate-sizes",
                  "--add-metadata-string=eos-updater.release-notes-uri=https://fern.example/new")
              .hex();
      host.updater().call("Poll");
      host.updater().await("UpdateAvailable");
      String said = program(host, "status");
      assertThat(said)
          .contains("Updates on this computer are managed by the updater of Endless OS.\n")
          .containsPattern("It has found version 3 \\(.* to download\\), and has not downloaded")
          .contains("  Fern \\x1b[31mgrows\n  https://fern.example/new\n");
      JsonNode told = new ObjectMapper().readTree(program(host, "status", "--json"));
      assertThat(told.path("updates").asText()).isEqualTo("endless");
      JsonNode updater = told.path("updater");
      assertThat(updater.path("stage").asText()).isEqualTo("found");
      assertThat(updater.path("checksum").asText()).isEqualTo(newest);
      assertThat(updater.path("downloadBytes").asLong()).isPositive();
      assertThat(told.path("volumes")).isEmpty();

      host.fern().server().copy("stable", host.fern().host().run().resolve("media/fay/DRIVE"));
      assertThat(program(host, "status"))
          .contains(
              "\nA USB drive with updates is here: understory upgrade --from /run/media/fay/DRIVE");
      told = new ObjectMapper().readTree(program(host, "status", "--json"));
      assertThat(told.path("volumes").path(0).asText()).isEqualTo("/run/media/fay/DRIVE");
    }
  }

  private static String program(EndlessHost host, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-ec", INSTALLED, "sh"));
    command.addAll(JavaCommand.of(Main.class, Path.of("/run/host")));
    command.addAll(List.of(arguments));
    Command.Result result = Command.attempt(host.fern().host().command(command));
    assertThat(result.status()).as(result.errors()).isZero();
    return result.text() + "\n";
  }
}
