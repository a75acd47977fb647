package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
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
 * Signatures by keys of any kind that OpenSSL made. Debian's libostree is older than these; what
 * one with them says is written here as its sources say it (2026.4).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpkiTest {
  private static final String KEY = "verification-spki-key";
  private static final String FILE = "verification-spki-file";
  private static final String SPKI = "spki";

  private static final Map<String, List<String>> KINDS =
      Map.of(
          "ed25519", List.of("ed25519"),
          "ed448", List.of("ed448"),
          "p256", List.of("EC", "-pkeyopt", "ec_paramgen_curve:P-256"),
          "p384", List.of("EC", "-pkeyopt", "ec_paramgen_curve:P-384"),
          "rsa", List.of("RSA", "-pkeyopt", "rsa_keygen_bits:2048"));

  private Path folder;
  private SignApiLab lab;
  private RemoteLab remote;
  private final Map<String, byte[]> keys = new LinkedHashMap<>();
  private Checksum commit;

  @BeforeAll
  void make(@TempDir Path temp) throws IOException {
    folder = temp;
    lab = new SignApiLab(temp.resolve("keys"));
    KINDS.forEach((name, words) -> keys.put(name, lab.make(name, words.toArray(String[]::new))));
    remote = new RemoteLab(temp);
    commit = remote.commit("main", 1, "a=1");
    remote.origin().ostree("summary", "--update");
  }

  @AfterAll
  void close() {
    remote.close();
  }

  @BeforeEach
  void demand() {
    for (String key : List.of(KEY, FILE, "sign-verify-summary")) {
      remote.set(key, "");
      remote.here().ostree("config", "unset", "--group=remote \"far\"", key);
    }
    remote.set("gpg-verify", "false");
    remote.set("sign-verify", SPKI);
  }

  @Test
  void every_kind_of_key_that_openssl_signs_with_is_checked() throws Exception {
    for (Map.Entry<String, byte[]> each : keys.entrySet()) {
      SignApiLab.attach(meta(), SPKI, sign(each.getKey()));
      remote.set(KEY, SignApiLab.base64(each.getValue()));
      SignatureCheck check = check();
      assertThat(check.verdict()).as(each.getKey()).isEqualTo(Verdict.TRUSTED);
      assertThat(check.signatures())
          .as(each.getKey())
          .containsExactly(signature(State.VALID, id(each.getKey())));
      remote.set("sign-verify", "true");
      assertThat(check()).as(each.getKey()).isEqualTo(check);
      remote.set("sign-verify", SPKI);
      SignApiLab.attach(meta(), SPKI, RemoteLab.damaged(sign(each.getKey())));
      assertThat(check().verdict()).as(each.getKey()).isEqualTo(Verdict.REFUSED);
      SignApiLab.attach(meta(), SPKI, new byte[] {0}, new byte[0], new byte[600]);
      assertThat(check().verdict()).as(each.getKey() + ", none").isEqualTo(Verdict.REFUSED);
      assertThat(states()).containsOnly(State.UNKNOWN_KEY);
    }
  }

  /** OpenSSL has these since 3.5, so here Java signs. */
  @Test
  void a_key_that_outlives_quantum_computers_is_read_too() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("ML-DSA-44").generateKeyPair();
    java.security.Signature signing = java.security.Signature.getInstance("ML-DSA");
    signing.initSign(pair.getPrivate());
    signing.update(Files.readAllBytes(remote.origin().object(commit, "commit")));
    SignApiLab.attach(meta(), SPKI, signing.sign());
    remote.set(KEY, SignApiLab.base64(pair.getPublic().getEncoded()));

    assertThat(check().verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void without_keys_of_the_remote_a_kind_that_is_named_is_refused() throws Exception {
    SignApiLab.attach(meta(), SPKI, sign("p256"));

    assertThat(check().verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(check().detail()).isEqualTo("No keys found for required signapi type spki");
    remote.set(KEY, SignApiLab.base64(keys.get("rsa")));
    assertThat(check().verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(states()).containsExactly(State.UNKNOWN_KEY);
    Files.delete(meta());
    assertThat(check().detail()).isEqualTo("No signatures found");
  }

  @Test
  void keys_come_from_a_file_that_is_in_order() throws Exception {
    Path file = folder.resolve("keys.pem");
    remote.set(FILE, file.toString());
    SignApiLab.attach(meta(), SPKI, sign("p256"));
    String good = lab.text("p256");
    for (String sound :
        List.of(
            good,
            "what it is for\n" + good + "\n" + lab.text("rsa"),
            lab.text("rsa") + "\n\n" + good.replace("\n", " \r\n\r\n"))) {
      Files.writeString(file, sound);
      assertThat(check().verdict()).as(sound).isEqualTo(Verdict.TRUSTED);
    }
    for (String broken :
        List.of(
            "",
            SignApiLab.base64(keys.get("p256")),
            good.replace("PUBLIC KEY", "EC PUBLIC KEY"),
            good.replace("-----END PUBLIC KEY-----", ""),
            good.replace("END PUBLIC", "END PRIVATE"),
            good + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")) {
      Files.writeString(file, broken);
      assertThat(check().verdict()).as(broken).isEqualTo(Verdict.REFUSED);
      assertThat(check().detail()).as(broken).contains(file.toString());
    }
  }

  @Test
  void behind_a_key_that_can_not_be_read_nothing_is_taken_for_checked() throws Exception {
    SignApiLab.attach(meta(), SPKI, sign("p256"));
    Path file = folder.resolve("mixed.pem");
    remote.set(FILE, file.toString());
    String junk = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n";
    // The last one is tried first.
    Files.writeString(file, lab.text("p256") + junk);
    assertThat(check().verdict()).isEqualTo(Verdict.NOT_CHECKED);
    assertThat(check().detail()).isEqualTo(SPKI);
    Files.writeString(file, junk + lab.text("p256"));
    assertThat(check().verdict()).isEqualTo(Verdict.TRUSTED);
    remote.set(KEY, "no key");
    assertThat(check().verdict()).isEqualTo(Verdict.NOT_CHECKED);
  }

  @Test
  void the_systems_keys_count_until_they_are_taken_back() throws Exception {
    remote.set("sign-verify", "true");
    SignApiLab.attach(meta(), SPKI, sign("p256"));
    Path more = Files.createDirectories(folder.resolve("system/trusted.spki.d"));
    Path etc = more.getParent();
    assertThat(check(etc).verdict()).isEqualTo(Verdict.REFUSED);
    Files.writeString(more.resolve("one"), lab.text("p256"));
    Files.writeString(etc.resolve("trusted.spki"), lab.text("rsa"));
    assertThat(check(etc).verdict()).isEqualTo(Verdict.TRUSTED);

    Files.writeString(etc.resolve("revoked.spki"), lab.text("p256"));
    assertThat(check(etc).verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(check(etc).signatures()).containsExactly(signature(State.KEY_REVOKED, id("p256")));
  }

  @Test
  void one_signature_of_either_kind_is_enough_where_both_have_keys() throws Exception {
    byte[] raw = Arrays.copyOfRange(keys.get("ed25519"), 12, 44);
    remote.set("sign-verify", "ed25519;spki");
    remote.set("verification-ed25519-key", SignApiLab.base64(raw));
    remote.set(KEY, SignApiLab.base64(keys.get("p384")));
    try {
      SignApiLab.attach(meta(), SPKI, sign("p384"));
      assertThat(check().verdict()).isEqualTo(Verdict.TRUSTED);
      SignApiLab.attach(meta(), "ed25519", sign("ed25519"));
      assertThat(check().verdict()).isEqualTo(Verdict.TRUSTED);
      SignApiLab.attach(meta(), "ed25519", sign("ed448"));
      assertThat(check().verdict()).isEqualTo(Verdict.REFUSED);
    } finally {
      remote.here().ostree("config", "unset", "--group=remote \"far\"", "verification-ed25519-key");
    }
  }

  @Test
  void a_list_of_branches_and_the_terminal_know_it_too() throws Exception {
    remote.set(KEY, SignApiLab.base64(keys.get("p256")));
    remote.set("sign-verify-summary", SPKI);
    Path summary = remote.origin().path().resolve("summary");
    SignApiLab.attach(
        remote.origin().path().resolve("summary.sig"), SPKI, lab.sign("p256", summary));
    SignApiLab.attach(meta(), SPKI, sign("p256"));

    try (RemoteHistory far = remote.open()) {
      assertThat(far.branches(List.of()).signed()).isEqualTo(Verdict.TRUSTED);
    }
    var log =
        Program.runPlain(folder, "remote", "log", "far:main", "--repo=" + remote.here().path());
    assertThat(log.status()).as(log.errors()).isZero();
    assertThat(log.text())
        .contains("Signed as far demands", "Signature of spki " + id("p256") + " is valid");
  }

  private byte[] sign(String key) {
    return lab.sign(key, remote.origin().object(commit, "commit"));
  }

  private Path meta() {
    return remote.origin().object(commit, "commitmeta");
  }

  private String id(String key) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(keys.get(key));
    return HexFormat.of().formatHex(digest);
  }

  private static Signature signature(State state, String key) {
    return new Signature(Kind.SPKI, state, key, Optional.empty(), Optional.empty());
  }

  private List<State> states() throws StoreException {
    return check().signatures().stream().map(Signature::state).toList();
  }

  private SignatureCheck check() throws StoreException {
    try (RemoteHistory far = remote.open()) {
      return far.signatures(commit);
    }
  }

  private SignatureCheck check(Path system) throws StoreException {
    try (RemoteHistory far = remote.open();
        Repository here = remote.here().open();
        Signatures signatures =
            new Signatures(here.directory(), Optional.empty(), List.of(system))) {
      Remote set = here.remotes(Optional.empty()).find("far").orElseThrow();
      return signatures.check(set, far.repository(), commit);
    }
  }
}
