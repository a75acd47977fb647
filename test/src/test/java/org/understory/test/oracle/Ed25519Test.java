package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.model.remote.Signature;
import org.understory.model.remote.Signature.Kind;
import org.understory.model.remote.Signature.State;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.remote.Signatures;
import org.understory.store.repo.Repository;
import org.understory.test.kit.Program;
import org.understory.test.kit.RemoteLab;
import org.understory.test.kit.SignApiLab;

/**
 * Signatures that OpenSSL and libostree made. Debian's libostree knows none of this kind, so what
 * it would say is written here as its sources say it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Ed25519Test {
  private static final String KEY = "verification-ed25519-key";
  private static final String FILE = "verification-ed25519-file";

  private Path folder;
  private RemoteLab lab;
  private byte[] good;
  private byte[] stranger;
  private SignApiLab keys;
  private Checksum signed;
  private Checksum strange;
  private Checksum moved;
  private Checksum unsigned;

  @BeforeAll
  void make(@TempDir Path temp) throws IOException {
    folder = temp;
    keys = new SignApiLab(temp.resolve("keys"));
    good = keys.make("good");
    stranger = keys.make("stranger");
    lab = new RemoteLab(temp);
    signed = lab.commit("signed", 1, "a=1");
    sign(signed, "good");
    strange = lab.commit("strange", 2, "a=2");
    sign(strange, "stranger");
    moved = lab.commit("moved", 3, "a=3");
    Files.copy(meta(signed), meta(moved));
    unsigned = lab.commit("unsigned", 4, "a=4");
    lab.origin().ostree("summary", "--update");
  }

  @AfterAll
  void close() {
    lab.close();
  }

  @BeforeEach
  void demand() {
    for (String key : List.of(KEY, FILE, "gpg-verify", "sign-verify-summary")) {
      lab.set(key, "");
      lab.here().ostree("config", "unset", "--group=remote \"far\"", key);
    }
    lab.set("gpg-verify", "false");
    lab.set("sign-verify", "true");
  }

  @Test
  void a_good_one_is_told_with_its_key() throws Exception {
    lab.set(KEY, SignApiLab.base64(good));
    SignatureCheck check = check(signed);

    assertThat(check.verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(check.signatures())
        .containsExactly(
            new Signature(
                Kind.ED25519, State.VALID, hex(good), Optional.empty(), Optional.empty()));
    lab.set("sign-verify", "ed25519");
    assertThat(check(signed)).isEqualTo(check);
    lab.set("sign-verify", "false");
    assertThat(check(signed).verdict()).isEqualTo(Verdict.NOT_REQUIRED);
    assertThat(states(check(signed))).containsExactly(State.VALID);
  }

  @Test
  void what_is_not_signed_by_a_key_of_the_remote_is_refused() throws Exception {
    lab.set(KEY, SignApiLab.base64(good));

    assertThat(check(strange).verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(states(check(strange))).containsExactly(State.UNKNOWN_KEY);
    assertThat(check(moved).verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(states(check(moved))).containsExactly(State.UNKNOWN_KEY);
    assertThat(check(unsigned).verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(check(unsigned).signatures()).isEmpty();
    lab.set("gpg-verify", "true");
    assertThat(check(signed).verdict()).as("both kinds are demanded").isEqualTo(Verdict.REFUSED);
  }

  @Test
  void one_good_signature_is_enough_unless_it_comes_after_what_is_none() throws Exception {
    lab.set(KEY, SignApiLab.base64(good));
    Checksum commit = lab.commit("several", 5, "a=5");
    byte[] right = keys.sign("good", lab.origin().object(commit, "commit"));
    byte[] other = keys.sign("stranger", lab.origin().object(commit, "commit"));

    SignApiLab.attach(meta(commit), other, right);
    assertThat(check(commit).verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(states(check(commit))).containsExactly(State.UNKNOWN_KEY, State.VALID);
    SignApiLab.attach(meta(commit), new byte[63], right);
    assertThat(check(commit).verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(states(check(commit))).containsExactly(State.WRONG, State.VALID);
    byte[] endless = new byte[64];
    java.util.Arrays.fill(endless, (byte) 0xff);
    SignApiLab.attach(meta(commit), endless, new byte[64]);
    assertThat(check(commit).verdict()).isEqualTo(Verdict.REFUSED);
  }

  @Test
  void keys_come_from_a_file_that_the_remote_names() throws Exception {
    Path file = folder.resolve("keys.txt");
    lab.set(FILE, file.toString());
    assertThat(check(signed).verdict()).as("no file").isEqualTo(Verdict.REFUSED);
    assertThat(check(signed).detail()).contains(file.toString());
    Files.writeString(file, "no key\nAAAA\n");
    assertThat(check(signed).verdict()).as("no key").isEqualTo(Verdict.REFUSED);
    Files.writeString(
        file, "no key\n" + SignApiLab.base64(stranger) + "\n" + SignApiLab.base64(good) + "\n");
    assertThat(check(signed).verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(check(strange).verdict()).isEqualTo(Verdict.TRUSTED);
    lab.set(KEY, "AAAA");
    assertThat(check(signed).verdict()).as("a bad key besides").isEqualTo(Verdict.REFUSED);
  }

  @Test
  void without_keys_of_the_remote_those_of_the_system_count_until_they_are_taken_back()
      throws Exception {
    Path system = Files.createDirectories(folder.resolve("system/trusted.ed25519.d"));
    Path etc = system.getParent();
    assertThat(check(signed, etc).verdict()).isEqualTo(Verdict.REFUSED);
    Files.writeString(system.resolve("one"), SignApiLab.base64(good) + "\n");
    Files.writeString(etc.resolve("trusted.ed25519"), SignApiLab.base64(stranger) + "\n");
    assertThat(check(signed, etc).verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(check(strange, etc).verdict()).isEqualTo(Verdict.TRUSTED);

    Files.writeString(etc.resolve("revoked.ed25519"), SignApiLab.base64(good) + "\n");
    assertThat(check(signed, etc).verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(check(signed, etc).signatures())
        .containsExactly(
            new Signature(
                Kind.ED25519, State.KEY_REVOKED, hex(good), Optional.empty(), Optional.empty()));
    lab.set("sign-verify", "ed25519");
    assertThat(check(strange, etc).verdict()).as("named, but no key").isEqualTo(Verdict.REFUSED);
  }

  @Test
  void a_key_is_read_as_glib_reads_base64() throws Exception {
    String text = SignApiLab.base64(good);
    lab.set(KEY, text.replace("=", "-="));
    assertThat(check(signed).verdict()).as("no digit").isEqualTo(Verdict.TRUSTED);
    lab.set(KEY, text.replace("=", ""));
    assertThat(check(signed).verdict()).as("three digits").isEqualTo(Verdict.REFUSED);
  }

  @Test
  void every_kind_that_is_named_needs_keys_and_to_be_known() throws Exception {
    lab.set(KEY, SignApiLab.base64(good));
    for (String list :
        List.of("spki;ed25519;", "ed25519;spki", "ed25519;future", ";ed25519", ";")) {
      lab.set("sign-verify", list);
      assertThat(check(signed).verdict()).as(list).isEqualTo(Verdict.REFUSED);
      assertThat(check(signed).detail()).as(list).startsWith("No keys found for required signapi");
    }
    for (String other : List.of("ed25519 ", "True", "*", "\\q")) {
      lab.set("sign-verify", other);
      assertThat(check(signed).verdict()).as(other).isEqualTo(Verdict.REFUSED);
    }
    lab.set("sign-verify", "ed25519;future");
    lab.set("verification-future-key", "x");
    assertThat(check(signed).verdict()).isEqualTo(Verdict.NOT_CHECKED);
    assertThat(check(signed).detail()).isEqualTo("future");
    assertThat(states(check(signed))).containsExactly(State.VALID);
    lab.here().ostree("config", "unset", "--group=remote \"far\"", "verification-future-key");
  }

  @Test
  void what_is_wrong_with_keys_for_the_list_of_branches_is_wrong_with_commits_too()
      throws Exception {
    lab.set(KEY, SignApiLab.base64(good));
    lab.set("sign-verify-summary", "spki");
    assertThat(check(signed).verdict()).isEqualTo(Verdict.REFUSED);
    lab.set("sign-verify", "false");
    assertThat(check(signed).verdict()).isEqualTo(Verdict.REFUSED);
  }

  @Test
  void a_kind_that_nobody_here_knows_counts_for_nothing() throws Exception {
    lab.set(KEY, SignApiLab.base64(good));
    Checksum future = lab.commit("future", 6, "a=6");
    SignApiLab.attach(meta(future), "future", new byte[8]);

    assertThat(check(future).verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(check(future).detail()).isEqualTo("No signatures found");
  }

  @Test
  void a_list_of_branches_that_has_to_be_signed_is_refused_without() throws Exception {
    lab.set("sign-verify-summary", "true");
    lab.set(KEY, SignApiLab.base64(good));
    Path summary = lab.origin().path().resolve("summary");
    Path signature = lab.origin().path().resolve("summary.sig");
    try (RemoteHistory far = lab.open()) {
      assertThat(problem(far)).isEqualTo(new Problem.UnsignedList("far"));
      SignApiLab.attach(signature, keys.sign("stranger", summary));
      assertThat(problem(far)).isInstanceOf(Problem.SignatureFailed.class);
      SignApiLab.attach(signature, keys.sign("good", summary));
      assertThat(far.branches(List.of()).signed()).isEqualTo(Verdict.TRUSTED);
      byte[] whole = Files.readAllBytes(summary);
      Files.write(summary, RemoteLab.damaged(whole));
      assertThat(problem(far)).isInstanceOf(Problem.SignatureFailed.class);
      Files.delete(summary);
      assertThat(problem(far)).isEqualTo(new Problem.UnsignedList("far"));
      Files.write(summary, whole);
    } finally {
      Files.deleteIfExists(signature);
    }
  }

  @Test
  void the_terminal_tells_it_without_native_code() {
    lab.set(KEY, SignApiLab.base64(good));
    String here = "--repo=" + lab.here().path();

    var log = Program.runPlain(folder, "remote", "log", "far:signed", here);
    assertThat(log.status()).as(log.errors()).isZero();
    assertThat(log.text())
        .contains("Signed as far demands", "Signature of ed25519 " + hex(good) + " is valid");
    var refused = Program.runPlain(folder, "show", "far:moved", "--remote", here);
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.text()).isEmpty();
    assertThat(refused.errors()).contains("not signed as it has to be");
    var strangers = Program.runPlain(folder, "remote", "log", "far:strange", here);
    assertThat(strangers.text()).contains("by ed25519 that no key trusted for this remote made");
  }

  /**
   * Made by the program of libostree 2026.4 (its sources, with libsodium): {@code ostree commit},
   * {@code ostree sign --sign-type=ed25519}, {@code ostree summary --update --sign}.
   */
  @Test
  void what_libostree_signed_is_signed() throws Exception {
    Checksum commit = Checksum.parse(resource("commit.txt")).orElseThrow();
    Path object = lab.origin().object(commit, "commit");
    Files.createDirectories(object.getParent());
    copy("commit.object", object);
    copy("commit.commitmeta", meta(commit));
    lab.set(KEY, resource("public.txt"));
    assertThat(check(commit).verdict()).isEqualTo(Verdict.TRUSTED);

    lab.set("sign-verify-summary", "ed25519");
    Path summary = lab.origin().path().resolve("summary");
    byte[] before = Files.readAllBytes(summary);
    Path signature = lab.origin().path().resolve("summary.sig");
    copy("summary.object", summary);
    copy("summary.sig", signature);
    try (RemoteHistory far = lab.open()) {
      assertThat(far.branches(List.of()).signed()).isEqualTo(Verdict.TRUSTED);
      assertThat(far.branches(List.of()).find("main").orElseThrow().newest()).isEqualTo(commit);
    } finally {
      Files.write(summary, before);
      Files.delete(signature);
    }
  }

  private void copy(String name, Path target) throws IOException {
    Files.write(target, bytes(name));
  }

  private static String resource(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.US_ASCII).strip();
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = Ed25519Test.class.getResourceAsStream("ed25519/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private void sign(Checksum commit, String key) {
    SignApiLab.attach(meta(commit), keys.sign(key, lab.origin().object(commit, "commit")));
  }

  private Path meta(Checksum commit) {
    return lab.origin().object(commit, "commitmeta");
  }

  private static String hex(byte[] key) {
    return HexFormat.of().formatHex(key);
  }

  private static List<State> states(SignatureCheck check) {
    return check.signatures().stream().map(Signature::state).toList();
  }

  private SignatureCheck check(Checksum commit) throws StoreException {
    try (RemoteHistory far = lab.open()) {
      return far.signatures(commit);
    }
  }

  private SignatureCheck check(Checksum commit, Path system) throws StoreException {
    try (RemoteHistory far = lab.open();
        Repository here = lab.here().open();
        Signatures signatures =
            new Signatures(here.directory(), Optional.empty(), List.of(system))) {
      Remote remote = here.remotes(Optional.empty()).find("far").orElseThrow();
      return signatures.check(remote, far.repository(), commit);
    }
  }

  private static Problem problem(RemoteHistory far) {
    return catchThrowableOfType(StoreException.class, () -> far.branches(List.of())).problem();
  }
}
