package org.understory.model.plan;

/** A version of libostree: a year and a release of that year. */
public record LibostreeVersion(int year, int release) implements Comparable<LibostreeVersion> {
  /** Since this one a power cut while boot entries are swapped is harmless (ostree#3392). */
  public static final LibostreeVersion POWER_SAFE = new LibostreeVersion(2025, 2);

  /**
   * Since this one boot entries are rewritten where deployments of different stateroots change
   * places ({@code deployment_bootconfigs_equal}); before, those with the same kernel, arguments
   * and version keep the entries of each other and do not start.
   */
  public static final LibostreeVersion COMPARES_STATEROOTS = new LibostreeVersion(2024, 6);

  /**
   * Since this one {@code ostree_sysroot_deployment_set_kargs} takes the deployment that runs too.
   */
  public static final LibostreeVersion EDITS_RUNNING = new LibostreeVersion(2023, 3);

  /** Of a text such as {@code 2022.7}; what can't be understood is older than any. */
  public static LibostreeVersion parse(String text) {
    String[] parts = text.split("\\.", -1);
    try {
      return new LibostreeVersion(
          Integer.parseInt(parts[0]), parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
    } catch (NumberFormatException e) {
      return new LibostreeVersion(0, 0);
    }
  }

  @Override
  public int compareTo(LibostreeVersion other) {
    int years = Integer.compare(year, other.year);
    return years == 0 ? Integer.compare(release, other.release) : years;
  }
}
