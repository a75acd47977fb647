package org.understory.app.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in the person's language why a command line was not understood; picocli knows English. */
record UsageText(Messages words) {
  /** What is wrong, and how to get help. */
  String sentence(ParameterException failure) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    return words.get("usage-error.sentence", what(failure), command);
  }

  private String what(ParameterException failure) {
    return switch (failure) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched.getUnmatched());
      case MissingParameterException missing ->
          words.get("usage-error.missing", label(missing.getMissing().getFirst()));
      case OverwrittenOptionException twice ->
          words.get("usage-error.twice", label(twice.getOverwritten()));
      case ParameterException bad when bad.getArgSpec() != null ->
          words.get("usage-error.value", label(bad.getArgSpec()), safe(bad.getValue()));
      case ParameterException other -> safe(other.getMessage());
    };
  }

  private String unmatched(List<String> arguments) {
    String first = arguments.isEmpty() ? "" : arguments.getFirst();
    return words.get(
        first.startsWith("-") ? "usage-error.option" : "usage-error.argument", safe(first));
  }

  private static String label(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String safe(@Nullable String text) {
    return Sanitizer.line(text == null ? "" : text);
  }
}
