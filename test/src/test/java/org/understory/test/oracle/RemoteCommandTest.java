package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.understory.test.kit.Command;
import org.understory.test.kit.PublicKey;
import org.understory.test.kit.SysrootCommands;
import org.understory.test.kit.TestSysroot;

/** The commands for remotes and their keys, on a real sysroot; ostree and gpg say what became. */
final class RemoteCommandTest {
  private static final String URL = "https://fern.example/repo";

  private Path folder = Path.of("");
  private TestSysroot sysroot = TestSysroot.of(folder);

  @BeforeEach
  void make() throws IOException {
    folder = Files.createTempDirectory(Path.of("/dev/shm"), "remotes");
    sysroot = TestSysroot.create(folder.resolve("sysroot"), "os");
    sysroot.commit("stable", "1.0", "kernel");
    sysroot.admin("deploy", "--os=os", "stable");
  }

  @AfterEach
  void remove() {
    Command.run("rm", "-rf", folder.toString());
  }

  @Test
  void one_is_added_listed_and_taken_back() throws IOException {
    JsonNode planned = run("add-remote", "far", URL, "--dry-run");
    assertThat(codes(planned)).containsExactly("key-needed");
    assertThat(ostree("remote", "list")).isEmpty();

    JsonNode done = run("add-remote", "far", URL, "--yes");
    assertThat(done.at("/outcome/result").asText()).isEqualTo("succeeded");
    assertThat(done.at("/plan/undo/0/operation").asText()).isEqualTo("remove-remote");
    assertThat(ostree("remote", "list", "-u")).isEqualToNormalizingWhitespace("far " + URL);
    assertThat(option("far", "gpg-verify")).isEqualTo("true");
    JsonNode listed = run("remotes").get(0);
    assertThat(listed.at("/name").asText()).isEqualTo("far");
    assertThat(listed.at("/url").asText()).isEqualTo(URL);
    assertThat(listed.at("/verifiesCommits").asBoolean()).isTrue();
    assertThat(listed.at("/verifiesSummary").asBoolean()).isFalse();
    assertThat(listed.at("/keys")).isEmpty();
    assertThat(failed("add-remote", "far", URL, "--yes")).isEqualTo("remote-exists");
    assertThat(failed("add-remote", "far", URL, "--dry-run")).isEqualTo("remote-exists");

    assertThat(run("undo", "--yes").at("/outcome/result").asText()).isEqualTo("succeeded");
    assertThat(ostree("remote", "list")).isEmpty();
    assertThat(failed("remove-remote", "far", "--dry-run")).isEqualTo("unknown-remote");
  }

  @Test
  void one_without_signatures_is_added_with_a_warning() throws IOException {
    JsonNode done = run("add-remote", "far", "http://fern.example/", "--no-verify", "--yes");

    assertThat(codes(done)).containsExactly("remote-unverified");
    assertThat(done.at("/plan/warnings/0/text").asText())
        .contains("http://fern.example/", "can replace your system", "not encrypted");
    assertThat(option("far", "gpg-verify")).isEqualTo("false");
    assertThat(run("remotes").at("/0/verifiesCommits").asBoolean()).isFalse();
    assertThat(failed("add-remote", "a b", URL, "--dry-run")).isEqualTo("unsafe-name");
    assertThat(failed("add-remote", "a", "ftp://x/", "--dry-run")).isEqualTo("unsafe-name");
  }

  @Test
  void a_key_comes_with_it_and_goes_with_it_and_comes_back() throws IOException {
    Path key = Files.writeString(folder.resolve("fern.asc"), PublicKey.FERN);

    JsonNode done = run("add-remote", "far", URL, "--key", key.toString(), "--yes");
    assertThat(codes(done)).containsExactly("key-trusted");
    assertThat(done.at("/plan/warnings/0/text").asText())
        .contains(
            "8099 5D5A 2F76 DB5A C211 A3CD AA7E BDF8 04C0 F168 (Fern OS <keys@fern.example>)");
    assertThat(done.at("/outcome/keys").asLong()).isEqualTo(1);
    assertThat(trusted("far")).containsExactly(PublicKey.FINGERPRINT);
    assertThat(run("remotes").at("/0/keys/0/fingerprint").asText())
        .isEqualTo(PublicKey.FINGERPRINT);

    JsonNode removed = run("remove-remote", "far", "--yes");
    assertThat(codes(removed)).isEmpty();
    assertThat(ostree("remote", "list")).isEmpty();
    assertThat(keyring("far")).doesNotExist();

    run("undo", "--yes");
    assertThat(ostree("remote", "list", "-u")).isEqualToNormalizingWhitespace("far " + URL);
    assertThat(trusted("far")).containsExactly(PublicKey.FINGERPRINT);
  }

