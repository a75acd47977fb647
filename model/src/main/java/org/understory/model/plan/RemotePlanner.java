package org.understory.model.plan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Warning.Code;
import org.understory.model.remote.KeyBlock;
import org.understory.model.remote.Remote;
import org.understory.model.remote.SigningKey;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;

/** Foretells what becomes of remotes and their keys. */
final class RemotePlanner {
  private final SystemSnapshot snapshot;
  private final PlanFacts facts;
  private final PlanDraft draft;

  RemotePlanner(SystemSnapshot snapshot, PlanFacts facts, PlanDraft draft) {
    this.snapshot = snapshot;
    this.facts = facts;
    this.draft = draft;
  }

  void add(Operation.AddRemote operation) throws StoreException {
    String name = operation.name();
    Names.requireRemote(name);
    Names.requireAddress(operation.url());
    if (facts.remotes().find(name).isPresent()) {
      throw new StoreException(new Problem.RemoteExists(name));
    }
    if (!operation.verify()) {
      draft.warn(Code.REMOTE_UNVERIFIED, operation.url());
    }
    if (operation.key().isPresent()) {
      trust(keys(operation.key().get()));
      if (!operation.verify()) {
        draft.warn(Code.KEY_UNUSED, name);
      }
    } else if (operation.verify() && !facts.remotes().sharedKeys()) {
      draft.warn(Code.KEY_NEEDED, name);
    }
    draft.undo(new Operation.RemoveRemote(name));
  }

  void remove(String name) throws StoreException {
    Remote remote = find(name);
    if (remote.home().own() && !remote.home().neighbours().isEmpty()) {
      throw new StoreException(new Problem.RemoteSharesFile(name, remote.home().file()));
    }
    List<String> followers =
        snapshot.deployments().stream()
            .filter(each -> each.origin().refspec().filter(remote::has).isPresent())
            .map(Deployment::id)
            .toList();
    if (!followers.isEmpty()) {
      draft.warn(Code.REMOTE_IN_USE, String.join(" ", followers));
    }
    long branches = facts.heads().keySet().stream().filter(remote::has).count();
    if (branches > 0) {
      draft.warn(Code.BRANCHES_STAY, Long.toString(branches));
    }
    if (remote.home().own() && remote.home().shipped()) {
      draft.warn(Code.REMOTE_SHIPPED, remote.home().file());
    }
    loss(remote);
  }

  /** What adding it again would not bring back; where there is none of that it can be undone. */
  private void loss(Remote remote) {
    List<SigningKey> keys = remote.keyring().own();
    boolean keysLost = !keys.isEmpty() && remote.keyring().block().isEmpty();
    if (!remote.plain()) {
      draft.warn(Code.SETTINGS_LOST, String.join(", ", remote.settings()));
    }
    if (!keys.isEmpty() && (keysLost || !remote.plain())) {
      draft.warn(Code.KEYS_LOST, Integer.toString(keys.size()));
    }
    if (!remote.plain() || keysLost || !isAddress(remote.address().main())) {
      return;
    }
    draft.undo(
        new Operation.AddRemote(
            remote.name(),
            remote.address().main(),
            remote.checks().gpg(),
            remote.keyring().block()));
  }

  private static boolean isAddress(String url) {
    try {
      Names.requireAddress(url);
      return true;
    } catch (StoreException no) {
      return false;
    }
  }

  void importKey(String name, String key) throws StoreException {
    List<SigningKey> keys = keys(key);
    Remote remote = find(name);
    List<String> known = remote.keyring().own().stream().map(SigningKey::fingerprint).toList();
    List<SigningKey> fresh =
        keys.stream().filter(each -> !known.contains(each.fingerprint())).toList();
    trust(fresh);
    if (fresh.isEmpty()) {
      draft.warn(Code.KEY_KNOWN, name);
    }
    int aside = remote.keyring().fallback().size();
    if (aside > 0) {
      draft.warn(Code.KEYS_REPLACED, Integer.toString(aside));
    }
    if (!remote.checks().gpg() && !remote.checks().summary()) {
      draft.warn(Code.KEY_UNUSED, name);
    }
  }

  private static List<SigningKey> keys(String text) throws StoreException {
    return KeyBlock.read(text.getBytes(StandardCharsets.UTF_8)).keys();
  }

  private void trust(List<SigningKey> keys) {
    for (SigningKey each : keys) {
      String owner = each.owner().map(text -> " (" + text + ")").orElse("");
      draft.warn(Code.KEY_TRUSTED, each.spaced() + owner);
    }
  }

  private Remote find(String name) throws StoreException {
    Names.requireRemote(name);
    return facts
        .remotes()
        .find(name)
        .orElseThrow(() -> new StoreException(new Problem.UnknownRemote(name)));
  }
}
