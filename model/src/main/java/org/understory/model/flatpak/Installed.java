package org.understory.model.flatpak;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.history.Checksum;

/**
 * An application or runtime that is installed. Texts come from whoever published it and are not
 * safe to show until sanitized.
 *
 * @param ref its full name
 * @param origin the remote that it comes from
 * @param commit what of it is installed
 * @param about what its publisher says of it
 * @param size bytes that its files take
 * @param time when its version was made, in seconds since 1970; empty where that is not known
 * @param holds the patterns that keep it from being updated ({@code flatpak mask}); none where it
 *     follows its branch
 */
public record Installed(
    FlatpakRef ref,
    Installation installation,
    String origin,
    Checksum commit,
    About about,
    long size,
    OptionalLong time,
    List<String> holds) {
  public Installed {
    holds = List.copyOf(holds);
  }

  /**
   * What its publisher says.
   *
   * @param name what people call it; its id where it has no name
   * @param version as AppStream has it
   * @param runtime {@code ID/ARCH/BRANCH} of what an application runs on
   * @param endOfLife why there will be no more versions
   */
  public record About(
      String name,
      Optional<String> version,
      Optional<String> runtime,
      Optional<String> endOfLife) {}

  /** Whether it stays at its version. */
  public boolean held() {
    return !holds.isEmpty();
  }

  /** Whether this is the same thing in the same place, at whatever version. */
  public boolean isSame(Installed other) {
    return ref.equals(other.ref) && installation.id().equals(other.installation.id());
  }

  /** Whether it is as it was: the same version, held as much. */
  public boolean isUnchanged(Installed other) {
    return isSame(other) && commit.equals(other.commit) && held() == other.held();
  }

  /** Whether a person who types this means it: its id, its name or a part of them. */
  public boolean matches(String words) {
    String text = (about.name() + " " + ref.name()).toLowerCase(Locale.ROOT);
    for (String word : words.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
      if (!text.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
