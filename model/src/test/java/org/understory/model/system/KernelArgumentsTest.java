package org.understory.model.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KernelArgumentsTest {
  @ParameterizedTest
  @CsvSource({
    "a b=1 c, b, a c",
    "a b=1 c, b=1, a c",
    "a b=1 c, b=2, none",
    "b=1 b=2, b, none",
    "b=1 b=2, b=2, b=1",
    "b b=2, b, b=2",
    "a, x, none",
  })
  void removing_needs_to_know_which(String line, String argument, String left) {
    assertThat(text(KernelArguments.parse(line).remove(argument))).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({
    "a b=1 c, b=2, a b=2 c",
    "b=1 b=2, b=3, none",
    "b=1 b=2, b=2=3, b=1 b=3",
    "b=1, b=1=3, b=3",
    "root=UUID=1, root=UUID=2, root=UUID=2",
    "root=UUID=1, root=UUID=1=UUID=2, root=UUID=2",
    "a, x=1, none",
    "quiet, quiet=1, quiet=1",
  })
  void replacing_keeps_the_place(String line, String argument, String edited) {
    assertThat(text(KernelArguments.parse(line).replace(argument))).isEqualTo(edited);
  }

  private static String text(Optional<KernelArguments> arguments) {
    return arguments.map(known -> String.join(" ", known.arguments())).orElse("none");
  }
}
