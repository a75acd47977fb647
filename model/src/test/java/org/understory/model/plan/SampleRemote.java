package org.understory.model.plan;

import java.util.List;
import java.util.Optional;
import org.understory.model.remote.Keyring;
import org.understory.model.remote.Remote;
import org.understory.model.remote.Remote.Address;
import org.understory.model.remote.Remote.Checks;
import org.understory.model.remote.Remote.Home;

/** Remotes for tests. */
final class SampleRemote {
  private SampleRemote() {}

  /** One in a repository's configuration, without keys. */
  static Remote of(String name, boolean verify) {
    return of(name, verify, Keyring.EMPTY, List.of(), new Home("config", false, List.of(), false));
  }

  static Remote of(String name, boolean verify, Keyring keyring, List<String> settings, Home home) {
    return new Remote(
        name,
        new Address(
            Optional.of("https://" + name + ".example/repo"), Optional.empty(), Optional.empty()),
        new Checks(verify, false, false),
        Optional.empty(),
        keyring,
        Remote.Access.PLAIN,
        settings,
        home);
  }
}
