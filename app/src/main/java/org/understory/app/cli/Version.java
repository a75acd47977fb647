package org.understory.app.cli;

/** The version of this program. */
final class Version {
  private Version() {}

  /** As the build wrote it into the module. */
  static String text() {
    var descriptor = Version.class.getModule().getDescriptor();
    return descriptor == null ? "" : descriptor.rawVersion().orElse("");
  }
}
