package org.understory.app.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.understory.app.entry.Preview.Destination;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

final class PreviewReaderTest {
  private final FakeTree tree = new FakeTree();
  private final Checksum commit = tree.commit("main");

  @Test
  void text_is_shown_as_text_and_as_bytes() throws StoreException {
    tree.file(commit, "/a", "one\ntwo\n");
    Preview.Content content = (Preview.Content) look("/a");
    assertThat(content.text().orElseThrow().lines()).containsExactly("one", "two");
    assertThat(content.hex()).hasSize(1);
    assertThat(content.whole()).isTrue();
  }

  @Test
  void binary_content_is_bytes_only() throws StoreException {
    tree.file(commit, "/a", "\u0000\u0001");
    assertThat(((Preview.Content) look("/a")).text()).isEmpty();
  }

  @Test
  void a_file_of_exactly_the_limit_is_whole_and_one_byte_more_is_not() throws StoreException {
    tree.file(commit, "/exact", "x".repeat(Preview.LIMIT));
    tree.file(commit, "/more", "x".repeat(Preview.LIMIT + 1));
    assertThat(((Preview.Content) look("/exact")).whole()).isTrue();
    Preview.Content more = (Preview.Content) look("/more");
    assertThat(more.whole()).isFalse();
    assertThat(more.hex()).hasSize(Preview.LIMIT / 16);
  }

  @Test
  void an_empty_file_is_said_to_be_empty() throws StoreException {
    tree.file(commit, "/a", "");
    assertThat(look("/a")).isEqualTo(new Preview.EmptyFile());
  }

  @Test
  void a_link_tells_whether_its_target_is_in_the_tree() throws StoreException {
    tree.file(commit, "/usr/bin/vi", "x");
    tree.link(commit, "/usr/editor", "bin/vi");
    tree.link(commit, "/usr/gone", "/run/gone");
    assertThat(look("/usr/editor")).isEqualTo(new Preview.Link("bin/vi", Destination.THERE));
    assertThat(look("/usr/gone")).isEqualTo(new Preview.Link("/run/gone", Destination.MISSING));
  }

  @Test
  void a_folder_counts_what_it_holds() throws StoreException {
    tree.file(commit, "/d/a", "x");
    tree.file(commit, "/d/sub/b", "x");
    tree.link(commit, "/d/l", "a");
    assertThat(look("/d")).isEqualTo(new Preview.Folder(1, 1, 1));
  }

  @Test
  void a_lost_object_is_told_and_not_thrown() throws StoreException {
    tree.lostFile(commit, "/a");
    assertThat(look("/a"))
        .isEqualTo(
            new Preview.Trouble(
                new Problem.MissingObject(FakeTree.checksum("/a").hex() + ".file")));
  }

  private Preview look(String path) throws StoreException {
    return PreviewReader.read(tree, commit, tree.entry(commit, path), new Cancellation());
  }
}
