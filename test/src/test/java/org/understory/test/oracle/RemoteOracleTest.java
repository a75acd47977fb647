package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Keyring;
import org.understory.model.remote.Remote;
import org.understory.model.remote.Remotes;
import org.understory.model.remote.SigningKey;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.PublicKey;
import org.understory.test.kit.TestSysroot;

/** Remotes as the program reads them, beside what libostree reads in the same place. */
final class RemoteOracleTest {
  @TempDir private Path temp;
  private TestSysroot sysroot;
  private Path folder;

  /** A deployment that does not run has a folder for remotes of its own. */
  @BeforeEach
  void make() throws IOException {
    sysroot = TestSysroot.create(temp.resolve("root"), "os");
    sysroot.commit("stable", "1.0", "kernel");
    sysroot.admin("deploy", "--os=os", "stable");
    Files.createDirectory(sysroot.folder().resolve("sysroot"));
    folder = Files.createDirectories(sysroot.folder().resolve("etc/ostree/remotes.d"));
  }

  @Test
  void each_is_read_as_libostree_reads_it() throws Exception {
    config(
        """

        [remote "a.plain-one_1"]
        url=https://a.example/
        [remote "unverified"]
        url=http://u.example/\\s
        gpg-verify=false
        [remote "odd"]
        gpg-verify = true\s
        metalink=https://m.example/
        contenturl=https://c.example/
        collection-id=org.example.Os
        gpg-verify-summary=1
        """);
    write("two.conf", "[remote \"first\"]\nurl=https://1/\n[remote \"second\"]\nurl=https://2/\n");
    write("signed.conf", "[remote \"signed\"]\nurl=x\ngpg-verify=0\nsign-verify=ed25519;\n");
    write("note.txt", "[remote \"not-read\"]\nurl=https://n/\n");
    Files.createDirectory(folder.resolve("folder.conf"));
    Path linked = Files.writeString(temp.resolve("x"), "[remote \"linked\"]\nurl=https://l/\n");
    Files.createSymbolicLink(folder.resolve("linked.conf"), linked);

    Remotes remotes = read();

    assertThat(remotes.problems()).isEmpty();
    assertThat(
            remotes.list().stream()
                .map(each -> each.name() + " " + url(each) + " " + each.checks().gpg()))
        .containsExactlyElementsOf(libostree());
    assertThat(remotes.find("first").orElseThrow().home().neighbours()).containsExactly("second");
    Remote odd = remotes.find("odd").orElseThrow();
    assertThat(odd.collection()).contains("org.example.Os");
    assertThat(odd.checks().summary()).isTrue();
    assertThat(odd.settings())
        .containsExactly("collection-id", "contenturl", "gpg-verify-summary", "metalink");
    assertThat(remotes.isUnverified("signed")).isFalse();
    assertThat(remotes.isUnverified("unverified")).isTrue();
  }

  @Test
  void keys_are_found_where_libostree_looks_for_them() throws Exception {
    Path text = Files.writeString(temp.resolve("key.asc"), PublicKey.FERN);
    config(
        "\n[remote \"own\"]\nurl=https://o/\n[remote \"beside\"]\nurl=https://b/\n"
            + "[remote \"path\"]\nurl=https://p/\ngpgkeypath="
            + text
            + "\n[remote \"none\"]\nurl=https://n/\n[remote \"broken\"]\nurl=https://x/\n");
    ostree("remote", "gpg-import", "--keyring=" + text, "own");
    Files.write(folder.resolve("beside.trustedkeys.gpg"), binary());
    Files.write(folder.resolve("own.trustedkeys.gpg"), binary()); // find_keyring stops before
    Files.writeString(sysroot.repository().resolve("broken.trustedkeys.gpg"), "no keyring");

    Remotes remotes = read();

    assertThat(fingerprints(keyring(remotes, "own").own())).containsExactly(PublicKey.FINGERPRINT);
    assertThat(keyring(remotes, "own").block()).isPresent();
    assertThat(keyring(remotes, "own").fallback()).isEmpty();
    assertThat(keyring(remotes, "beside").own()).isEmpty();
    assertThat(fingerprints(keyring(remotes, "beside").fallback()))
        .containsExactly(PublicKey.FINGERPRINT);
    assertThat(keyring(remotes, "path").own()).isEmpty();
    assertThat(fingerprints(keyring(remotes, "path").elsewhere()))
        .containsExactly(PublicKey.FINGERPRINT);
    assertThat(keyring(remotes, "none")).isEqualTo(Keyring.EMPTY);
    assertThat(keyring(remotes, "broken").complete()).isFalse();
    assertThat(remotes.problems())
        .containsExactly(
            new Problem.CorruptFile(
                sysroot.repository().resolve("broken.trustedkeys.gpg").toString(), Flaw.MALFORMED));
  }

