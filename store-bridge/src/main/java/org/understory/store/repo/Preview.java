package org.understory.store.repo;

import java.util.Optional;
import org.understory.model.remote.Download;
import org.understory.model.tree.TreeDiff;

/**
 * What a commit brings whose files are not here.
 *
 * @param diff what differs from another one; of a file that is not here its size is 0 unless the
 *     commit says it, and one that became a link, or was one, counts as a modified file
 * @param missing files among them whose content is not here, each content once
 * @param download what it takes to get these one by one; empty where the commit does not say
 */
public record Preview(TreeDiff diff, int missing, Optional<Download> download) {}
