package org.understory.store.sysroot;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.understory.model.history.Variant;
import org.understory.model.operation.Problem.Flaw;
import org.understory.model.operation.StoreException;
import org.understory.model.system.KernelArguments;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantReader;
import org.understory.store.variant.VariantType;

/**
 * The deployment that waits for shutdown ({@code /run/ostree/staged-deployment}, written by {@code
 * ostree_sysroot_stage_tree_with_options}): {@code a{sv}} with {@code target} and {@code kargs}.
 */
final class StagedFile {
  private static final VariantType TYPE = VariantType.of("a{sv}");

  private StagedFile() {}

  /** Where it is in {@code /run}. */
  static Path path(Path run) {
    return run.resolve("ostree/staged-deployment");
  }

  /** Empty where nothing is staged. */
  static Optional<FoundDeployment> read(Path run) throws StoreException {
    Path file = path(run);
    Optional<byte[]> bytes = SysrootFiles.bytes(file);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    // A file of its own until 2023.8, which libostree still honours; since then a key.
    boolean lockFile = SysrootFiles.exists(run.resolve("ostree/staged-deployment-locked"));
    try {
      FoundDeployment found = parse(bytes.get());
      return Optional.of(lockFile ? found.locked() : found);
    } catch (VariantException e) {
      throw e.inFile(file.toString());
    }
  }

  static FoundDeployment parse(byte[] bytes) throws VariantException {
    Map<String, Variant> values = VariantReader.dictionary(Serialized.of(TYPE, bytes));
    Variant target = values.get("target");
    FoundDeployment found =
        new FoundDeployment(
            name(target),
            arguments(values.get("kargs")),
            values.containsKey("kargs") ? Optional.empty() : merged(values.get("merge-deployment")),
            Optional.empty(),
            Optional.of(text(target, "bootcsum")),
            true,
            false);
    boolean locked = values.get("locked") instanceof Variant.Bool(boolean value) && value;
    return locked ? found.locked() : found;
  }

  private static DeploymentName name(@Nullable Variant serialized) throws VariantException {
    return DeploymentName.parse(text(serialized, "osname"), text(serialized, "name"))
        .orElseThrow(() -> new VariantException(Flaw.MALFORMED));
  }

  /** What it is merged from ({@code serialize_deployment_to_variant}). */
  private static Optional<DeploymentName> merged(@Nullable Variant serialized) {
    try {
      return Optional.of(name(serialized));
    } catch (VariantException unknown) {
      return Optional.empty();
    }
  }

  private static String text(@Nullable Variant dictionary, String key) throws VariantException {
    if (dictionary instanceof Variant.Dictionary(List<Variant.Entry> entries)) {
      for (Variant.Entry entry : entries) {
        if (entry.key().equals(new Variant.Text(key))
            && entry.value() instanceof Variant.Boxed(Variant.Text(String value))) {
          return value;
        }
      }
    }
    throw new VariantException(Flaw.MALFORMED);
  }

  /**
   * {@code as}; left out where the arguments are to be taken over at shutdown. libostree may have
   * cut one with a space in quotes in pieces, and joins them all again when it finishes.
   */
  private static KernelArguments arguments(@Nullable Variant kargs) {
    return kargs instanceof Variant.Array(List<Variant> items)
        ? KernelArguments.parse(
            items.stream().flatMap(StagedFile::texts).collect(Collectors.joining(" ")))
        : new KernelArguments(List.of());
  }

  private static Stream<String> texts(Variant item) {
    return item instanceof Variant.Text(String text) ? Stream.of(text) : Stream.empty();
  }
}
