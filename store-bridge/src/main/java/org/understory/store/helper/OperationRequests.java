package org.understory.store.helper;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.ArgumentRules;
import org.understory.model.plan.Names;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Request;
import org.understory.model.remote.KeyBlock;
import org.understory.model.remote.SigningKey;
import org.understory.model.text.Sanitizer;
import org.understory.store.bus.ErrorName;
import org.understory.store.wire.RecordJson;
import org.understory.store.wire.Wish;

/** Reads what callers ask for, and refuses what could not be asked for anywhere. */
final class OperationRequests implements Requests {
  /** Deployments that one operation may name. */
  private static final int MAX_IDS = 128;

  /** Characters of an id or a state. */
  private static final int MAX_NAME = 400;

  /** Characters that polkit is shown. */
  private static final int MAX_DETAIL = 1000;

  @Override
  public FrozenRequest read(String expectedState, String operation) throws Refusal {
    try {
      Wish wish = RecordJson.read(Wish.class, operation, "a request");
      Request request = new Request(expectedState, wish.operation(), wish.acceptsUnverified());
      require(expectedState.length() <= MAX_NAME);
      check(wish.operation());
      String object = Sanitizer.line(object(wish.operation()));
      String shown = start(object);
      Map<String, String> details =
          Map.of("operation", RecordJson.name(wish.operation().getClass()), "object", shown);
      return new FrozenRequest(
          Actions.of(request), details, expectedState, RecordJson.write(request));
    } catch (StoreException e) {
      throw new Refusal(ErrorName.INVALID_ARGUMENT);
    }
  }

