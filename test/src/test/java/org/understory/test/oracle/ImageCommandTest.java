package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.ImageSysroot;
import org.understory.test.kit.SomeImage;

/** What the terminal tells of a system that comes from a container image. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImageCommandTest {
  private static final SomeImage OLD = SomeImage.of("41.1", "base", "desktop", "old");
  private static final SomeImage NEW = SomeImage.of("41.2", "base", "desktop", "newer", "extra");

  private Path folder;
  private ImageSysroot images;
  private String older;
  private String newer;

  @BeforeAll
  void deployTwo(@TempDir Path temporary) {
    folder = temporary;
    images = ImageSysroot.create(folder.resolve("system"));
    older = images.deploy(OLD);
    newer = images.deploy(NEW);
  }

  @Test
  void status_tells_each_image_and_who_has_to_sign_it() {
    CommandRun run = run("status");
    assertThat(run.errors()).isEmpty();
    assertThat(run.text())
        .contains("41.1", "41.2", ImageSysroot.NAME, OLD.digest(), NEW.digest())
        .contains("4 (21.0\u00a0kB)")
        .contains("no signature is required");
    JsonNode image = run("status --json").json().at("/deployments/0/image");
    assertThat(image.get("name").textValue()).isEqualTo("quay.io/fern/os");
    assertThat(image.get("tag").textValue()).isEqualTo("stable");
    assertThat(image.get("signatures").textValue()).isEqualTo("none");
    assertThat(image.at("/here/digest").textValue()).isEqualTo(NEW.digest());
    assertThat(image.at("/here/version").textValue()).isEqualTo("41.2");
    assertThat(image.at("/here/layers").intValue()).isEqualTo(4);
    assertThat(image.get("found").isNull()).isTrue();
  }

  @Test
  void a_commit_tells_the_layers_of_its_image() {
    assertThat(run("show " + older).text()).contains(OLD.digest(), "3 (14.0\u00a0kB)", "41.1");
    JsonNode image = run("show " + older + " --json").json().get("image");
    assertThat(image.get("layers")).hasSize(3);
    assertThat(image.at("/layers/1/digest").textValue()).isEqualTo(SomeImage.digest("desktop"));
    assertThat(image.at("/layers/1/size").intValue()).isEqualTo(7000);
  }

  @Test
  void a_comparison_tells_the_layers_to_download() {
    assertThat(person("diff " + older + " " + newer))
        .contains("Container image: 2 of 4 layers are new (10.0\u00a0kB to download), 1 are gone.");
    JsonNode image = run("diff " + older + " " + newer + " --json").json().get("image");
    assertThat(image.get("download").intValue()).isEqualTo(10_000);
    assertThat(image.get("added")).hasSize(2);
    assertThat(image.get("removed")).hasSize(1);
    assertThat(image.get("shared")).hasSize(2);
    assertThat(run("report " + older + " " + newer).text())
        .contains("Container image", OLD.digest(), "2 of 4 layers are new");
    assertThat(run("report " + older + " " + newer + " --json").json().at("/image/added"))
        .hasSize(2);
  }

  @Test
  void history_makes_no_line_of_versions_out_of_images() {
    JsonNode log = run("log " + newer + " --json").json();
    assertThat(CommandFixture.texts(log, "checksum")).contains(newer).doesNotContain(older);
    assertThat(log.get(0).get("version").textValue()).isEqualTo("41.2");
    assertThat(run("log --graph " + newer + " " + older).text()).contains("41.1", "41.2");
  }

  @Test
  void a_damaged_description_is_told_and_the_rest_is_there() {
    String damaged =
        Command.run(
                "ostree",
                "commit",
                "--repo=" + images.sysroot().repository(),
                "--branch=damaged",
                "--tree=ref=" + older,
                "--add-metadata-string=ostree.manifest-digest=" + OLD.digest(),
                "--add-metadata-string=ostree.manifest={")
            .strip();
    CommandRun run = run("show " + damaged);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.text()).contains(damaged);
    assertThat(run.errors()).contains(damaged).hasLineCount(1);
  }

  private String person(String command) {
    return CommandRun.of(folder, CommandRun.PERSON, Locale.ENGLISH, words(command))
        .text()
        .replaceAll("\u001b\\[[0-9;]*m", "");
  }

  private CommandRun run(String command) {
    return CommandRun.of(folder, words(command));
  }

  private String[] words(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.add("--sysroot=" + images.sysroot().folder());
    return words.toArray(String[]::new);
  }
}
