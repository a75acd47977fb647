package org.understory.model.remote;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The OpenPGP keys that may sign what comes from a remote.
 *
 * @param own those kept with the remote alone ({@code NAME.trustedkeys.gpg} in the repository),
 *     which are lost with it
 * @param block {@link #own} as text that can be imported again; empty where it can't
 * @param fallback those that count only as long as there are no {@link #own}: beside its
 *     configuration, or for all remotes
 * @param elsewhere those where {@code gpgkeypath} says
 * @param complete whether all of them could be read
 */
public record Keyring(
    List<SigningKey> own,
    Optional<String> block,
    List<SigningKey> fallback,
    List<SigningKey> elsewhere,
    boolean complete) {
  /** No keys. */
  public static final Keyring EMPTY =
      new Keyring(List.of(), Optional.empty(), List.of(), List.of(), true);

  public Keyring {
    own = List.copyOf(own);
    fallback = List.copyOf(fallback);
    elsewhere = List.copyOf(elsewhere);
  }

  /** All of them, each once. */
  public List<SigningKey> keys() {
    return Stream.of(own, fallback, elsewhere).flatMap(List::stream).distinct().toList();
  }
}
