package org.understory.store.rpmostree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.understory.model.history.Checksum;
import org.understory.store.bus.Variant;

/**
 * A method of {@code org.projectatomic.rpmostree1.OS} that begins a transaction and answers with
 * its address.
 *
 * @param types of its arguments, as D-Bus writes them
 */
public record DaemonCall(String member, String types, List<Object> values) {
  private static final String COMMAND = "initiating-command-line";

  public DaemonCall {
    values = List.copyOf(values);
  }

  /** The newest commit of the branch that is followed, with what is layered on it. */
  public static DaemonCall upgrade() {
    return update(Map.of(), "upgrade");
  }

  /** This commit of the branch that is followed. */
  public static DaemonCall deploy(Checksum commit) {
    return update(
        Map.of("set-revision", Variant.of("revision=" + commit.hex())), "deploy " + commit.hex());
  }

  /** Another branch, {@code remote:branch}. */
  public static DaemonCall rebase(String refspec) {
    return update(Map.of("set-refspec", Variant.of(refspec)), "rebase " + refspec);
  }

  private static DaemonCall update(Map<String, Variant> modifiers, String what) {
    return new DaemonCall("UpdateDeployment", "a{sv}a{sv}", List.of(modifiers, told(what)));
  }

  /** These kernel arguments and no others, in place of those. */
  public static DaemonCall kernelArguments(List<String> before, List<String> after) {
    Map<String, Variant> options = new HashMap<>(told("kargs"));
    options.put("final-kernel-args", Variant.of(String.join(" ", after)));
    return new DaemonCall(
        "KernelArgs",
        "sasasasa{sv}",
        List.of(String.join(" ", before), List.of(), List.of(), List.of(), options));
  }

  /** Gives up what is before the running deployment in boot order. */
  public static DaemonCall dropPending() {
    return new DaemonCall("Cleanup", "as", List.of(List.of("pending-deploy")));
  }

  /** For its journal, and for what {@code rpm-ostree history} shows. */
  private static Map<String, Variant> told(String what) {
    return Map.of(COMMAND, Variant.of("understory " + what));
  }
}
