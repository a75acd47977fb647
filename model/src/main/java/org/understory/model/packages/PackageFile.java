package org.understory.model.packages;

import org.understory.model.history.Checksum;

/**
 * A package of rpm that is a file of this computer.
 *
 * @param path absolute
 * @param content what its header says of it
 * @param header SHA-256 of the header, which holds that of the payload
 */
public record PackageFile(String path, Package content, Checksum header) {
  /** {@code name-[epoch:]version-release.arch}, as rpm-ostree knows it from then on. */
  public String nevra() {
    return content.name() + "-" + content.version() + "." + content.arch();
  }
}
