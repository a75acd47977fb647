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
import java.util.TreeMap;
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
    assertThat(CommandFixture.texts(tags, "tag")).contains("41", "stable");
    for (JsonNode tag : tags) {
      assertThat(tag.get("followed").booleanValue())
          .isEqualTo(tag.get("tag").textValue().equals("stable"));
    }
  }

  @Test
  void an_image_can_move_to_its_other_tags() throws IOException {
    JsonNode list = json("rebase", "--remote", "--json");
    assertThat(CommandFixture.texts(list, "name")).containsExactly("41", "40", "stable");
    String other = "ostree-unverified-registry:" + registry.address() + "/fern/os:41";
    assertThat(list.get(0).get("reference").asText()).isEqualTo(other);
    assertThat(list.get(0).get("kind").asText()).isEqualTo("image");
    assertThat(list.get(2).get("followed").booleanValue()).isTrue();
    assertThat(json("rebase", "--json")).as("nobody was asked").isEmpty();
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
  void of_an_image_for_several_kinds_of_processor_the_one_for_this_is_meant() throws IOException {
    String mine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    SomeImage other = SomeImage.of("41.3-other", "base", "of another kind");
    registry.push("fern/many:41", new TreeMap<>(Map.of(mine, THERE, "s390x", other)));
    JsonNode image = json("image", "show", registry.address() + "/fern/many:41", "--json");
    assertThat(image.at("/image/version").textValue()).isEqualTo("41.2");
    assertThat(image.at("/image/digest").textValue())
        .as("the manifest, not the list of them")
        .isEqualTo(
            json("image", "show", registry.address() + "/fern/os:41", "--json")
                .at("/image/digest")
                .textValue());
    registry.push("fern/none:41", new TreeMap<>(Map.of("s390x", other)));
    Command.Result none = run("image", "show", registry.address() + "/fern/none:41");
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.errors()).contains("skopeo").hasLineCount(1);
  }

  @Test
  void two_images_that_only_the_registry_has_are_compared() throws IOException {
    registry.push("fern/os:40", HERE);
    String older = registry.address() + "/fern/os:40";
    Command.Result text = run("image", "diff", older);
    assertThat(text.errors()).isEmpty();
    assertThat(text.text())
        .contains("41.1", "41.2", "1 of 2 layers are new (16 bytes to download), 1 are gone")
        .contains("only once both images are on this computer");
    JsonNode diff = json("image", "diff", older, registry.address() + "/fern/os:41", "--json");
    assertThat(diff.at("/from/image/version").textValue()).isEqualTo("41.1");
    assertThat(diff.at("/to/image/version").textValue()).isEqualTo("41.2");
    assertThat(diff.at("/difference/download").intValue()).isEqualTo(16);
    assertThat(diff.at("/difference/shared")).hasSize(1);
  }

  @Test
  void what_is_not_there_is_told_in_its_words() {
    Command.Result none = run("image", "show", registry.address() + "/fern/nothing:1");
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
