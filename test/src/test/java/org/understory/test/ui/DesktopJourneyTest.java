package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.desktop.SessionBus;
import org.understory.app.state.SystemChoice;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.OddPortal;
import org.understory.test.kit.Person;
import org.understory.test.kit.PrivateBus;
import org.understory.test.kit.RealPortal;

/** Somebody changes the desktop between light and dark, and the window goes with it. */
final class DesktopJourneyTest {
  @TempDir private Path home;
  @TempDir private Path desktop;
  private SystemChoice nothing;
  private Person person;

  @BeforeEach
  void choose() {
    nothing = new SystemChoice.Folder(home.resolve("nothing"));
  }

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void the_window_is_dark_on_a_dark_desktop_and_changes_with_it() {
    try (RealPortal portal = RealPortal.start(desktop)) {
      portal.choose("prefer-dark");
      person = Person.at(nothing, home, portal.bus());
      person.awaits("the dark", this::isDark);
      portal.choose("default");
      person.awaits("the light", () -> !isDark());
      portal.choose("prefer-dark");
      person.awaits("the dark again", this::isDark);
    }
  }

  @Test
  void what_the_person_chose_for_the_window_outweighs_the_desktop() {
    try (RealPortal portal = RealPortal.start(desktop)) {
      portal.choose("prefer-dark");
      person = Person.at(nothing, home, portal.bus());
      person.awaits("the dark", this::isDark);
      person.clickOn("#main-menu");
      person.clickOn(".context-menu", "Appearance");
      person.clickOn(".context-menu", "Light");
      person.awaits("the light", () -> !isDark());
    }
  }

  @Test
  void the_first_look_is_the_last_one_that_the_desktop_had() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (PrivateBus bus = PrivateBus.start(desktop)) {
      OddPortal slow =
          OddPortal.start(
              bus,
              () -> {
                asked.countDown();
                end.await();
                return new Variant<>(new UInt32(2));
              });
      person = Person.at(nothing, home, bus.bus(), "desktop=dark");
      person.awaits("the question", () -> asked.getCount() == 0);
      assertThat(FxHarness.<Boolean>call(this::isDark)).isTrue();
      end.countDown();
      person.awaits("the light", () -> !isDark());
      slow.close();
      person.close();

      person = Person.at(nothing, home, SessionBus.NONE);
      assertThat(FxHarness.<Boolean>call(this::isDark)).isFalse();
    }
  }

  @Test
  void on_a_desktop_that_no_longer_says_what_it_is_the_last_look_is_forgotten() {
    person = Person.at(nothing, home, SessionBus.NONE, "desktop=dark");
    person.awaits("the light", () -> !isDark());
  }

  private boolean isDark() {
    return person.stage().getScene().getStylesheets().stream()
        .anyMatch(sheet -> sheet.endsWith("understory-dark.css"));
  }
}
