package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.store.remote.RemoteHistory;
import org.understory.test.kit.Command;
import org.understory.test.kit.RemoteLab;
import org.understory.test.kit.SignApiLab;

/**
 * What is demanded by which words, as {@code ostree} takes them. Debian's knows no kind of
 * signatures but the one that libostree's own tests have ({@code dummy}, whose signature is the key
 * itself), so it is asked with that where the reader is asked with ed25519.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SignRulesTest {
  private static final String DUMMY = "dummy";
  private static final String ED25519 = "ed25519";
  private static final byte[] SECRET = "secret".getBytes(StandardCharsets.US_ASCII);

  private static final List<String> WORDS =
      List.of(
          "true",
          "1",
          "false",
          "0",
          "",
          "KIND",
          "KIND;",
          "KIND;KIND",
          "KIND;other",
          ";KIND",
          ";",
          "KIND ",
          "True",
          "*",
          "true;",
          "KIND;;");

  private RemoteLab lab;
  private SignApiLab keys;
  private Checksum commit;

  @BeforeAll
  void make(@TempDir Path temp) throws IOException {
    keys = new SignApiLab(temp.resolve("keys"));
    byte[] good = keys.make("good");
    lab = new RemoteLab(temp);
    commit = lab.commit("main", 1, "a=1");
    lab.set("gpg-verify", "false");
    lab.set("verification-dummy-key", "secret");
    lab.set("verification-ed25519-key", SignApiLab.base64(good));
  }

  @AfterAll
  void close() {
    lab.close();
  }

  @BeforeEach
  void unset() throws IOException {
    for (String each : List.of("sign-verify", "sign-verify-summary", "gpg-verify-summary")) {
      lab.set(each, "false");
    }
    lab.origin().ostree("summary", "--update");
    Files.deleteIfExists(file("summary.sig"));
    Files.deleteIfExists(lab.origin().object(commit, "commitmeta"));
  }

  @Test
  void a_commit_is_trusted_by_the_words_by_which_ostree_pulls_it() throws Exception {
    Path object = lab.origin().object(commit, "commit");
    Path signatures = lab.origin().object(commit, "commitmeta");
    byte[] right = keys.sign("good", object);
    for (boolean sound : List.of(true, false)) {
      SignApiLab.attach(signatures, DUMMY, sound ? SECRET : new byte[6]);
      Map<String, Boolean> taken = new LinkedHashMap<>();
      for (String words : WORDS) {
        taken.put(words, takes(words.replace("KIND", DUMMY)));
      }
      SignApiLab.attach(signatures, ED25519, sound ? right : new byte[64]);
      Map<String, Boolean> trusted = new LinkedHashMap<>();
      for (String words : WORDS) {
        trusted.put(words, trusts(words.replace("KIND", ED25519)));
      }
      assertThat(trusted).as("sound: %s", sound).isEqualTo(taken);
      assertThat(taken.values()).contains(true, false);
    }
  }

  /** {@code ostree pull} goes on without a list of branches here, where it would not by OpenPGP. */
  @Test
  void without_the_list_that_has_to_be_signed_nothing_is_listed_as_ostree_lists_nothing()
      throws Exception {
    byte[] summary = Files.readAllBytes(file("summary"));
    byte[] right = keys.sign("good", file("summary"));
    for (int signature = 0; signature < 3; signature++) {
      for (boolean there : List.of(true, false)) {
        Files.write(file("summary"), summary);
        if (!there) {
          Files.delete(file("summary"));
        }
        sign(signature, DUMMY, SECRET);
        lab.set("sign-verify-summary", DUMMY);
        boolean lists = ostree("remote", "refs", "far").status() == 0;
        boolean pulls = ostree("pull", "far", "main").status() == 0;
        sign(signature, ED25519, right);
        lab.set("sign-verify-summary", ED25519);

        assertThat(lists()).as("%s %s", there, signature).isEqualTo(lists);
        assertThat(pulls).isEqualTo(there ? lists : signature > 0);
        forget();
      }
    }
  }

  /** None, a wrong one or a right one. */
  private void sign(int which, String kind, byte[] right) throws IOException {
    Files.deleteIfExists(file("summary.sig"));
    if (which > 0) {
      SignApiLab.attach(file("summary.sig"), kind, which == 1 ? new byte[64] : right);
    }
  }

  private boolean lists() throws StoreException {
    try (RemoteHistory far = lab.open()) {
      Throwable trouble = catchThrowable(() -> far.branches(List.of()));
      if (trouble instanceof StoreException e) {
        assertThat(e.problem())
            .isInstanceOfAny(Problem.SignatureFailed.class, Problem.UnsignedList.class);
      }
      return trouble == null;
    }
  }

  private boolean takes(String words) {
    lab.set("sign-verify", words);
    boolean taken = ostree("pull", "far", "main").status() == 0;
    if (taken) {
      forget();
    }
    return taken;
  }

  /** Signatures that are here count, too. */
  private void forget() {
    Command.run("rm", "-rf", lab.here().path().resolve("refs/remotes/far").toString());
    lab.here().ostree("prune", "--refs-only");
  }

  private boolean trusts(String words) throws StoreException {
    lab.set("sign-verify", words);
    try (RemoteHistory far = lab.open()) {
      Verdict verdict = far.signatures(commit).verdict();
      assertThat(verdict).as(words).isNotEqualTo(Verdict.NOT_CHECKED);
      return verdict == Verdict.TRUSTED || verdict == Verdict.NOT_REQUIRED;
    }
  }

  private Command.Result ostree(String... arguments) {
    Command.run("rm", "-rf", lab.here().path().resolve("tmp/cache").toString());
    List<String> command = new ArrayList<>(List.of("ostree", "--repo=" + lab.here().path()));
    command.addAll(List.of(arguments));
    return Command.attempt(command, Map.of("LC_ALL", "C.UTF-8", "OSTREE_DUMMY_SIGN_ENABLED", "1"));
  }

  private Path file(String name) {
    return lab.origin().path().resolve(name);
  }
}
