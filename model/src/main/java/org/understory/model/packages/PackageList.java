package org.understory.model.packages;

import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Problem;

/**
 * The packages of a commit.
 *
 * @param source where they were found; empty where the commit holds no list of packages, which is
 *     no trouble: not every image is made of packages
 * @param packages in the order of {@link Package#ORDER}; empty as well where there is no list
 * @param problems what of the list could not be read and is left out
 */
public record PackageList(
    Optional<Package.Source> source, List<Package> packages, List<Problem> problems) {
  /** Of a commit that holds no list. */
  public static final PackageList NONE = new PackageList(Optional.empty(), List.of(), List.of());
}
