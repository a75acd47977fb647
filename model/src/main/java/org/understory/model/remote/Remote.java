package org.understory.model.remote;

import java.util.List;
import java.util.Optional;

/**
 * A place to download from (a group {@code remote "NAME"} of a repository's configuration, or of a
 * file in {@code /etc/ostree/remotes.d}). Texts are not safe to show until sanitized.
 *
 * @param collection {@code collection-id}
 * @param access how its server is reached, beyond its address
 * @param settings names of what is set for it beyond what adding a remote sets, the above included
 */
public record Remote(
    String name,
    Address address,
    Checks checks,
    Optional<String> collection,
    Keyring keyring,
    Access access,
    List<String> settings,
    Home home) {
  public Remote {
    settings = List.copyOf(settings);
  }

  /**
   * Where it downloads from; most have only the first.
   *
   * @param url as written: {@code mirrorlist=} may stand before it
   * @param metalink a list of mirrors to choose from
   * @param content {@code contenturl}, for files where they are not at {@code url}
   */
  public record Address(Optional<String> url, Optional<String> metalink, Optional<String> content) {
    /** What a person takes for its address; empty text where there is none. */
    public String main() {
      return url.or(() -> metalink).orElse("");
    }
  }

  /**
   * How its server is reached. Paths and addresses are as written.
   *
   * @param proxy {@code proxy}: an address to ask instead of the server
   * @param authority {@code tls-ca-path}: a file of certificates to trust instead of the system's
   * @param certificate {@code tls-client-cert-path}: who we are
   * @param key {@code tls-client-key-path}: the private key to it
   * @param permissive {@code tls-permissive}: any certificate will do
   * @param http2 {@code http2}, on unless said
   * @param unconfigured {@code unconfigured-state}: why nothing can be downloaded yet, in the words
   *     of whoever made the system
   */
  public record Access(
      Optional<String> proxy,
      Optional<String> authority,
      Optional<String> certificate,
      Optional<String> key,
      boolean permissive,
      boolean http2,
      Optional<String> unconfigured) {
    /** Nothing is set. */
    public static final Access PLAIN =
        new Access(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            true,
            Optional.empty());
  }

  /**
   * What has to be signed.
   *
   * @param gpg commits, by OpenPGP ({@code gpg-verify}, on unless said)
   * @param sign commits, by keys of another kind ({@code sign-verify})
   * @param summary the list of branches ({@code gpg-verify-summary}, {@code sign-verify-summary})
   * @param api what is set for keys of another kind
   */
  public record Checks(boolean gpg, boolean sign, boolean summary, SignApi api) {
    /** The same without keys of another kind. */
    public Checks(boolean gpg, boolean sign, boolean summary) {
      this(gpg, sign, summary, SignApi.NONE);
    }

    /** Whether every commit has to be signed. */
    public boolean commits() {
      return gpg || sign;
    }
  }

  /**
   * Where it is written down.
   *
   * @param file its path
   * @param own whether it is a file for remotes, which libostree deletes as a whole
   *     (ostree_repo_remote_delete), and not the repository's configuration
   * @param neighbours names of other remotes in the same file
   * @param shipped whether the system brought that file along ({@code /usr/etc})
   */
  public record Home(String file, boolean own, List<String> neighbours, boolean shipped) {
    public Home {
      neighbours = List.copyOf(neighbours);
    }
  }

  /** Whether adding a remote of this name, address and check makes all of it but its keys. */
  public boolean plain() {
    return settings.isEmpty();
  }

  /** Whether this refspec names a branch of it. */
  public boolean has(String refspec) {
    return refspec.startsWith(name + ":");
  }
}