  /** As much of a text as polkit is shown, in whole characters. */
  private static String start(String text) {
    int end = Math.min(text.length(), MAX_DETAIL);
    boolean half = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, half ? end - 1 : end);
  }

  /** What can be told without looking at the system. */
  private static void check(Operation operation) throws StoreException, Refusal {
    switch (operation) {
      case Operation.Check(String refspec) -> Names.requireFollowable(refspec);
      // The worker refuses this one: it is for the updater of Endless OS.
      case Operation.CheckVolume(String refspec, String volume) -> {
        Names.requireFollowable(refspec);
        require(volume.startsWith("/") && volume.length() <= MAX_NAME);
      }
      case Operation.Upgrade(String stateroot, var _) -> Names.requireStateroot(stateroot);
      case Operation.Deploy(String stateroot, var _) -> Names.requireStateroot(stateroot);
      case Operation.Rebase(String stateroot, String refspec, var _) -> {
        Names.requireStateroot(stateroot);
        Names.requireFollowable(refspec);
      }
      case Operation.ChangeLayers(String stateroot, var install, var uninstall) -> {
        Names.requireStateroot(stateroot);
        Names.requirePackages(install, uninstall);
      }
      case Operation.ChangeOverrides(String stateroot, var remove, var reset) -> {
        Names.requireStateroot(stateroot);
        Names.requirePackages(remove, reset);
      }
      // The worker refuses these, but for what bootc can: they are rpm-ostree's alone.
      case Operation.UsePackageFiles use -> {
        Names.requireStateroot(use.stateroot());
        Names.requirePackages(use.names(), List.of());
      }
      case Operation.Halfway(Operation update, var _) -> {
        require(
            update instanceof Operation.Upgrade
                || update instanceof Operation.Deploy
                || update instanceof Operation.Rebase);
        check(update);
      }
      case Operation.Finalize(String id) -> require(id.length() <= MAX_NAME);
      case Operation.Refresh(String stateroot, var _) -> Names.requireStateroot(stateroot);
      case Operation.Remove(var ids) -> {
        require(!ids.isEmpty() && ids.size() <= MAX_IDS);
        for (String id : ids) {
          require(id.length() <= MAX_NAME);
        }
      }
      case Operation.EditKernelArguments(String id, var arguments) -> {
        require(id.length() <= MAX_NAME);
        ArgumentRules.check(arguments);
      }
      case Operation.SetDefault(String id) -> require(id.length() <= MAX_NAME);
      case Operation.StartOnce(var id) -> require(id.orElse("").length() <= MAX_NAME);
      case Operation.Pin(String id) -> require(id.length() <= MAX_NAME);
      case Operation.Unpin(String id) -> require(id.length() <= MAX_NAME);
      case Operation.SetLabel(String id, var label) -> {
        require(id.length() <= MAX_NAME);
        Names.requireLabel(label);
      }
      case Operation.AddRemote(String name, String url, boolean _, var key) -> {
        Names.requireRemote(name);
        Names.requireAddress(url);
        if (key.isPresent()) {
          keys(key.get());
        }
      }
      case Operation.RemoveRemote(String name) -> Names.requireRemote(name);
      case Operation.ImportKey(String remote, String key) -> {
        Names.requireRemote(remote);
        keys(key);
      }
      case Operation.InspectConfig(String id, var _) -> require(id.length() <= MAX_NAME);
      case Operation.SetFinalizationLocked _,
          Operation.DiscardStaged _,
          Operation.Prune _,
          Operation.Verify _,
          Operation.Unlock _ -> {}
    }
  }

  private static List<SigningKey> keys(String text) throws StoreException {
    return KeyBlock.read(text.getBytes(StandardCharsets.UTF_8)).keys();
  }

  private static String fingerprints(String text) {
    try {
      return keys(text).stream().map(SigningKey::fingerprint).collect(Collectors.joining(" "));
    } catch (StoreException refusedBefore) {
      return "";
    }
  }

  private static String signed(String sign, List<String> names) {
    return names.stream().map(name -> sign + name).collect(Collectors.joining());
  }

  private static void require(boolean good) throws Refusal {
    if (!good) {
      throw new Refusal(ErrorName.INVALID_ARGUMENT);
    }
  }

  /** What it is done to, for the person who is asked and for the log. */
  private static String object(Operation operation) {
    return switch (operation) {
      case Operation.Check(String refspec) -> refspec;
      case Operation.CheckVolume(String refspec, String volume) -> refspec + " " + volume;
      case Operation.Upgrade(String stateroot, var commit) -> stateroot + " " + commit.hex();
      case Operation.Deploy(String stateroot, var commit) -> stateroot + " " + commit.hex();
      case Operation.Rebase(String stateroot, String refspec, var commit) ->
          stateroot + " " + refspec + " " + commit.hex();
      case Operation.ChangeLayers(String stateroot, var install, var uninstall) ->
          stateroot + signed(" +", install) + signed(" -", uninstall);
      case Operation.ChangeOverrides(String stateroot, var remove, var reset) ->
          stateroot + signed(" -", remove) + signed(" +", reset);
      case Operation.UsePackageFiles use -> use.stateroot() + signed(" +", use.names());
      case Operation.Halfway(Operation update, var _) -> object(update);
      case Operation.Finalize(String id) -> id;
      case Operation.Refresh(String stateroot, var _) -> stateroot;
      case Operation.SetDefault(String id) -> id;
      case Operation.StartOnce(var id) -> id.orElse("");
      case Operation.Pin(String id) -> id;
      case Operation.Unpin(String id) -> id;
      case Operation.Remove(var ids) -> String.join(" ", ids);
      case Operation.EditKernelArguments(String id, var arguments) ->
          id + " " + String.join(" ", arguments);
      case Operation.SetLabel(String id, var _) -> id;
      case Operation.AddRemote(String name, String url, boolean verify, var key) ->
          name
              + " "
              + url
              + (verify ? "" : " gpg-verify=false")
              + key.map(text -> " " + fingerprints(text)).orElse("");
      case Operation.RemoveRemote(String name) -> name;
      case Operation.InspectConfig(String id, var commit) -> id + " " + commit.hex();
      case Operation.ImportKey(String remote, String key) -> remote + " " + fingerprints(key);
      case Operation.SetFinalizationLocked _,
          Operation.DiscardStaged _,
          Operation.Prune _,
          Operation.Verify _,
          Operation.Unlock _ ->
          "";
    };
  }
}
