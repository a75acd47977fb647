package org.understory.app.cli;

import static org.understory.model.text.Sanitizer.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.history.Ref;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.model.remote.Signature;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.system.Deployment;
import org.understory.store.wire.RecordJson;

/** Who signed a commit, in words and as JSON. */
record SignatureText(Session session) {
  /** The remote that a commit comes from: as its name says, a ref, or a deployment's origin. */
  static Optional<Remote> remote(OpenSystem system, String revision, Checksum commit)
      throws StoreException {
    List<String> names = new ArrayList<>(List.of(revision));
    for (Ref ref : system.repository().refs()) {
      if (ref.checksum().equals(commit)) {
        names.add(ref.refspec());
      }
    }
    for (Deployment deployment : system.snapshot().deployments()) {
      if (deployment.checksum().equals(commit)) {
        deployment.origin().refspec().ifPresent(names::add);
      }
    }
    List<Remote> remotes = system.remotes().list();
    return names.stream()
        .flatMap(name -> remotes.stream().filter(remote -> remote.has(name)))
        .findFirst();
  }

  /** First whether the remote is content, then each signature; safe to show. */
  List<String> lines(SignatureCheck check, Remote remote) {
    String name = line(remote.name());
    List<String> lines = new ArrayList<>();
    lines.add(
        switch (check.verdict()) {
          case TRUSTED -> session.word("verdict.trusted", name);
          case REFUSED -> session.word("verdict.refused", name);
          case NOT_REQUIRED -> session.word("verdict.not-required", name);
          case NOT_CHECKED -> session.word("verdict.not-checked", name);
        });
    check.signatures().forEach(each -> lines.add(said(each)));
    return lines;
  }

  private String said(Signature signature) {
    String who = who(signature);
    String words =
        switch (signature.state()) {
          case VALID -> session.word("signature.valid", who);
          case EXPIRED -> session.word("signature.expired", who);
          case KEY_EXPIRED -> session.word("signature.key-expired", who);
          case KEY_REVOKED -> session.word("signature.key-revoked", who);
          // An ed25519 signature does not say whose it is.
          case UNKNOWN_KEY ->
              session.word(
                  signature.key().isEmpty() ? "signature.unverified" : "signature.unknown-key",
                  who);
          case WRONG -> session.word("signature.wrong", who);
          case NOT_CHECKED -> session.word("signature.not-checked", who);
        };
    return signature
        .made()
        .map(made -> session.word("signature.made", words, session.times().minute(made)))
        .orElse(words);
  }

  private static String who(Signature signature) {
    String kind = signature.kind() == Signature.Kind.OPENPGP ? "OpenPGP" : "ed25519";
    String key = signature.key().isEmpty() ? kind : kind + " " + line(signature.key());
    return signature.owner().map(owner -> line(owner) + " (" + key + ")").orElse(key);
  }

  /** A field {@code signature} of the object that is open. */
  static void json(Json json, SignatureCheck check, Remote remote) {
    json.name("signature")
        .beginObject()
        .text("remote", remote.name())
        .text("verdict", RecordJson.name(check.verdict()))
        .name("signatures")
        .beginArray();
    for (Signature each : check.signatures()) {
      json.beginObject()
          .text("kind", RecordJson.name(each.kind()))
          .text("state", RecordJson.name(each.state()))
          .text("key", each.key())
          .text("owner", each.owner())
          .number("made", each.made().stream().mapToLong(Long::longValue).findFirst())
          .endObject();
    }
    json.endArray().endObject();
  }
}
