package org.understory.test.kit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stands in for bootc, which Debian 12 does not have, on a computer that runs a test sysroot: see
 * {@code bootc.py}, which says what of it is real.
 */
public final class BootcStandIn {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ImageSysroot images;
  private final BootedHost host;
  private final Path server;
  private final Map<String, Map<String, String>> registry = new LinkedHashMap<>();
  private String behaviour = "";
  private List<String> arguments = List.of();

  /**
   * Installs it.
   *
   * @param server a folder for the trees of images
   */
  public BootcStandIn(ImageSysroot images, BootedHost host, Path server) throws IOException {
    this.images = images;
    this.host = host;
    this.server = server;
    Command.run("ostree", "init", "--mode=archive", "--repo=" + server);
    host.install("bootc.py", "bootc");
    write();
  }

  /** Has the registry give this image under a name from now on. */
  public void publish(String name, SomeImage image) {
    TestSysroot sysroot = images.sysroot();
    String repo = "--repo=" + sysroot.repository();
    String base = sysroot.commit("base", image.version(), "kernel " + image.version());
    Command.run("ostree", "pull-local", "--repo=" + server, "" + sysroot.repository(), base);
    Command.run("ostree", "refs", repo, "--delete", "base");
    Command.run("ostree", "prune", repo, "--refs-only");
    registry.put(
        name,
        Map.of(
            "digest", image.digest(),
            "manifest", image.manifest(),
            "configuration", image.configuration(),
            "base", base));
    write();
  }

  /** Tells it how to behave from now on; {@code bootc.py} knows the words. */
  public void behave(String word) {
    behaviour = word;
    write();
  }

  /** Has images bring these kernel arguments from now on. */
  public void bringArguments(List<String> brought) {
    arguments = List.copyOf(brought);
    write();
  }

  /** The arguments of each run, a line each. */
  public List<String> calls() {
    Path calls = host.run().resolve("bootc.calls");
    try {
      return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write() {
    Map<String, Object> control = new LinkedHashMap<>();
    control.put("images", registry);
    control.put("behaviour", behaviour);
    control.put("arguments", arguments);
    control.put("server", "/run/host" + server);
    try {
      JSON.writeValue(host.run().resolve("bootc.json").toFile(), control);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
