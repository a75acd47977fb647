package org.understory.app.home;

/** The version of this program. */
public final class Version {
  private Version() {}

  /** As the build wrote it into the module. */
  public static String text() {
    var descriptor = Version.class.getModule().getDescriptor();
    return descriptor == null ? "" : descriptor.rawVersion().orElse("");
  }
}
