package org.understory.model.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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

  /**
   * Without {@code ostree=}, which names the deployment itself: libostree writes it, and nobody
   * else may.
   */
  public KernelArguments own() {
    return new KernelArguments(
        arguments.stream().filter(argument -> !key(argument).equals("ostree")).toList());
  }

  /** With one more at the end; the same argument may be there more than once. */
  public KernelArguments append(String argument) {
    List<String> edited = new ArrayList<>(arguments);
    edited.add(argument);
    return new KernelArguments(edited);
  }

  /**
   * Without an argument, as {@code ostree_kernel_args_delete}: {@code KEY=VALUE} names one exactly;
   * {@code KEY} alone is enough where only one argument has that key.
   *
   * @return empty where it names none, or more than one
   */
  public Optional<KernelArguments> remove(String argument) {
    List<Integer> same = places(key(argument));
    int place = arguments.indexOf(argument);
    if (place < 0 && same.size() == 1 && key(argument).equals(argument)) {
      place = same.getFirst();
    }
    if (place < 0) {
      return Optional.empty();
    }
    List<String> edited = new ArrayList<>(arguments);
    edited.remove(place);
    return Optional.of(new KernelArguments(edited));
  }

  /**
   * With another value at the same place, as {@code ostree_kernel_args_new_replace}: {@code
   * KEY=VALUE} where only one argument has that key, {@code KEY=OLD=NEW} where several have. Where
   * one argument has the key and its value is {@code OLD}, {@code KEY=OLD=NEW} is understood as
   * well; any other value with {@code =} in it is taken whole, so that {@code root=UUID=…} can be
   * replaced too.
   *
   * @return empty where there is no such argument, or several and it is not said which
   */
  public Optional<KernelArguments> replace(String argument) {
    String key = key(argument);
    for (int place : places(key)) {
      String old = arguments.get(place);
      if (argument.startsWith(old + "=") && !old.equals(key)) {
        return Optional.of(set(place, key + argument.substring(old.length())));
      }
    }
    List<Integer> same = places(key);
    return same.size() == 1 ? Optional.of(set(same.getFirst(), argument)) : Optional.empty();
  }

  /** What comes before the first {@code =}. */
  public static String key(String argument) {
    int equals = argument.indexOf('=');
    return equals < 0 ? argument : argument.substring(0, equals);
  }

  private List<Integer> places(String key) {
    return IntStream.range(0, arguments.size())
        .filter(i -> key(arguments.get(i)).equals(key))
        .boxed()
        .toList();
  }

  private KernelArguments set(int place, String argument) {
    List<String> edited = new ArrayList<>(arguments);
    edited.set(place, argument);
    return new KernelArguments(edited);
  }
}
