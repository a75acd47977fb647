package org.understory.test.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javafx.scene.Scene;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.store.flatpak.Flatpak;
import org.understory.store.flatpak.FlatpakChanges;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FlatpakLab;

/** Takes pictures of the Applications screen with something in it, and of a plan. */
final class ApplicationsPicturesTest {
  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void an_application_and_a_plan_for_it_are_more_than_an_empty_frame(String language)
      throws IOException {
    Locale locale = Locale.forLanguageTag(language);
    FlatpakChanges changes =
        new FlatpakChanges(new Flatpak(FlatpakLab.environment(home)), home.resolve("state"));
    try (FlatpakLab lab = FlatpakLab.publish(home);
        DemoWindow window = DemoWindow.build(locale, changes)) {
      lab.install("--user");
      lab.install("--system");
      lab.flatpak("mask", "--system", FlatpakLab.REF);
      window.openDemo();
      // Where there is least room for eight screens in the header.
      Scene scene = window.scene(locale.equals(Locale.ENGLISH) ? 1000 : 1280, 800);
      PictureStyle.dress(scene, locale);
      window.awaitNodes(".permission", 4);
      window.fire("#application-ask");
      window.awaitNodes(".version-row", 3);
      window.fire("#version-look-" + lab.versions().get(1).brief());
      window.awaitNodes("#version-go-to", 1);
      PictureStyle.takeAll(scene, locale, "applications");
      window.fire("#version-go-to");
      window.awaitNodes("#application-plan", 1);
      PictureStyle.takeAll(scene, locale, "applications_plan");
    }
  }
}
