package org.understory.model.history;

import java.util.Optional;

/**
 * A name for a commit.
 *
 * @param name without its remote, for example {@code fedora/41/x86_64/silverblue}
 * @param remote the remote whose branch it is; empty for a local ref
 * @param collection the collection it was mirrored from ({@code refs/mirrors}); empty otherwise
 */
public record Ref(
    String name, Optional<String> remote, Optional<String> collection, Checksum checksum) {
  /**
   * How OSTree writes it: {@code remote:name} or {@code name}. Of a mirrored ref, for which OSTree
   * has no such form, {@code collection:name}: revisions may be written so.
   */
  public String refspec() {
    return remote.or(() -> collection).map(place -> place + ":" + name).orElse(name);
  }

  /** Whether tools keep it for themselves (deployments, layer caches): hidden unless asked for. */
  public boolean internal() {
    boolean local = remote.isEmpty() && collection.isEmpty();
    return local
        && (name.startsWith("ostree/")
            || name.startsWith("rpmostree/")
            || name.startsWith("understory/"));
  }
}
