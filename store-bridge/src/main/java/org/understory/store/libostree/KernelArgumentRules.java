package org.understory.store.libostree;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * What may go into a boot entry. libostree writes arguments as they are into one line of it, so a
 * line end in one of them would be a line of the boot entry.
 */
final class KernelArgumentRules {
  /** Bytes of one argument, and of all with the spaces between (COMMAND_LINE_SIZE of Linux). */
  private static final int MAX_ONE = 2048;

  private static final int MAX_ALL = 4096;

  private KernelArgumentRules() {}

  /**
   * Refuses what would not come back as it was given.
   *
   * @throws StoreException UnsafeKernelArgument
   */
  static void check(List<String> arguments) throws StoreException {
    int all = 0;
    for (String each : arguments) {
      int size = each.getBytes(StandardCharsets.UTF_8).length;
      all += size + 1;
      if (size > MAX_ONE || all > MAX_ALL || !isOne(each)) {
        throw new StoreException(new Problem.UnsafeKernelArgument(each));
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
    return !argument.isEmpty() && !quoted;
  }
}