  @Test
  void a_key_is_imported_binary_or_as_text_and_once() throws IOException {
    run("add-remote", "far", URL, "--yes");
    Path text = Files.writeString(folder.resolve("fern.asc"), PublicKey.FERN);
    Path binary = folder.resolve("fern.gpg");
    Command.run("gpg", "--batch", "--dearmor", "--output", binary.toString(), text.toString());

    JsonNode done = run("import-key", "far", binary.toString(), "--yes");
    assertThat(done.at("/outcome/keys").asLong()).isEqualTo(1);
    assertThat(done.at("/plan/undo")).isEmpty();
    assertThat(trusted("far")).containsExactly(PublicKey.FINGERPRINT);
    JsonNode again = run("import-key", "far", text.toString(), "--yes");
    assertThat(codes(again)).containsExactly("key-known");
    assertThat(again.at("/outcome/keys").asLong()).isZero();
    assertThat(failed("undo", "--yes")).isEqualTo("nothing-to-undo");
  }

  @Test
  void what_is_no_key_is_refused_before_anything_is_done() throws IOException {
    run("add-remote", "far", URL, "--no-verify", "--yes");
    Path none = Files.writeString(folder.resolve("none"), "no key");
    Path large = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
    Path good = Files.writeString(folder.resolve("good"), PublicKey.FERN);
    Path secret =
        Files.writeString(
            folder.resolve("secret"), PublicKey.FERN.replace("PUBLIC KEY", "PRIVATE KEY"));

    assertThat(failed("import-key", "far", none.toString())).isEqualTo("no-public-key");
    assertThat(failed("import-key", "far", secret.toString())).isEqualTo("secret-key");
    assertThat(failed("import-key", "far", large.toString())).isEqualTo("corrupt-file");
    assertThat(failed("import-key", "far", folder.toString())).isEqualTo("corrupt-file");
    assertThat(failed("import-key", "far", folder + "/absent")).isEqualTo("input-output");
    assertThat(failed("import-key", "near", good.toString())).isEqualTo("unknown-remote");
    assertThat(failed("add-remote", "near", URL, "--key", none.toString(), "--yes"))
        .isEqualTo("no-public-key");
    assertThat(codes(run("import-key", "far", good.toString(), "--dry-run")))
        .containsExactly("key-trusted", "key-unused");
    assertThat(keyring("far")).doesNotExist();
    assertThat(ostree("remote", "list").strip()).isEqualTo("far");
  }

  @Test
  void a_key_that_gnupg_does_not_take_leaves_no_remote_behind() throws IOException {
    // The packet of the key alone: without the owner and the signature nobody can use it.
    Path key = folder.resolve("bare");
    Path whole = folder.resolve("whole");
    Command.run(
        "gpg",
        "--batch",
        "--dearmor",
        "--output",
        whole.toString(),
        Files.writeString(folder.resolve("text"), PublicKey.FERN).toString());
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(key, java.util.Arrays.copyOf(bytes, 2 + bytes[1]));

    assertThat(failed("add-remote", "far", URL, "--key", key.toString(), "--yes"))
        .isEqualTo("no-public-key");
    assertThat(ostree("remote", "list")).isEmpty();
  }

  @Test
  void removing_the_one_that_is_followed_says_who_follows_it_and_what_is_lost() throws IOException {
    ostree("remote", "add", "--no-gpg-verify", "--set=proxy=http://p.example/", "far", URL);
    ostree("refs", "--create=far:stable", "stable");
    sysroot.admin("deploy", "--os=os", "far:stable");

    JsonNode planned = run("remove-remote", "far", "--dry-run");
    assertThat(codes(planned)).containsExactly("remote-in-use", "settings-lost", "branches-stay");
    assertThat(planned.at("/plan/warnings/0/text").asText()).contains("follow this remote (1.0)");
    assertThat(planned.at("/plan/undo")).isEmpty();
    assertThat(run("remotes").at("/0/deployments")).hasSize(1);
    run("remove-remote", "far", "--yes");
    assertThat(ostree("remote", "list")).isEmpty();
    assertThat(ostree("refs")).contains("far:stable");
  }

  @Test
  void a_person_reads_them_in_a_table() throws IOException {
    assertThat(text("remotes")).contains("there are no remotes");
    run("add-remote", "far", URL, "--no-verify", "--yes");
    assertThat(text("remotes")).contains("far", URL, "NOT checked");
    assertThat(text("add-remote", "near", URL, "--dry-run"))
        .contains("Add the remote near", "nothing can be fetched");
  }

  private String text(String... arguments) {
    return terminal().run(arguments).text();
  }

  private List<String> trusted(String remote) {
    return Command.run(
            "gpg",
            "--batch",
            "--no-default-keyring",
            "--keyring=" + keyring(remote),
            "--homedir=" + folder,
            "--with-colons",
            "--list-keys")
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .map(line -> line.split(":", -1)[9])
        .toList();
  }

  private Path keyring(String remote) {
    return sysroot.repository().resolve(remote + ".trustedkeys.gpg");
  }

  private String option(String remote, String key) {
    return ostree("config", "get", "--group=remote \"" + remote + "\"", key).strip();
  }

  private String ostree(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ostree"));
    command.addAll(List.of(arguments));
    command.add("--repo=" + sysroot.repository());
    return Command.run(command);
  }

  private static List<String> codes(JsonNode document) {
    return document.at("/plan/warnings").findValuesAsText("code");
  }

  private JsonNode run(String... arguments) {
    return terminal().json(arguments);
  }

  private String failed(String... arguments) {
    return terminal().failure(arguments);
  }

  private SysrootCommands terminal() {
    return new SysrootCommands(folder, sysroot);
  }
}
