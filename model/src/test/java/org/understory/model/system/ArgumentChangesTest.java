package org.understory.model.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.understory.model.system.ArgumentChanges.Changed;

/** What differs between two kernel command lines. */
final class ArgumentChangesTest {
  private static ArgumentChanges between(String before, String after) {
    return ArgumentChanges.between(KernelArguments.parse(before), KernelArguments.parse(after));
  }

  @Test
  void order_and_what_names_the_deployment_do_not_count() {
    assertThat(between("a=1 quiet ostree=/x", "quiet a=1 ostree=/y").isEmpty()).isTrue();
  }

  @Test
  void another_value_of_a_key_that_both_have_once_is_a_change() {
    assertThat(between("root=UUID=a=b quiet rw", "rw root=UUID=c debug"))
        .isEqualTo(
            new ArgumentChanges(
                List.of("debug"),
                List.of("quiet"),
                List.of(new Changed("root=UUID=a=b", "root=UUID=c"))));
  }

  @Test
  void of_a_key_that_is_there_several_times_each_comes_or_goes() {
    assertThat(between("console=tty0 console=ttyS0 a a", "console=tty1 console=ttyS1 a"))
        .isEqualTo(
            new ArgumentChanges(
                List.of("console=tty1", "console=ttyS1"),
                List.of("console=tty0", "console=ttyS0", "a"),
                List.of()));
  }
}
