package org.understory.app.compare;

import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Problem;
import org.understory.model.packages.ChangelogEntry;
import org.understory.model.packages.OwnedPaths;

/**
 * What is known of a package that differs beside its versions.
 *
 * @param changelog what is new in it, the newest entry first; often nothing is kept
 * @param owned what it owns on both sides; empty where that is not known
 * @param problem why not
 */
public record PackageDetails(
    PackageChange change,
    List<ChangelogEntry> changelog,
    Optional<OwnedPaths> owned,
    Optional<Problem> problem) {}
