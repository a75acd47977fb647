package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.test.kit.Command;

/** What the writer does to the repository of a sysroot. */
final class RepositoryWriterTest extends WriterFixture {
  @Test
  void remotes_come_and_go() throws Exception {
    writer.addRemote("far", "https://example.org/repo", true);
    writer.addRemote("near", "http://localhost:1/repo", false);
    assertThat(ostree("remote", "list", "-u"))
        .isEqualToNormalizingWhitespace(
            "far https://example.org/repo near http://localhost:1/repo");
    assertThat(writer.verifies("far")).isTrue();
    assertThat(writer.verifies("near")).isFalse();
    Path config = sysroot.repository().resolve("config");
    Files.writeString(
        config, Files.readString(config).replace("localhost:1/repo", "x\nsign-verify=ed25519"));
    assertThat(writer.verifies("near")).isTrue();
    assertRefused(
        () -> writer.addRemote("far", "https://example.org/", true),
        new Problem.RemoteExists("far"));
    writer.removeRemote("far");
    assertThat(ostree("remote", "list").strip()).isEqualTo("near");
    Problem gone = new Problem.UnknownRemote("far");
    assertRefused(() -> writer.removeRemote("far"), gone);
    assertRefused(() -> writer.verifies("far"), gone);
    assertRefused(() -> writer.importKey("far", new byte[0]), gone);
  }

  @Test
  void names_and_addresses_that_would_break_a_configuration_are_refused() throws Exception {
    byte[] before = Files.readAllBytes(sysroot.repository().resolve("config"));
    for (String bad : List.of("", "a b", "a\"]\n[core]", "a\n", "../a", "-a", "a/b", "a\0")) {
      assertRefused(() -> writer.addRemote(bad, "https://x/", true), new Problem.UnsafeName(bad));
    }
    for (String bad : List.of("", "ftp://x/", "https://x/\ngpg-verify=false", "https://a b", "x")) {
      assertRefused(() -> writer.addRemote("a", bad, true), new Problem.UnsafeName(bad));
    }
    assertThat(sysroot.repository().resolve("config")).hasBinaryContent(before);
  }

  @Test
  void an_object_is_verified_deleted_and_its_commit_marked() throws Exception {
    Checksum stable = checksum("stable");
    String name = stable.hex() + ".commit";
    Path config = sysroot.repository().resolve("objects");
    List<Path> files = new ArrayList<>();
    try (var all = Files.walk(config)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    for (Path file : files) {
      String object = file.getParent().getFileName() + file.getFileName().toString();
      assertThat(verify(object)).isEmpty();
      byte[] content = Files.readAllBytes(file);
      Path copy = temp.resolve("kept");
      Files.move(file, copy);
      assertThat(verify(object)).isEqualTo(Map.of(object, new Problem.MissingObject(object)));
      byte[] damaged = content.clone();
      damaged[damaged.length - 1] ^= 1;
      Files.write(file, damaged);
      Command.run("chmod", "--reference=" + copy, file.toString());
      assertThat(verify(object))
          .isEqualTo(Map.of(object, new Problem.CorruptObject(object, Flaw.CHECKSUM_MISMATCH)));
      Files.delete(file);
      Files.move(copy, file);
    }
    assertThat(files)
        .extracting(f -> f.toString().replaceAll(".*\\.", ""))
        .contains("commit", "dirtree", "dirmeta", "file");
    writer.markCommitPartial(stable, true);
    Path mark = sysroot.repository().resolve("state/" + stable.hex() + ".commitpartial");
    assertThat(mark).exists();
    writer.markCommitPartial(stable, false);
    assertThat(mark).doesNotExist();
    writer.deleteObject(name, NEVER);
    assertThat(object(stable, "commit")).doesNotExist();
    assertRefused(() -> writer.deleteObject(name, NEVER), new Problem.MissingObject(name));
    for (String bad :
        List.of("", ".", "x.file", stable.hex(), stable.hex() + ".exe", name + "\n")) {
      assertRefused(() -> verify(bad), new Problem.UnsafeName(bad));
    }
  }

  private Map<String, Problem> verify(String object) throws StoreException {
    return writer.verifyObjects(List.of(object), _ -> {}, NEVER);
  }
}
