package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.container.ImageReference;
import org.understory.model.container.ImageReference.Signatures;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.container.Registry;
import org.understory.test.kit.Command;
import org.understory.test.kit.ImageSysroot;
import org.understory.test.kit.Program;
import org.understory.test.kit.RegistryLab;
import org.understory.test.kit.SomeImage;

/** What the terminal tells of a registry: a real one, through the real skopeo. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RegistryCommandTest {
  private static final SomeImage HERE = SomeImage.of("41.1", "base", "desktop");
  private static final SomeImage THERE = SomeImage.of("41.2", "base", "desktop-of-today");

  private Path folder;
  private RegistryLab registry;
  private ImageSysroot images;

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary;
    registry = RegistryLab.start(folder.resolve("registry"));
    registry.trust(folder);
    registry.push("fern/os:41", THERE);
    registry.push("fern/os:stable", THERE);
    images = ImageSysroot.create(folder.resolve("system"));
    images.deploy(
        HERE,
        "[origin]\ncontainer-image-reference=ostree-unverified-registry:"
            + registry.address()
            + "/fern/os:stable\n");
  }

  @AfterAll
  void stop() {
    registry.close();
  }

  @Test
  void tags_are_listed_and_the_one_that_is_followed_is_marked() throws IOException {
    Command.Result text = run("image", "tags");
    assertThat(text.errors()).isEmpty();
    assertThat(text.text()).contains(registry.address() + "/fern/os:41").contains("followed");
    JsonNode tags = json("image", "tags", "--json").get("tags");
    assertThat(CommandFixture.texts(tags, "tag")).containsExactly("41", "stable");
    assertThat(tags.get(1).get("followed").booleanValue()).isTrue();
    assertThat(tags.get(0).get("followed").booleanValue()).isFalse();
  }

  @Test
  void an_image_is_shown_with_what_it_would_take_to_download() throws IOException {
    Command.Result text = run("image", "show");
    assertThat(text.errors()).isEmpty();
    assertThat(text.text()).contains("41.2", "1 of 2 layers are new (16 bytes to download)");
    JsonNode image = json("image", "show", registry.address() + "/fern/os:41", "--json");
    assertThat(image.at("/image/version").textValue()).isEqualTo("41.2");
    assertThat(image.at("/image/layers")).hasSize(2);
    assertThat(image.at("/againstCurrent/download").intValue()).isEqualTo(16);
    String digest = image.at("/image/digest").textValue();
    String exactly = registry.address() + "/fern/os@" + digest;
    assertThat(json("image", "show", exactly, "--json").at("/image/digest").textValue())
        .as("what it was called by is its name")
        .isEqualTo(digest);
  }

  @Test
  void what_is_not_there_is_told_in_its_words() {
    Command.Result none = run("image", "show", registry.address() + "/fern/none:1");
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.errors()).contains("skopeo").hasLineCount(1);
    Command.Result unsafe = run("image", "show", "--", "-x");
    assertThat(unsafe.status()).isEqualTo(1);
    assertThat(unsafe.errors()).contains("-x").hasLineCount(1);
  }

  @Test
  void a_server_that_never_answers_is_left_in_time_and_when_asked() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ImageReference reference =
          ImageReference.parse("127.0.0.1:" + silent.getLocalPort() + "/os:1", Signatures.NONE)
              .orElseThrow();
      Registry hurried = Registry.of(List.of("/usr/bin/skopeo"), Duration.ofSeconds(1));
      assertThatThrownBy(() -> hurried.tags(reference, new Cancellation()))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.problem()).isEqualTo(new Problem.ToolFailed("skopeo", "timeout")));
      Cancellation cancellation = new Cancellation();
      Registry patient = Registry.of(List.of("/usr/bin/skopeo"), Duration.ofMinutes(5));
      Thread.ofVirtual()
          .start(
              () -> {
                try (var _ = silent.accept()) {
                  cancellation.cancel();
                } catch (IOException closed) {
                  // The test is over.
                }
              });
      assertThatThrownBy(() -> patient.tags(reference, cancellation))
          .isInstanceOf(CancellationException.class);
    }
  }

  private JsonNode json(String... command) throws IOException {
    return new ObjectMapper().readTree(run(command).output());
  }

  private Command.Result run(String... command) {
    List<String> words = new ArrayList<>(Program.java());
    words.addAll(List.of(command));
    int options = words.indexOf("--");
    words.add(options < 0 ? words.size() : options, "--sysroot=" + images.sysroot().folder());
    return Command.attempt(words, Program.environment(folder, Map.of()));
  }
}
