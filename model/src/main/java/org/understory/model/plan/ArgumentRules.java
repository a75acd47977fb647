package org.understory.model.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Warning.Code;
import org.understory.model.system.KernelArguments;

/** Which kernel arguments are refused, and of which a person is warned. */
public final class ArgumentRules {
  /** Bytes of one argument at most. */
  private static final int MAX_ARGUMENT = 2048;

  /**
   * Bytes of all together: {@code COMMAND_LINE_SIZE} of the kernel is 2048 on x86, 4096 on others.
   */
  private static final int MAX_LINE = 4096;

  /** Without these, or with others, the system may not find its disk. */
  private static final Set<String> DISK =
      Set.of(
          "root",
          "rootflags",
          "rootfstype",
          "rd.luks.uuid",
          "rd.luks.name",
          "rd.lvm.lv",
          "rd.md.uuid",
          "cryptdevice",
          "ro",
          "rw");

  /** These start something else than the system. */
  private static final Set<String> START =
      Set.of(
          "init", "rdinit", "rd.break", "systemd.unit", "single", "emergency", "rescue", "s", "1");

  private static final Set<String> WEAKENING =
      Set.of(
          "selinux=0",
          "enforcing=0",
          "apparmor=0",
          "systemd.debug-shell",
          "systemd.debug-shell=1",
          "mitigations=off",
          "module.sig_enforce=0",
          "lockdown=none",
          "audit=0",
          "nosmep",
          "nosmap",
          "nokaslr");

  private ArgumentRules() {}

  /**
   * Refuses what would not come back from a boot entry as it was given, and {@code ostree=}, which
   * is libostree's. libostree writes arguments as they are into one line, so a line end in one of
   * them would be a line of the boot entry; and what finds {@code ostree=} in that line splits at
   * every space, quoted or not (libostree 2022.7 can't load a sysroot with {@code "a ostree=b"} any
   * more).
   *
   * @throws StoreException UnsafeKernelArgument
   */
  public static void check(List<String> arguments) throws StoreException {
    int total = 0;
    for (String argument : arguments) {
      int bytes = argument.getBytes(StandardCharsets.UTF_8).length;
      String key = KernelArguments.key(argument);
      total += bytes + 1;
      if (bytes > MAX_ARGUMENT
          || total > MAX_LINE
          || key.isEmpty()
          || key.equals("ostree")
          || argument.contains(" ostree=")
          || !isOne(argument)) {
        throw new StoreException(new Problem.UnsafeKernelArgument(argument));
      }
    }
  }

  private static boolean isOne(String argument) {
    boolean quoted = false;
    for (int i = 0; i < argument.length(); i++) {
      char c = argument.charAt(i);
      if (Character.isISOControl(c)
          || c == '\u2028'
          || c == '\u2029'
          || (!quoted && Character.isWhitespace(c))) {
        return false;
      }
      quoted ^= c == '"';
    }
    return !quoted;
  }

  /** What a person should know of the difference. */
  static List<Warning> warnings(KernelArguments before, List<String> after) {
    List<Warning> warnings = new ArrayList<>();
    for (String argument : before.own().arguments()) {
      if (!after.contains(argument) && DISK.contains(KernelArguments.key(argument))) {
        warnings.add(new Warning(Code.LOCKS_OUT, argument));
      }
    }
    for (String argument : after) {
      if (before.arguments().contains(argument)) {
        continue;
      }
      String key = KernelArguments.key(argument);
      if (START.contains(key) || (DISK.contains(key) && argument.contains("="))) {
        warnings.add(new Warning(Code.LOCKS_OUT, argument));
      }
      if (WEAKENING.contains(argument) || key.equals("init") || key.equals("rd.break")) {
        warnings.add(new Warning(Code.WEAKENS, argument));
      }
    }
    return warnings;
  }
}
