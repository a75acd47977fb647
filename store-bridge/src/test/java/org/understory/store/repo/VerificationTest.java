package org.understory.store.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/** Without native access a bare file can be neither cleared nor accused. */
final class VerificationTest {
  private static final Checksum OTHER = Checksum.parse("ab".repeat(32)).orElseThrow();

  @TempDir Path folder;

  @BeforeEach
  void storeUnderAnotherChecksum() throws IOException {
    Path file = new Location(folder, RepositoryMode.BARE, true).path(OTHER, "file");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "content");
  }

  @Test
  void a_mismatch_is_no_damage_while_attributes_are_out_of_sight() throws Exception {
    try (FileContent content = files(true).content(OTHER, new Cancellation())) {
      assertThat(content.verification()).isEqualTo(Verification.UNVERIFIABLE);
      assertThat(content).hasContent("content");
    }
  }

  @Test
  void a_mismatch_is_damage_where_attributes_do_not_count() {
    assertThatThrownBy(() -> files(false).content(OTHER, new Cancellation()))
        .isInstanceOfSatisfying(
            StoreException.class,
            e ->
                assertThat(e.problem())
                    .isEqualTo(
                        new Problem.CorruptObject(OTHER.hex() + ".file", Flaw.CHECKSUM_MISMATCH)));
  }

  private FileObjects files(boolean xattrs) {
    Location location = new Location(folder, RepositoryMode.BARE, xattrs);
    return new FileObjects(new Objects(List.of(location)), XattrReader.USER);
  }
}
