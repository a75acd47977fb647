package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Signature;
import org.understory.model.remote.Signature.Kind;
import org.understory.model.remote.Signature.State;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.store.remote.RemoteHistory;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.Program;
import org.understory.test.kit.RemoteLab;
import org.understory.test.kit.SigningLab;

/** Who signed what a server has, beside what ostree and gpg say of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SignatureTest {
  private static final String OWNER = "Fern OS <keys@fern.example>";

  private Path folder;
  private RemoteLab lab;
  private SigningLab keys;
  private String good;
  private String stranger;
  private Checksum signed;

  /** A remote that demands signatures by the good key, with a commit that has one. */
  @BeforeAll
  void make(@TempDir Path temp) throws IOException {
    folder = temp;
    // The socket of an agent has to have a short name.
    keys = new SigningLab(Files.createTempDirectory(Path.of("/tmp"), "keys"));
    good = keys.make(OWNER);
    stranger = keys.make("Stranger <s@else.example>");
    lab = new RemoteLab(temp);
    lab.set("gpg-verify", "true");
    trust(good);
    signed = lab.commit("signed", 1, "a=1");
    sign(signed, good);
    lab.commit("unsigned", 2, "a=2");
    sign(lab.commit("stranger", 3, "a=3"), stranger);
    Checksum moved = lab.commit("moved", 4, "a=4");
    Files.copy(lab.origin().object(signed, "commitmeta"), lab.origin().object(moved, "commitmeta"));
    lab.origin().ostree("summary", "--update");
  }

  @AfterAll
  void close() {
    keys.close();
    lab.close();
  }

  @Test
  void a_good_one_is_told_with_its_owner_key_and_time() throws Exception {
    SignatureCheck check = check("signed");

    assertThat(check.verdict()).isEqualTo(Verdict.TRUSTED);
    Signature signature = check.signatures().getFirst();
    assertThat(check.signatures()).hasSize(1);
    assertThat(signature.kind()).isEqualTo(Kind.OPENPGP);
    assertThat(signature.state()).isEqualTo(State.VALID);
    assertThat(signature.key()).isEqualTo(good);
    assertThat(signature.owner()).contains(OWNER);
    assertThat(signature.made().orElseThrow()).isGreaterThan(1_700_000_000);
    lab.here().ostree("pull", "far", "signed");
    assertThat(lab.here().ostree("show", "--gpg-verify-remote=far", signed.hex()))
        .contains("Good signature from \"" + OWNER + "\"");
  }

  @Test
  void what_is_not_signed_by_a_trusted_key_is_refused_as_ostree_refuses_it() throws Exception {
    assertThat(check("unsigned").verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(check("unsigned").signatures()).isEmpty();
    SignatureCheck unknown = check("stranger");
    assertThat(unknown.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(unknown.signatures())
        .extracting(Signature::state)
        .containsExactly(State.UNKNOWN_KEY);
    SignatureCheck moved = check("moved");
    assertThat(moved.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(moved.signatures()).extracting(Signature::state).containsExactly(State.WRONG);
    for (String branch : List.of("unsigned", "stranger", "moved")) {
      assertThat(lab.here().attempt("pull", "far", branch).status()).as(branch).isNotZero();
    }
  }

  @Test
  void a_key_that_has_expired_or_was_taken_back_vouches_for_nothing() throws Exception {
    String expired = keys.make("Expired <e@fern.example>");
    String revoked = keys.make("Revoked <r@fern.example>");
    sign(lab.commit("expired", 5, "a=5"), expired);
    sign(lab.commit("revoked", 6, "a=6"), revoked);
    lab.origin().ostree("summary", "--update");
    keys.expire(expired);
    keys.revoke(revoked);
    trust(expired);
    trust(revoked);

    assertThat(check("expired").signatures())
        .extracting(Signature::state)
        .containsExactly(State.KEY_EXPIRED);
    assertThat(check("expired").verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(check("revoked").signatures())
        .extracting(Signature::state)
        .containsExactly(State.KEY_REVOKED);
    assertThat(check("revoked").verdict()).isEqualTo(Verdict.REFUSED);
  }

  @Test
  void a_list_of_branches_that_has_to_be_signed_is_refused_without() throws Exception {
    lab.set("gpg-verify-summary", "true");
    Path signature = lab.origin().path().resolve("summary.sig");
    try (RemoteHistory far = lab.open()) {
      assertThat(problem(far)).isEqualTo(new Problem.UnsignedList("far"));
      lab.origin().ostree("summary", "--update", "--gpg-sign=" + stranger, homedir());
      assertThat(problem(far)).isInstanceOf(Problem.SignatureFailed.class);
      Files.delete(signature);
      lab.origin().ostree("summary", "--update", "--gpg-sign=" + good, homedir());
      assertThat(far.branches(List.of()).signed()).isEqualTo(Verdict.TRUSTED);
    } finally {
      lab.set("gpg-verify-summary", "false");
      Files.deleteIfExists(signature);
      lab.origin().ostree("summary", "--update");
    }
  }

  @Test
  void the_terminal_tells_it_and_shows_nothing_that_is_refused() {
    CommandRun log = run("remote", "log", "far:signed");
    assertThat(log.status()).as(log.errors()).isZero();
    assertThat(log.text())
        .contains("Signed as far demands", "Signature of " + OWNER, good, "is valid, made 20");
    CommandRun refused = run("remote", "log", "far:moved");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.text()).contains("NOT signed as far demands", "WRONG");
    assertThat(refused.errors()).contains("not signed as it has to be");
    for (String command : List.of("show", "ls", "cat")) {
      CommandRun run =
          command.equals("cat")
              ? run("cat", "far:moved", "/a", "--remote")
              : run(command, "far:moved", "--remote");
      assertThat(run.status()).as(command).isEqualTo(1);
      assertThat(run.text()).isEmpty();
      assertThat(run.errors()).contains("not signed as it has to be");
    }
    assertThat(run("cat", "far:signed", "/a", "--remote").text()).isEqualTo("1");
    assertThat(
            run("show", "far:signed", "--remote", "--json")
                .json()
                .at("/signature/verdict")
                .asText())
        .isEqualTo("trusted");
  }

  @Test
  void without_native_code_nothing_is_checked_and_that_is_said() {
    var plain =
        Program.runPlain(folder, "remote", "log", "far:signed", "--repo=" + lab.here().path());

    assertThat(plain.status()).as(plain.errors()).isZero();
    assertThat(plain.text()).contains("Not checked whether it is signed as far demands");
  }

  private void trust(String key) throws IOException {
    lab.here().ostree("remote", "gpg-import", "--keyring=" + keys.export(key), "far");
  }

  private void sign(Checksum commit, String key) {
    lab.origin().ostree("gpg-sign", homedir(), commit.hex(), key);
  }

  private String homedir() {
    return "--gpg-homedir=" + keys.home();
  }

  private SignatureCheck check(String branch) throws StoreException {
    try (RemoteHistory far = lab.open()) {
      return far.signatures(far.newest(branch));
    }
  }

  private static Problem problem(RemoteHistory far) {
    return catchThrowableOfType(StoreException.class, () -> far.branches(List.of())).problem();
  }

  private CommandRun run(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--repo=" + lab.here().path();
    return CommandRun.of(folder, all);
  }
}
