package org.understory.test.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.understory.app.desktop.SessionBus;

/** A session bus of its own, the real daemon, on a socket in a folder of the test. */
public final class PrivateBus implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
       "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
      <busconfig>
        <type>session</type>
        <listen>unix:path=%s/bus</listen>
        <servicedir>%s</servicedir>
        <policy context="default">
          <allow send_destination="*"/>
          <allow receive_sender="*"/>
          <allow own="*"/>
        </policy>
      </busconfig>
      """;

  private final Process daemon;
  private final String address;

  private PrivateBus(Process daemon, String address) {
    this.daemon = daemon;
    this.address = address;
  }

  /** Starts one whose only program is the bus itself. */
  public static PrivateBus start(Path folder) {
    return start(folder, Map.of());
  }

  /**
   * Starts one.
   *
   * @param folder for its socket; {@code services} in it may hold what can be started over the bus
   * @param environment what programs started over the bus get beside the environment of the tests
   */
  static PrivateBus start(Path folder, Map<String, String> environment) {
    try {
      Path services = Files.createDirectories(folder.resolve("services"));
      Path configuration = folder.resolve("bus.conf");
      Files.writeString(configuration, CONFIGURATION.formatted(folder, services));
      ProcessBuilder builder =
          new ProcessBuilder(
              "dbus-daemon", "--nofork", "--config-file=" + configuration, "--print-address=1");
      builder.environment().putAll(environment);
      Process daemon = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return new PrivateBus(daemon, firstLine(daemon));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a program says first, once it is there. */
  static String firstLine(Process program) throws IOException {
    BufferedReader output = program.inputReader(StandardCharsets.UTF_8);
    return Optional.ofNullable(output.readLine())
        .orElseThrow(() -> new AssertionError(program + " did not start"));
  }

  /** Where it listens. */
  public String address() {
    return address;
  }

  /** It as the program knows it. */
  public SessionBus bus() {
    return SessionBus.of(Map.of("DBUS_SESSION_BUS_ADDRESS", address));
  }

  @Override
  public void close() {
    daemon.destroy();
    daemon.onExit().join();
  }
}
