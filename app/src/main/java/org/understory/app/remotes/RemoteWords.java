package org.understory.app.remotes;

import static org.understory.model.text.Sanitizer.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.understory.app.deployment.DeploymentWords;
import org.understory.app.remotes.RemoteCard.Checking;
import org.understory.app.remotes.RemoteCard.Fact;
import org.understory.model.history.Ref;
import org.understory.model.remote.Remote;
import org.understory.model.remote.Remotes;
import org.understory.model.remote.SigningKey;
import org.understory.model.system.Deployment;
import org.understory.resources.Messages;

/** Puts remotes into words. */
final class RemoteWords {
  /** More keys than this say nothing more to a person. */
  private static final int KEYS_SHOWN = 8;

  /** Settings that have a line of their own. */
  private static final Set<String> TOLD =
      Set.of(
          "contenturl", "metalink", "collection-id", "gpg-verify-summary", "sign-verify-summary");

  private final Messages messages;

  RemoteWords(Messages messages) {
    this.messages = messages;
  }

  List<RemoteCard> cards(Remotes remotes, List<Ref> refs, List<Deployment> deployments) {
    return remotes.list().stream().map(each -> card(each, refs, deployments)).toList();
  }

  private RemoteCard card(Remote remote, List<Ref> refs, List<Deployment> deployments) {
    String address = line(remote.address().main());
    return new RemoteCard(
        remote.name(),
        line(remote.name()),
        address.isEmpty() ? messages.get("remotes.nowhere") : address,
        checking(remote),
        facts(remote, refs, deployments));
  }

  private static Checking checking(Remote remote) {
    if (!remote.checks().commits()) {
      return Checking.UNCHECKED;
    }
    boolean keyless = remote.keyring().complete() && remote.keyring().keys().isEmpty();
    return keyless && !remote.checks().sign() ? Checking.KEYLESS : Checking.CHECKED;
  }

  private List<Fact> facts(Remote remote, List<Ref> refs, List<Deployment> deployments) {
    List<Fact> facts = new ArrayList<>();
    String users =
        deployments.stream()
            .filter(each -> each.origin().refspec().filter(remote::has).isPresent())
            .map(this::deployment)
            .collect(Collectors.joining(", "));
    add(facts, "users", users.isEmpty() ? messages.get("remotes.users.none") : users);
    long branches =
        refs.stream()
            .filter(each -> each.remote().filter(remote.name()::equals).isPresent())
            .count();
    add(facts, "branches", Long.toString(branches));
    keys(facts, remote);
    remote.address().content().ifPresent(url -> exact(facts, "content", url));
    remote
        .address()
        .metalink()
        .filter(link -> !link.equals(remote.address().main()))
        .ifPresent(url -> exact(facts, "metalink", url));
    remote.collection().ifPresent(id -> exact(facts, "collection", id));
    if (remote.checks().summary()) {
      add(facts, "summary", messages.get("remotes.summary.checked"));
    }
    List<String> others = remote.settings().stream().filter(it -> !TOLD.contains(it)).toList();
    if (!others.isEmpty()) {
      exact(facts, "settings", String.join(", ", others));
    }
    exact(facts, "file", remote.home().file());
    return facts;
  }

  private String deployment(Deployment deployment) {
    String name = DeploymentWords.name(deployment);
    return deployment.booted() ? messages.get("remotes.users.running", name) : name;
  }

  private void keys(List<Fact> facts, Remote remote) {
    List<SigningKey> keys = remote.keyring().keys();
    for (SigningKey key : keys.subList(0, Math.min(KEYS_SHOWN, keys.size()))) {
      String owner = key.owner().map(text -> "  " + line(text)).orElse("");
      facts.add(
          new Fact(
              messages.get("remotes.fact.key"),
              key.brief() + owner,
              true,
              Optional.of(key.spaced())));
    }
    if (keys.size() > KEYS_SHOWN) {
      add(facts, "key", messages.get("remotes.keys.more", keys.size() - KEYS_SHOWN));
    }
    if (!remote.keyring().complete()) {
      add(facts, "key", messages.get("remotes.keys.unreadable"));
    }
  }

  private void add(List<Fact> facts, String key, String value) {
    facts.add(new Fact(messages.get("remotes.fact." + key), value, false, Optional.empty()));
  }

  private void exact(List<Fact> facts, String key, String value) {
    facts.add(new Fact(messages.get("remotes.fact." + key), line(value), true, Optional.empty()));
  }
}
