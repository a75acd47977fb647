package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.understory.test.kit.DemoCopy;
import org.understory.test.kit.Du;

/** Somebody finds out what takes room, and makes some. */
final class StorageJourneyTest extends ChangeFixture {
  @Test
  void what_takes_room_is_shown_and_a_removal_frees_what_it_says() {
    DemoCopy demo = changing("storage");
    person.reads("#storage-deployments", version(running));
    int rows = system.deployments().size();
    assertThat(person.count("#storage-deployments .storage-row")).isEqualTo(rows);
    person.reads("#storage-boot", "/boot");
    assertThat(person.words("#storage-frees-" + place(running))).isEqualTo("In use");
    String frees = person.words("#storage-frees-" + place(rollback));
    long before = Du.sysroot(demo.sysroot());
    person.clickOn("#storage-remove-" + place(rollback));
    person.reads("#plan-facts", frees + " are freed on the disk");
    person.clickOn("#sheet-proceed");
    person.sees("#toast");
    person.awaits(
        "one row less", () -> person.count("#storage-deployments .storage-row") == rows - 1);
    long freed = before - Du.sysroot(demo.sysroot());
    assertThat(freed).isPositive();
    assertThat(frees).isEqualTo(words(freed));
  }

  @Test
  void the_map_leads_from_folder_to_folder_and_back_with_the_keyboard() {
    looking("storage");
    person.sees("#storage-map .tile.opens");
    person.reads("#storage-view .path-bar", "usr");
    person.tabsTo("#storage-map .tile.opens");
    String first = person.words("#storage-map .tile:focused").replaceAll("(?s)/.*", "").strip();
    person.push(KeyCode.SPACE);
    person.reads("#storage-view .path-bar", first);
    person.sees("#storage-map .tile:focused");
    person.push(KeyCode.BACK_SPACE);
    person.awaits("/usr again", () -> !person.words("#storage-view .path-bar").contains(first));
    person.push(KeyCode.SPACE);
    person.reads("#storage-view .path-bar", first);
    person.tabsTo("#storage-browse");
    person.push(KeyCode.SPACE);
    person.sees("#go-browse:selected");
  }

  /** As the screen writes sizes. */
  private static String words(long bytes) {
    return bytes < 1_000_000
        ? "%.1f\u00a0kB".formatted(bytes / 1e3)
        : "%.1f\u00a0MB".formatted(bytes / 1e6);
  }
}
