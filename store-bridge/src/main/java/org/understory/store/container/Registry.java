package org.understory.store.container;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.understory.model.container.Image;
import org.understory.model.container.ImageReference;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.tool.BoundedTool;

/**
 * Asks registries through {@code skopeo}, which bootc and rpm-ostree use as well. Goes to the
 * network; signatures are not checked, for nothing is installed from here.
 */
public final class Registry {
  private static final String NAME = "skopeo";
  private static final Path PROGRAM = Path.of("/usr/bin/skopeo");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MAX_ANSWER = 4 << 20;

  /** What leads to a person's own logins and settings for registries. */
  private static final List<String> KEPT =
      List.of("HOME", "XDG_RUNTIME_DIR", "REGISTRY_AUTH_FILE", "https_proxy", "no_proxy");

  private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");

  private final BoundedTool tool;

  private Registry(List<String> command, Duration patience) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", "/usr/bin");
    environment.put("LC_ALL", "C.UTF-8");
    for (String name : KEPT) {
      Optional.ofNullable(System.getenv(name)).ifPresent(value -> environment.put(name, value));
    }
    tool = new BoundedTool(NAME, command, environment, patience, MAX_ANSWER);
  }

  /** The one that the installed program leads to. */
  public static Registry live() {
    return of(List.of(PROGRAM.toString()), PATIENCE);
  }

  /** The one that this command leads to. */
  public static Registry of(List<String> command, Duration patience) {
    return new Registry(command, patience);
  }

  /** Whether there is a program to ask with. */
  public static boolean installed() {
    return Files.isExecutable(PROGRAM);
  }

  /**
   * The tags of an image's name, in the order of the registry.
   *
   * @throws StoreException UnsafeName where it is on no server, MissingTool, ToolFailed
   */
  public List<String> tags(ImageReference reference, Cancellation cancellation)
      throws StoreException {
    String answer = ask(cancellation, "list-tags", place(reference, reference.name()));
    List<String> tags = new ArrayList<>();
    for (JsonTree each : JsonTree.parse(answer).get("Tags").items()) {
      each.text().filter(tag -> TAG.matcher(tag).matches()).ifPresent(tags::add);
    }
    return tags;
  }

  /**
   * What an image is now, for this kind of processor.
   *
   * @throws StoreException UnsafeName where it is on no server, MissingTool, ToolFailed
   */
  public Image image(ImageReference reference, Cancellation cancellation) throws StoreException {
    String manifest = ask(cancellation, "inspect", "--raw", place(reference, reference.image()));
    Optional<String> mine = forThisComputer(JsonTree.parse(manifest));
    String digest = mine.orElseGet(() -> digest(manifest));
    String exactly = place(reference, reference.name() + "@" + digest);
    String single = mine.isPresent() ? ask(cancellation, "inspect", "--raw", exactly) : manifest;
    String configuration = ask(cancellation, "inspect", "--config", "--raw", exactly);
    return ImageReader.parse(digest, single, configuration)
        .orElseThrow(() -> new StoreException(new Problem.ToolFailed(NAME, reference.image())));
  }

  /** Of an image for several kinds of processor the digest of one; empty where it is but one. */
  private static Optional<String> forThisComputer(JsonTree manifest) {
    String architecture =
        switch (System.getProperty("os.arch")) {
          case "aarch64" -> "arm64";
          case String other -> other;
        };
    return manifest.get("manifests").items().stream()
        .filter(
            it ->
                it.get("platform").get("architecture").text().equals(Optional.of(architecture))
                    && it.get("platform").get("os").text().equals(Optional.of("linux")))
        .findFirst()
        .flatMap(it -> it.get("digest").text())
        .filter(it -> it.matches("sha256:[0-9a-f]{64}"));
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String place(ImageReference reference, String name) throws StoreException {
    if (!reference.onServer()) {
      throw new StoreException(new Problem.UnsafeName(reference.image()));
    }
    return "docker://" + name;
  }

  private String ask(Cancellation cancellation, String... arguments) throws StoreException {
    return tool.ask(List.of(arguments), cancellation);
  }
}
