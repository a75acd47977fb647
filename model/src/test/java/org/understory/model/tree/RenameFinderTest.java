package org.understory.model.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.tree.RenameFinder.File;
import org.understory.model.tree.RenameFinder.Rename;

final class RenameFinderTest {
  @Test
  void a_file_with_the_same_content_elsewhere_was_moved() {
    assertThat(RenameFinder.find(files("/a/x=1", "/b/y=2"), files("/c/z=1")))
        .containsExactly(new Rename("/a/x", "/c/z"));
  }

  @Test
  void different_content_is_no_rename() {
    assertThat(RenameFinder.find(files("/a=1"), files("/b=2"))).isEmpty();
  }

  @Test
  void among_equal_files_the_same_name_comes_first() {
    assertThat(RenameFinder.find(files("/a/x=1", "/a/y=1"), files("/b/a=1", "/b/y=1")))
        .containsExactlyInAnyOrder(new Rename("/a/y", "/b/y"), new Rename("/a/x", "/b/a"));
  }

  @Test
  void the_rest_of_equal_files_is_paired_in_order_of_paths() {
    assertThat(RenameFinder.find(files("/a=1", "/b=1", "/c=1"), files("/d=1", "/e=1")))
        .containsExactlyInAnyOrder(new Rename("/a", "/d"), new Rename("/b", "/e"));
  }

  @Test
  void namesakes_are_paired_in_order_of_paths_and_used_once() {
    assertThat(RenameFinder.find(files("/1/x=1", "/2/x=1"), files("/3/x=1", "/4/x=1", "/5/x=1")))
        .containsExactlyInAnyOrder(new Rename("/1/x", "/3/x"), new Rename("/2/x", "/4/x"));
  }

  @Test
  void a_hundred_thousand_equal_files_take_no_time_to_speak_of() {
    List<File> removed = new ArrayList<>();
    List<File> added = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      removed.add(file("/old/" + i + "/licence=1"));
      added.add(file("/new/" + i + "/licence=1"));
    }
    assertThat(RenameFinder.find(removed, added)).hasSize(100_000);
  }

  private static List<File> files(String... texts) {
    return Stream.of(texts).map(RenameFinderTest::file).toList();
  }

  private static File file(String text) {
    int split = text.indexOf('=');
    long content = Long.parseLong(text.substring(split + 1));
    return new File(text.substring(0, split), new Checksum(content, 0, 0, 0));
  }
}