  @Test
  void what_is_broken_is_told_and_the_others_are_still_listed() throws Exception {
    config("\n[remote \"good\"]\nurl=https://g/\n[remote \"../up\"]\nurl=https://u/\n");
    write("again.conf", "[remote \"good\"]\nurl=https://other/\n");
    write("broken.conf", "no key file\n");
    write("fine.conf", "[remote \"fine\"]\nurl=https://f/\n");
    Command.run("mkfifo", folder.resolve("pipe.conf").toString());
    Files.write(folder.resolve("large.conf"), new byte[(1 << 20) + 1]);

    Remotes remotes = read();

    assertThat(remotes.list()).extracting(Remote::name).containsExactly("fine", "good");
    assertThat(url(remotes.find("good").orElseThrow())).isEqualTo("https://g/");
    assertThat(remotes.problems()).hasSize(4);
  }

  @Test
  void one_in_a_file_with_others_is_not_removed_for_libostree_would_remove_all() throws Exception {
    Path two =
        write("two.conf", "[remote \"a\"]\nurl=https://1/\n[remote \"b\"]\nurl=https://2/\n");

    CommandRun refused =
        CommandRun.of(
            temp, "remove-remote", "a", "--yes", "--json", "--sysroot=" + sysroot.folder());

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.text()).contains("\"remote-shares-file\"");
    assertThat(two).exists();
    python("repo.remote_delete('a', None)");
    assertThat(two).doesNotExist();
  }

  @Test
  void what_the_system_brought_along_is_known() throws Exception {
    write("fern.conf", "[remote \"fern\"]\nurl=https://f/\n");
    write("mine.conf", "[remote \"mine\"]\nurl=https://m/\n");
    sysroot.write(sysroot.folder().resolve("usr/etc/ostree/remotes.d/fern.conf"), "");

    Remotes remotes = read();

    assertThat(remotes.find("fern").orElseThrow().home().shipped()).isTrue();
    assertThat(remotes.find("mine").orElseThrow().home().shipped()).isFalse();
  }

  private static byte[] binary() {
    String body = PublicKey.FERN.lines().skip(2).limit(5).reduce("", String::concat);
    return Base64.getDecoder().decode(body);
  }

  private static Keyring keyring(Remotes remotes, String name) {
    return remotes.find(name).orElseThrow().keyring();
  }

  private static List<String> fingerprints(List<SigningKey> keys) {
    return keys.stream().map(SigningKey::fingerprint).toList();
  }

  private static String url(Remote remote) {
    return remote.address().url().orElse("-");
  }

  private Remotes read() throws StoreException {
    Path nowhere = temp.resolve("nowhere");
    try (Sysroot open =
        Sysroot.open(sysroot.folder(), new HostFiles(nowhere, nowhere, nowhere, nowhere))) {
      return open.remotes();
    }
  }

  private void config(String more) throws IOException {
    Path config = sysroot.repository().resolve("config");
    Files.writeString(config, Files.readString(config) + more);
  }

  private Path write(String name, String text) {
    Path file = folder.resolve(name);
    sysroot.write(file, text);
    return file;
  }

  private void ostree(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ostree"));
    command.addAll(List.of(arguments));
    command.add("--repo=" + sysroot.repository());
    Command.run(command);
  }

  private List<String> libostree() {
    return python(
            """
            for name in sorted(repo.remote_list()):
                try:
                    url = repo.remote_get_url(name)[1]
                except GLib.Error:
                    url = '-'
                print(name, url, str(repo.remote_get_gpg_verify(name)[1]).lower())
            """)
        .lines()
        .toList();
  }

  private String python(String work) {
    return Command.python(
        """
        import sys, gi
        gi.require_version('OSTree', '1.0')
        from gi.repository import OSTree, Gio, GLib
        sysroot = OSTree.Sysroot.new(Gio.File.new_for_path(sys.argv[1]))
        sysroot.load(None)
        repo = sysroot.repo()
        """
            + work,
        sysroot.folder());
  }
}
