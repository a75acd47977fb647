package org.understory.model.flatpak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.flatpak.Permission.Area;
import org.understory.model.flatpak.Permission.Reach;

final class PermissionChangeTest {
  private static final Permission NETWORK = new Permission(Area.SHARED, "network", "");
  private static final Permission WINDOWS = new Permission(Area.SOCKET, "wayland", "");
  private static final Permission READ = new Permission(Area.FILES, "home", "ro");
  private static final Permission WRITE = new Permission(Area.FILES, "home", "rw");

  @Test
  void what_allows_more_comes_first_and_of_that_what_reaches_furthest() {
    List<PermissionChange> changes =
        PermissionChange.between(List.of(WRITE), List.of(WINDOWS, READ, NETWORK));

    assertThat(changes.stream().map(PermissionChange::named))
        .containsExactly(NETWORK, WINDOWS, READ);
    assertThat(changes.stream().map(PermissionChange::widens)).containsExactly(true, true, false);
    assertThat(PermissionChange.between(List.of(READ), List.of(WRITE)).getFirst().widens())
        .isTrue();
  }

  @Test
  void the_same_differs_in_nothing_and_the_other_way_round_it_goes() {
    List<Permission> some = List.of(NETWORK, READ);

    assertThat(PermissionChange.between(some, some)).isEmpty();
    assertThat(PermissionChange.between(some, List.of()))
        .allSatisfy(each -> assertThat(each.kind()).isEqualTo(PermissionChange.Kind.REMOVED))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "FILES, home, WIDE",
    "FILES, ~/.ssh, WIDE",
    "FILES, xdg-music, SOME",
    "DEVICE, all, WIDE",
    "DEVICE, dri, SOME",
    "SOCKET, x11, WIDE",
    "SOCKET, wayland, NONE",
    "SHARED, network, WIDE",
    "SESSION_BUS, org.freedesktop.Flatpak, WIDE",
    "SESSION_BUS, org.fern.Spell, SOME",
    "ENVIRONMENT, A, NONE"
  })
  void how_far_one_reaches(Area area, String name, Reach reach) {
    assertThat(new Permission(area, name, "talk").reach()).isEqualTo(reach);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app/org.fern.Notes/x86_64",
        "app/../x86_64/stable",
        "app/org.fern.Notes/x86_64/../..",
        "other/org.fern.Notes/x86_64/stable",
        "app/--user.x/x86_64/stable",
        "app/org.fern.Notes/x86_64/-y",
        ""
      })
  void what_is_no_name_of_an_application_is_none(String name) {
    assertThat(FlatpakRef.of(name)).isEmpty();
  }
}
