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
 * @param others those kept elsewhere: beside its configuration, where {@code gpgkeypath} says, or
 *     those for all remotes
 * @param complete whether all of them could be read
 */
public record Keyring(
    List<SigningKey> own, Optional<String> block, List<SigningKey> others, boolean complete) {
  /** No keys. */
  public static final Keyring EMPTY = new Keyring(List.of(), Optional.empty(), List.of(), true);

  public Keyring {
    own = List.copyOf(own);
    others = List.copyOf(others);
  }

  /** All of them, each once. */
  public List<SigningKey> keys() {
    return Stream.concat(own.stream(), others.stream()).distinct().toList();
  }
}
