package org.understory.model.flatpak;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Flatpak installs, by its full name {@code KIND/ID/ARCH/BRANCH}, which is also the name of
 * its branch in a repository (flatpak_decomposed_new_from_ref).
 */
public record FlatpakRef(Kind kind, String id, String arch, String branch) {
  /** Longer parts than this name nothing real. */
  private static final int MAX_PART = 255;

  private static final Pattern ID = Pattern.compile("[A-Za-z_][\\w-]*(\\.[A-Za-z_0-9][\\w-]*)+");
  private static final Pattern ARCH = Pattern.compile("\\w+");
  private static final Pattern BRANCH = Pattern.compile("\\w[\\w.-]*");

  /** The two kinds. */
  public enum Kind {
    APP,
    RUNTIME;

    /** How refs and folders name it. */
    public String key() {
      return this == APP ? "app" : "runtime";
    }
  }

  /** The one of this name; empty for any other text. */
  public static Optional<FlatpakRef> of(String name) {
    String[] parts = name.split("/", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    Kind kind = parts[0].equals("app") ? Kind.APP : Kind.RUNTIME;
    FlatpakRef ref = new FlatpakRef(kind, parts[1], parts[2], parts[3]);
    return ref.name().equals(name) && ref.isSound() ? Optional.of(ref) : Optional.empty();
  }

  private boolean isSound() {
    return fits(id, ID) && fits(arch, ARCH) && fits(branch, BRANCH);
  }

  private static boolean fits(String part, Pattern pattern) {
    return part.length() <= MAX_PART && pattern.matcher(part).matches();
  }

  /** Its full name. */
  public String name() {
    return kind.key() + "/" + id + "/" + arch + "/" + branch;
  }

  /**
   * Whether it only completes something else and comes and goes with that: translations and what
   * developers need (flatpak_id_has_subref_suffix).
   */
  public boolean isPart() {
    return kind == Kind.RUNTIME
        && (id.endsWith(".Locale") || id.endsWith(".Debug") || id.endsWith(".Sources"));
  }
}
