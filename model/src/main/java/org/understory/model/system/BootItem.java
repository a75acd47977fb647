package org.understory.model.system;

import java.util.List;
import java.util.Optional;

/**
 * A line of the boot menu, as its entry says (Boot Loader Specification). Texts are not safe to
 * show until sanitized.
 *
 * @param file name of the entry
 * @param version libostree counts its entries here: the highest starts
 * @param linux where the kernel is, from the boot loader's own root
 * @param deployment id of the one that it starts; empty where that is no deployment of this sysroot
 * @param usual whether libostree has put it first
 * @param once whether the boot loader is told to start it the next time only
 */
public record BootItem(
    String file,
    Optional<String> title,
    Optional<String> version,
    Optional<String> linux,
    List<String> initrds,
    Optional<String> options,
    Optional<String> deployment,
    boolean usual,
    boolean once) {
  public BootItem {
    initrds = List.copyOf(initrds);
  }
}
