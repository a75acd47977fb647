package org.understory.store.layering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/** What of three sides counts, and what is refused; the files have to be root's. */
final class SettingsTest {
  @TempDir Path folder;

  private Path target = Path.of("");

  @BeforeEach
  void make() throws IOException {
    assumeTrue(Files.getOwner(folder).getName().equals("root"), "root");
    target = Files.createDirectory(folder.resolve("target"));
  }

  @Test
  void what_somebody_changed_counts_and_what_nobody_did_is_the_new_version_s() throws Exception {
    for (String each : new String[] {"kept", "edited", "removed", "dropped"}) {
      put("defaults/apt/" + each, "old");
    }
    put("etc/apt/kept", "old");
    put("etc/apt/edited", "mine");
    put("etc/apt/dropped", "old");
    put("etc/apt/added", "mine");
    put("etc/yum.repos.d/added", "mine");
    put("etc/passwd", "mine");
    for (String each : new String[] {"kept", "edited", "removed", "brought"}) {
      put("fresh/apt/" + each, "new");
    }
    Files.createSymbolicLink(folder.resolve("etc/apt/link"), folder.resolve("etc/passwd"));
    lay();

    assertThat(target.resolve("apt/kept")).hasContent("new");
    assertThat(target.resolve("apt/brought")).hasContent("new");
    assertThat(target.resolve("apt/edited")).hasContent("mine");
    assertThat(target.resolve("apt/added")).hasContent("mine");
    assertThat(target.resolve("yum.repos.d/added")).hasContent("mine");
    assertThat(target.resolve("apt/removed")).doesNotExist();
    assertThat(target.resolve("apt/dropped")).doesNotExist();
    assertThat(target.resolve("passwd")).doesNotExist();
    assertThat(target.resolve("apt/link")).isSymbolicLink();
  }

  @Test
  void what_is_not_for_everybody_stays_with_the_package_manager() throws Exception {
    put("etc/apt/auth.conf", "secret");
    put("etc/apt/auth.conf.d/other", "secret");
    put("etc/apt/apt.conf.d/proxy", "secret");
    put("etc/apt/apt.conf.d/open", "known");
    put("etc/ssl/private/key", "secret");
    put("etc/ssl/certs/all", "known");
    rights("etc/apt/apt.conf.d/proxy", "rw-r-----");
    rights("etc/ssl/private", "rwx--x---");
    lay();
    assertThat(target.resolve("apt/apt.conf.d/proxy")).hasContent("secret");
    assertThat(target.resolve("apt/auth.conf")).hasContent("secret");
    assertThat(target.resolve("ssl/private")).doesNotExist();

    Settings.close(target);
    assertThat(target.resolve("apt/auth.conf")).doesNotExist();
    assertThat(target.resolve("apt/auth.conf.d/other")).doesNotExist();
    assertThat(target.resolve("apt/apt.conf.d/proxy")).doesNotExist();
    assertThat(target.resolve("apt/apt.conf.d/open")).hasContent("known");
    assertThat(target.resolve("ssl/certs/all")).hasContent("known");
  }

  @Test
  void what_others_than_root_can_write_is_refused() throws Exception {
    put("etc/apt/sources.list", "mine");
    Path file = rights("etc/apt/sources.list", "rw-rw-r--");
    refused(new Problem.SettingOpen(file.toString()));
    rights("etc/apt/sources.list", "rw-r--r--");
    Path parent = rights("etc/apt", "rwxr-xrwx");
    refused(new Problem.SettingOpen(parent.toString()));
    rights("etc/apt", "rwxr-xr-x");
    Files.setAttribute(file, "unix:uid", 1000, LinkOption.NOFOLLOW_LINKS);
    refused(new Problem.SettingOpen(file.toString()));
    Files.setAttribute(file, "unix:uid", 0, LinkOption.NOFOLLOW_LINKS);
    lay();
    assertThat(target.resolve("apt/sources.list")).hasContent("mine");
  }

  @Test
  void what_is_more_than_any_computer_has_is_refused() throws Exception {
    String deep = "etc/apt" + "/d".repeat(40);
    put(deep + "/file", "x");
    assertThatThrownBy(this::lay)
        .isInstanceOfSatisfying(
            StoreException.class,
            e ->
                assertThat(e.problem())
                    .isInstanceOfSatisfying(
                        Problem.CorruptFile.class,
                        it -> assertThat(it.flaw()).isEqualTo(Flaw.TOO_DEEP)));
  }

  private void refused(Problem problem) {
    assertThatThrownBy(this::lay)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  private void lay() throws IOException, StoreException {
    LayerFolder.remove(target);
    Files.createDirectory(target);
    new Settings(folder.resolve("etc"), folder.resolve("defaults"))
        .lay(folder.resolve("fresh"), target);
  }

  private void put(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Path rights(String name, String rights) throws IOException {
    return Files.setPosixFilePermissions(
        folder.resolve(name), PosixFilePermissions.fromString(rights));
  }
}
