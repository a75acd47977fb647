package org.understory.store.sysroot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.understory.model.system.BootLoader;

/**
 * systemd-boot, which tells what it is and is told what to start once in variables of the firmware.
 *
 * @see <a href="https://systemd.io/BOOT_LOADER_INTERFACE/">the boot loader interface</a>
 */
final class SystemdBoot {
  private static final String FOLDER = "sys/firmware/efi/efivars";
  private static final String VENDOR = "-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f";

  /** What comes before a value: its attributes. */
  private static final int ATTRIBUTES = 4;

  /** EFI_LOADER_FEATURE_ENTRY_ONESHOT of {@code LoaderFeatures}. */
  private static final long STARTS_ONCE = 1 << 3;

  private SystemdBoot() {}

  /** The variable that names what starts once. */
  static Path once(Path root) {
    return root.resolve(FOLDER).resolve("LoaderEntryOneShot" + VENDOR);
  }

  /** Empty where something else started this computer. */
  static Optional<BootMenu> read(Path root, List<FoundDeployment> deployments) {
    Path variables = root.resolve(FOLDER);
    if (text(variables, "LoaderInfo").filter(it -> it.startsWith("systemd-boot")).isEmpty()) {
      return Optional.empty();
    }
    boolean able =
        value(variables, "LoaderFeatures")
            .filter(bytes -> bytes.length == Long.BYTES)
            .map(bytes -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong())
            .filter(features -> (features & STARTS_ONCE) != 0)
            .isPresent();
    return Optional.of(
        new BootMenu(
            new BootLoader("systemd-boot", able, true),
            Optional.empty(),
            able ? names(deployments) : Map.of(),
            text(variables, "LoaderEntryOneShot").map(SystemdBoot::normal)));
  }

  private static Map<String, String> names(List<FoundDeployment> deployments) {
    Map<String, String> names = new HashMap<>();
    for (FoundDeployment each : deployments) {
      each.entry()
          .map(entry -> normal(entry.file().getFileName().toString()))
          .ifPresent(name -> names.put(each.name().id(), name));
    }
    return BootMenu.unique(names);
  }

  /** Names of entries come without the numbers that count attempts to start them. */
  static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replaceFirst("(\\+\\d+(-\\d+)?)?(\\.conf)?\\z", ".conf");
  }

  /** UTF-16 with a NUL at its end. */
  private static Optional<String> text(Path variables, String name) {
    return value(variables, name)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_16LE).replace("\0", ""))
        .filter(text -> !text.isEmpty());
  }

  private static Optional<byte[]> value(Path variables, String name) {
    return new Attempts()
        .run(() -> SysrootFiles.bytes(variables.resolve(name + VENDOR)))
        .flatMap(bytes -> bytes)
        .filter(bytes -> bytes.length > ATTRIBUTES)
        .map(bytes -> Arrays.copyOfRange(bytes, ATTRIBUTES, bytes.length));
  }
}
