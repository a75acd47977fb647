package org.understory.store.rpmostree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.understory.model.history.Checksum;
import org.understory.model.packages.PackageFile;
import org.understory.store.bus.Variant;

/**
 * A method of {@code org.projectatomic.rpmostree1.OS} that begins a transaction and answers with
 * its address.
 *
 * @param types of its arguments, as D-Bus writes them
 * @param files that are handed to it, which the arguments name by their place
 */
public record DaemonCall(
    String member, String types, List<Object> values, List<PackageFile> files) {
  private static final String CHECK = "AutomaticUpdateTrigger";
  private static final String COMMAND = "initiating-command-line";
  private static final String UPDATE = "a{sv}a{sv}";

  /** Characters of a command line that is passed on. */
  private static final int MAX_WORDS = 500;

  public DaemonCall {
    values = List.copyOf(values);
    files = List.copyOf(files);
  }

  private DaemonCall(String member, String types, List<Object> values) {
    this(member, types, values, List.of());
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

  /** These packages layered and those no longer, on the base that is there. */
  public static DaemonCall layers(List<String> install, List<String> uninstall) {
    Map<String, Variant> modifiers = new HashMap<>();
    put(modifiers, "install-packages", install);
    put(modifiers, "uninstall-packages", uninstall);
    List<String> words = new ArrayList<>();
    if (install.isEmpty()) {
      words.add("uninstall");
      words.addAll(uninstall);
    } else {
      words.add("install");
      words.addAll(install);
      uninstall.forEach(name -> words.add("--uninstall=" + name));
    }
    return staying(modifiers, String.join(" ", words));
  }

  /** These packages of the base left out and those as delivered, on the base that is there. */
  public static DaemonCall overrides(List<String> remove, List<String> reset) {
    Map<String, Variant> modifiers = new HashMap<>();
    put(modifiers, "override-remove-packages", remove);
    put(modifiers, "override-reset-packages", reset);
    List<String> words = new ArrayList<>(List.of("override"));
    words.add(remove.isEmpty() ? "reset" : "remove");
    words.addAll(remove.isEmpty() ? reset : remove);
    return staying(modifiers, String.join(" ", words));
  }

  /** These packages layered as well, on the base that is there. */
  public static DaemonCall layers(List<PackageFile> files) {
    return files("install-local-packages", files, "install");
  }

  /** These in place of packages of the base, which stays. */
  public static DaemonCall replace(List<PackageFile> files) {
    return files("override-replace-local-packages", files, "override replace");
  }

  private static DaemonCall files(String key, List<PackageFile> files, String verb) {
    List<Integer> places = IntStream.range(0, files.size()).boxed().toList();
    String words =
        files.stream().map(PackageFile::nevra).collect(Collectors.joining(" ", verb + " ", ""));
    DaemonCall plain = staying(Map.of(key, new Variant("ah", places)), words);
    return new DaemonCall(plain.member, plain.types, plain.values, files);
  }

  /** An empty list would be one more permission to ask for. */
  private static void put(Map<String, Variant> modifiers, String key, List<String> names) {
    if (!names.isEmpty()) {
      modifiers.put(key, new Variant("as", names));
    }
  }

  /** Without looking for another base. */
  private static DaemonCall staying(Map<String, Variant> modifiers, String what) {
    Map<String, Variant> options = new HashMap<>(told(what));
    options.put("no-pull-base", new Variant("b", true));
    return new DaemonCall("UpdateDeployment", UPDATE, List.of(modifiers, options));
  }

  private static DaemonCall update(Map<String, Variant> modifiers, String what) {
    return new DaemonCall("UpdateDeployment", UPDATE, List.of(modifiers, told(what)));
  }

  /**
   * Has it look for a newer version of what runs, and find out what comes with that; the policy of
   * the system does not matter. What it says is heard, and not only written to the journal.
   */
  public static DaemonCall check() {
    return new DaemonCall(
        CHECK,
        "a{sv}",
        List.of(Map.of("mode", Variant.of("check"), "output-to-self", new Variant("b", false))));
  }

  /** Has it fetch the lists of packages anew. */
  public static DaemonCall refreshLists() {
    return new DaemonCall("RefreshMd", "a{sv}", List.of(Map.of("force", new Variant("b", true))));
  }

  /** The types of its answer, of which the last is the address. */
  String answer() {
    return member.equals(CHECK) ? "bs" : "s";
  }

  /** The same {@code UpdateDeployment} with one more option, which is no wish of its own. */
  public DaemonCall with(String option) {
    Map<Object, Object> options = new HashMap<>((Map<?, ?>) values.get(1));
    options.put(option, new Variant("b", true));
    return new DaemonCall(member, types, List.of(values.getFirst(), options), files);
  }

  /**
   * Releases what is staged and restarts. Which that is was compared under the daemon's lock, with
   * more than the checksum that it would compare.
   */
  public static DaemonCall finish() {
    return new DaemonCall(
        "FinalizeDeployment",
        "a{sv}",
        List.of(
            Map.of(
                "allow-missing-checksum",
                new Variant("b", true),
                "allow-unlocked",
                new Variant("b", true))));
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
    String words = "understory " + what;
    return Map.of(COMMAND, Variant.of(words.substring(0, Math.min(words.length(), MAX_WORDS))));
  }
}
