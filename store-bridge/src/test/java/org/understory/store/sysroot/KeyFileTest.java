package org.understory.store.sysroot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.system.Origin;

final class KeyFileTest {
  @Test
  void keys_are_read_by_group() {
    KeyFile file = KeyFile.parse("# note\n\n[a]\nk = one\n[b]\nk=two\nk=three\n").orElseThrow();
    assertThat(file.text("a", "k")).contains("one");
    assertThat(file.text("b", "k")).contains("three");
    assertThat(file.text("c", "k")).isEmpty();
  }

  @Test
  void escapes_are_read_and_unknown_ones_refused() {
    KeyFile file = KeyFile.parse("[a]\ngood=\\sx\\ty\\\\\nbad=\\x\nopen=\\").orElseThrow();
    assertThat(file.text("a", "good")).contains(" x\ty\\");
    assertThat(file.text("a", "bad")).isEmpty();
    assertThat(file.text("a", "open")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"k=v\n", "[a]\nno key\n", "[a\nk=v", "[]\n", "[a] x\n", "[a]\n=v"})
  void what_glib_refuses_is_refused(String text) {
    assertThat(KeyFile.parse(text)).isEmpty();
  }

  @Test
  void an_origin_tells_where_updates_come_from_and_that_it_is_pinned() {
    OriginFile branch = origin("[origin]\nrefspec=r:b\n[libostree-transient]\npinned=true\n");
    assertThat(branch.origin().source()).isEqualTo(Origin.Source.BRANCH);
    assertThat(branch.origin().refspec()).contains("r:b");
    assertThat(branch.pinned()).isTrue();
    assertThat(branch.hotfix()).isFalse();
    OriginFile layered = origin("[origin]\nbaserefspec=r:b\nunlocked=hotfix\n");
    assertThat(layered.origin().source()).isEqualTo(Origin.Source.LAYERED);
    assertThat(layered.hotfix()).isTrue();
    assertThat(layered.pinned()).isFalse();
    OriginFile container = origin("[origin]\ncontainer-image-reference=x:y\n");
    assertThat(container.origin().source()).isEqualTo(Origin.Source.CONTAINER);
    assertThat(origin("").origin().source()).isEqualTo(Origin.Source.NONE);
  }

  private static OriginFile origin(String text) {
    return OriginFile.of(KeyFile.parse(text).orElseThrow());
  }
}
