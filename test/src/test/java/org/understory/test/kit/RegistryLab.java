package org.understory.test.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real registry on the loopback ({@code docker-registry}), filled with skopeo. */
public final class RegistryLab implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final Path folder;
  private final String address;

  private RegistryLab(Process process, Path folder, String address) {
    this.process = process;
    this.folder = folder;
    this.address = address;
  }

  /** Starts one that keeps its files in this folder. */
  public static RegistryLab start(Path folder) {
    try {
      Files.createDirectories(folder);
      Path settings =
          Files.writeString(
              folder.resolve("config.yml"),
              """
              version: 0.1
              log: {level: info, formatter: text}
              storage: {filesystem: {rootdirectory: %s}}
              http: {addr: "127.0.0.1:0"}
              """
                  .formatted(folder.resolve("files")));
      Process process =
          new ProcessBuilder("docker-registry", "serve", settings.toString())
              .redirectErrorStream(true)
              .start();
      return new RegistryLab(process, folder, "127.0.0.1:" + port(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String port(Process process) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line; (line = lines.readLine()) != null; ) {
      Matcher found = LISTENS.matcher(line);
      if (found.find()) {
        // What it says from now on is of no interest, but has to be taken.
        Thread.ofVirtual().start(() -> lines.lines().forEach(rest -> {}));
        return found.group(1);
      }
    }
    throw new AssertionError("the registry does not listen");
  }

  /** Host and port. */
  public String address() {
    return address;
  }

  /** Settings for a person whose home this is: that no certificate is to be expected here. */
  public void trust(Path home) {
    write(
        home.resolve(".config/containers/registries.conf"),
        "[[registry]]\nlocation = \"" + address + "\"\ninsecure = true\n");
  }

  /** Puts an image under this name; its layers hold their names and nothing else. */
  public void push(String name, SomeImage image) {
    Path layout = folder.resolve("layout-" + image.version());
    StringBuilder layers = new StringBuilder();
    List<String> diffs = new ArrayList<>();
    for (String layer : image.layers()) {
      String digest = blob(layout, layer);
      layers.append(layers.isEmpty() ? "" : ",");
      layers.append(descriptor("application/vnd.oci.image.layer.v1.tar", digest, layer));
      diffs.add("\"" + digest + "\"");
    }
    String configuration = image.configuration();
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,\
        "layers":[%s]}"""
            .formatted(
                descriptor(
                    "application/vnd.oci.image.config.v1+json",
                    blob(layout, configuration),
                    configuration),
                layers);
    write(
        layout.resolve("index.json"),
        """
        {"schemaVersion":2,"manifests":[%s]}"""
            .formatted(
                descriptor(
                    "application/vnd.oci.image.manifest.v1+json",
                    blob(layout, manifest),
                    manifest)));
    write(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Command.run(
        "skopeo",
        "--insecure-policy",
        "copy",
        "--preserve-digests",
        "--dest-tls-verify=false",
        "oci:" + layout,
        "docker://" + address + "/" + name);
  }

  private static String descriptor(String type, String digest, String content) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(type, digest, content.getBytes(StandardCharsets.UTF_8).length);
  }

  private static String blob(Path layout, String content) {
    String digest = SomeImage.digest(content);
    write(layout.resolve("blobs/sha256").resolve(digest.replace("sha256:", "")), content);
    return digest;
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
