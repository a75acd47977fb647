package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Warning;
import org.understory.model.plan.Warning.Code;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.LocalEngine;
import org.understory.store.sysroot.HostFiles;
import org.understory.test.kit.ImageSysroot;
import org.understory.test.kit.SomeImage;

/** What a move to another image may cost. */
final class MoveCautionsTest {
  private static final Checksum OTHER = Checksum.parse("c".repeat(64)).orElseThrow();

  @TempDir private Path folder;
  private LocalEngine engine;

  @BeforeEach
  void deploy() {
    ImageSysroot images = ImageSysroot.create(folder.resolve("sysroot"));
    images.deploy(
        SomeImage.of("41.1", "base"),
        "[origin]\ncontainer-image-reference=ostree-image-signed:docker://"
            + ImageSysroot.NAME
            + "\n[packages]\nrequested=htop;\n");
    Path none = folder.resolve("none");
    engine =
        LocalEngine.ofFolder(
                images.sysroot().folder(),
                new HostFiles(none, none, none, none),
                new ActivityLog(folder.resolve("log")))
            .under(UpdateService.BOOTC);
  }

  @Test
  void an_image_that_nobody_signs_is_less_checked_than_one_that_somebody_has_to()
      throws StoreException {
    assertThat(warnings("ostree-unverified-registry:quay.io/fern/os:42"))
        .contains(
            new Warning(Code.LESS_CHECKED, "quay.io/fern/os"),
            new Warning(Code.LAYERS_UNSURE, "htop"));
    assertThat(warnings("ostree-image-signed:docker://quay.io/fern/os:42"))
        .extracting(Warning::code)
        .contains(Code.LAYERS_UNSURE)
        .doesNotContain(Code.LESS_CHECKED);
  }

  private List<Warning> warnings(String reference) throws StoreException {
    return engine.plan(new Operation.Rebase(ImageSysroot.STATEROOT, reference, OTHER)).warnings();
  }
}
