package org.understory.store.sysroot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Origin;
import org.understory.store.file.KeyFile;

final class OriginFileTest {
  @Test
  void an_origin_tells_where_updates_come_from_and_that_it_is_pinned() throws Exception {
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

  private static OriginFile origin(String text) throws StoreException {
    return OriginFile.of(KeyFile.parse(text, "origin"));
  }
}
