package org.understory.model.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kernel command line of a boot entry, argument by argument in order; quoted values stay in one
 * piece.
 */
public record KernelArguments(List<String> arguments) {
  public KernelArguments {
    arguments = List.copyOf(arguments);
  }

  /**
   * Splits a command line at spaces outside of double quotes, as {@code split_kernel_args} of
   * ostree-kernel-args.c does: quotes are kept, a quote that is never closed reaches to the end.
   * Empty arguments between two spaces are left out, for the kernel does not see them either.
   */
  public static KernelArguments parse(String line) {
    List<String> arguments = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= line.length(); i++) {
      boolean end = i == line.length();
      if (!end && line.charAt(i) == '"') {
        quoted = !quoted;
      } else if (end || (line.charAt(i) == ' ' && !quoted)) {
        if (i > start) {
          arguments.add(line.substring(start, i));
        }
        start = i + 1;
      }
    }
    return new KernelArguments(arguments);
  }

  /** What follows {@code key=} in the first argument that starts with it. */
  public Optional<String> value(String key) {
    String prefix = key + "=";
    return arguments.stream()
        .filter(argument -> argument.startsWith(prefix))
        .map(argument -> argument.substring(prefix.length()))
        .findFirst();
  }
}
