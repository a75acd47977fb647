package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.understory.app.state.Reading;
import org.understory.app.state.SystemChoice;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.Engine;
import org.understory.test.kit.ImageSysroot;
import org.understory.test.kit.Person;
import org.understory.test.kit.SomeImage;

/** What the window shows of a system that comes from a container image, with pictures of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImagePicturesTest {
  private static final SomeImage OLD = SomeImage.of("41.20260501", "base", "desktop", "office");
  private static final SomeImage NEW = SomeImage.of("41.20260508", "base", "desktop", "office7");

  private Path folder;
  private String older;
  private String newer;

  @BeforeAll
  void deployTwo(@TempDir Path temporary) {
    folder = temporary.resolve("system");
    ImageSysroot images = ImageSysroot.create(folder);
    older = images.deploy(OLD);
    newer = images.deploy(NEW);
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGLISH_LIGHT", "CHINESE_DARK"})
  void the_card_of_a_deployment_names_the_image_and_who_has_to_sign_it(
      PictureStyle style, @TempDir Path home) throws IOException, StoreException {
    try (Person person = at(style, home, "system")) {
      person.reads("#deployment-1", ImageSysroot.NAME);
      person.clickOn("#details-1");
      person.sees("#deployment-1 .details");
      if (style.locale().equals(Locale.ENGLISH)) {
        person.reads("#update-service", "managed by bootc");
        person.reads("#deployment-1", "no signature is required");
      }
      PictureStyle.takeAll(person.stage().getScene(), style.locale(), "IMAGE_SYSTEM");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGLISH_LIGHT", "CHINESE_DARK"})
  void a_comparison_counts_the_layers_to_download(PictureStyle style, @TempDir Path home)
      throws IOException, StoreException {
    try (Person person = at(style, home, "compare")) {
      picks(person, "#compare-from", older, OLD);
      picks(person, "#compare-to", newer, NEW);
      if (style.locale().equals(Locale.ENGLISH)) {
        person.reads(
            "#compare-image", "1 of 3 layers are new (7.0\u00a0kB to download), 1 are gone");
      }
      person.sees("#compare-tree");
      PictureStyle.takeAll(person.stage().getScene(), style.locale(), "IMAGE_COMPARE");
    }
  }

  @Test
  void history_tells_the_layers_of_an_image(@TempDir Path home) throws StoreException, IOException {
    PictureStyle style = PictureStyle.ENGLISH_LIGHT;
    try (Person person = at(style, home, "history")) {
      person.reads("#history-list", NEW.version());
      person.reads("#history-list", OLD.version());
      person.clickOn("#history-list", NEW.version());
      person.reads("#history-details", "3 (18.0\u00a0kB)");
      person.reads("#history-details", NEW.digest().substring(0, 15));
      PictureStyle.takeAll(person.stage().getScene(), style.locale(), "IMAGE_HISTORY");
    }
  }

  private static void picks(Person person, String side, String commit, SomeImage image) {
    person.clickOn(side);
    person.sees("#choice-list");
    person.write(commit.substring(0, 10)).push(KeyCode.ENTER);
    person.reads(side, image.version());
  }

  private Person at(PictureStyle style, Path home, String screen) throws StoreException {
    Reading reading = Reading.open(new SystemChoice.Folder(folder)).with(new Bootc());
    assertThat(reading.snapshot().problems()).isEmpty();
    return Person.at(reading, home, style.settings(screen));
  }

  /** Says that bootc is in charge, and does nothing. */
  private static final class Bootc implements Engine {
    @Override
    public UpdateService service() {
      return UpdateService.BOOTC;
    }

    @Override
    public Plan plan(Operation operation) {
      throw new AssertionError("nothing is changed here");
    }

    @Override
    public Outcome carryOut(Plan plan, Consumer<Event> events, Cancellation cancellation) {
      throw new AssertionError("nothing is changed here");
    }

    @Override
    public List<Activity> activities() {
      return List.of();
    }
  }
}
