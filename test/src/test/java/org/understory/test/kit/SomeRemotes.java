package org.understory.test.kit;

import java.util.List;
import java.util.Optional;
import org.understory.model.remote.Keyring;
import org.understory.model.remote.Remote;
import org.understory.model.remote.Remote.Address;
import org.understory.model.remote.Remote.Checks;
import org.understory.model.remote.Remote.Home;
import org.understory.model.remote.Remotes;
import org.understory.model.remote.SigningKey;

/** Remotes of every kind, for pictures: the demo has one, at a path of the machine. */
public final class SomeRemotes {
  /** Followed and checked; without a key; unchecked. */
  public static final Remotes ALL =
      new Remotes(
          List.of(
              new Remote(
                  "demo",
                  address("https://ostree.fern.example/repo", "https://cdn.fern.example/repo"),
                  new Checks(true, false, true),
                  Optional.of("example.fern.Os"),
                  new Keyring(
                      List.of(
                          new SigningKey(
                              PublicKey.FINGERPRINT, Optional.of("Fern OS <keys@fern.example>"))),
                      Optional.of(PublicKey.FERN),
                      List.of(),
                      List.of(),
                      true),
                  Remote.Access.PLAIN,
                  List.of("collection-id", "contenturl", "gpg-verify-summary"),
                  home("demo")),
              new Remote(
                  "fern-testing",
                  address("https://testing.fern.example/repo", ""),
                  new Checks(true, false, false),
                  Optional.empty(),
                  Keyring.EMPTY,
                  Remote.Access.PLAIN,
                  List.of(),
                  home("fern-testing")),
              new Remote(
                  "nightly",
                  address("http://nightly.fern.example/", ""),
                  new Checks(false, false, false),
                  Optional.empty(),
                  Keyring.EMPTY,
                  Remote.Access.PLAIN,
                  List.of(),
                  home("nightly"))),
          false,
          List.of());

  private SomeRemotes() {}

  private static Address address(String url, String content) {
    return new Address(
        Optional.of(url), Optional.empty(), Optional.of(content).filter(it -> !it.isEmpty()));
  }

  private static Home home(String name) {
    return new Home("/etc/ostree/remotes.d/" + name + ".conf", true, List.of(), false);
  }
}
