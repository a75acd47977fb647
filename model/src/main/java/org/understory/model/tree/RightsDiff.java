package org.understory.model.tree;

import java.util.List;
import org.understory.model.operation.Problem;

/**
 * What differs between two commits about who may do what.
 *
 * @param changes sorted by path, bytewise in UTF-8
 * @param problems what could not be read; nothing is told about that
 * @param complete whether all attributes could be seen; if not, capabilities and labels may be
 *     missing here
 */
public record RightsDiff(List<MetadataChange> changes, List<Problem> problems, boolean complete) {}
