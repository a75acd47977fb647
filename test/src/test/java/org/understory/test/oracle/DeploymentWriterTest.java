package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;

/** What the writer changes in one deployment. */
final class DeploymentWriterTest extends WriterFixture {
  @Test
  void kernel_arguments_are_replaced_in_one_deployment_only() throws StoreException {
    String id = writer.ids().getLast();
    writer.setKernelArguments(id, List.of("quiet", "a=\"b c\"", "é", "quiet"), NEVER);
    assertThat(arguments(1)).containsExactly("quiet", "a=\"b c\"", "é", "quiet");
    assertThat(arguments(0)).containsExactly("root=LABEL=root");
    assertThat(writer.ids()).isEqualTo(ids());
    writer.setKernelArguments(id, List.of(), NEVER);
    assertThat(arguments(1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a\nlinux /evil", "a\0b", "\u001b[31m", "a\tb", "a=\"b", "\u2028"})
  void what_can_not_be_one_kernel_argument_is_refused(String bad) throws StoreException {
    String id = writer.ids().getFirst();
    assertRefused(
        () -> writer.setKernelArguments(id, List.of("ok", bad), NEVER),
        new Problem.UnsafeKernelArgument(bad));
    assertThat(arguments(0)).containsExactly("root=LABEL=root");
  }

  @Test
  void more_kernel_arguments_than_fit_are_refused() throws StoreException {
    String id = writer.ids().getFirst();
    String long_one = "x".repeat(2049);
    assertRefused(
        () -> writer.setKernelArguments(id, List.of(long_one), NEVER),
        new Problem.UnsafeKernelArgument(long_one));
    assertRefused(
        () -> writer.setKernelArguments(id, Collections.nCopies(2048, "xx"), NEVER),
        new Problem.UnsafeKernelArgument("xx"));
  }

  @Test
  void an_origin_is_written_as_it_is_given() throws Exception {
    Deployment first = deployments().getFirst();
    String text = "[origin]\nrefspec=other:branch\n\n[x]\nname=é\n";
    writer.writeOrigin(first.id(), text);
    assertThat(origin(first)).content().isEqualTo(text);
    for (String bad : List.of("[origin", "a\0b", "refspec=x\n")) {
      assertRefused(
          () -> writer.writeOrigin(first.id(), bad),
          new Problem.CorruptFile("origin", Flaw.MALFORMED));
    }
    assertThat(origin(first)).content().isEqualTo(text);
  }

  @Test
  void pinning_and_its_end_follow_each_other_as_fast_as_can_be() throws StoreException {
    String id = writer.ids().getLast();
    for (int i = 0; i < 20; i++) {
      writer.setPinned(id, true);
      assertThat(deployments().getLast().pinned()).as("round %d", i).isTrue();
      writer.setPinned(id, false);
      assertThat(deployments().getLast().pinned()).as("round %d", i).isFalse();
    }
    writer.setPinned(id, true);
    assertThat(sysroot.admin("status")).containsOnlyOnce("Pinned: yes");
  }

  @Test
  void a_deployment_without_an_origin_is_not_written_into() throws Exception {
    Deployment last = deployments().getLast();
    Files.delete(origin(last));
    assertRefused(
        () -> writer.setPinned(last.id(), true), new Problem.DeploymentWithoutOrigin(last.id()));
    writer.writeOrigin(last.id(), "[origin]\nrefspec=stable\n");
    writer.setPinned(last.id(), true);
    assertThat(deployments().getLast().pinned()).isTrue();
  }
}
