package org.understory.app.text;

import static org.understory.model.text.Sanitizer.line;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.understory.model.remote.Remote;
import org.understory.model.remote.Signature;
import org.understory.model.remote.SignatureCheck;
import org.understory.resources.Messages;

/**
 * Who signed a commit, in words that are safe to show.
 *
 * @param messages hold the bundle {@code common}
 * @param minutes writes seconds since 1970 with day, hour and minute
 */
public record SignatureWords(Messages messages, LongFunction<String> minutes) {
  /** First whether the remote is content, then each signature. */
  public List<String> lines(SignatureCheck check, Remote remote) {
    List<String> lines = new ArrayList<>(List.of(verdict(check, remote)));
    check.signatures().forEach(each -> lines.add(signature(each)));
    return lines;
  }

  /** Whether the remote is content. */
  public String verdict(SignatureCheck check, Remote remote) {
    String name = line(remote.name());
    return switch (check.verdict()) {
      case TRUSTED -> messages.get("verdict.trusted", name);
      case REFUSED -> messages.get("verdict.refused", name);
      case NOT_REQUIRED -> messages.get("verdict.not-required", name);
      case NOT_CHECKED -> messages.get("verdict.not-checked", name);
    };
  }

  /** One signature: whose, and what it is worth. */
  public String signature(Signature signature) {
    String who = who(signature);
    String words =
        switch (signature.state()) {
          case VALID -> messages.get("signature.valid", who);
          case EXPIRED -> messages.get("signature.expired", who);
          case KEY_EXPIRED -> messages.get("signature.key-expired", who);
          case KEY_REVOKED -> messages.get("signature.key-revoked", who);
          // Only OpenPGP’s signatures say whose they are.
          case UNKNOWN_KEY ->
              messages.get(
                  signature.key().isEmpty() ? "signature.unverified" : "signature.unknown-key",
                  who);
          case WRONG -> messages.get("signature.wrong", who);
          case NOT_CHECKED -> messages.get("signature.not-checked", who);
        };
    return signature
        .made()
        .map(made -> messages.get("signature.made", words, minutes.apply(made)))
        .orElse(words);
  }

  private static String who(Signature signature) {
    String kind = signature.kind().label();
    String key = signature.key().isEmpty() ? kind : kind + " " + line(signature.key());
    return signature.owner().map(owner -> line(owner) + " (" + key + ")").orElse(key);
  }
}
