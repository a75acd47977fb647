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
  /** How OSTree writes it: {@code remote:name} or {@code name}. */
  public String refspec() {
    return remote.map(r -> r + ":" + name).orElse(name);
  }

  /** Whether tools keep it for themselves (deployments, layer caches): hidden unless asked for. */
  public boolean internal() {
    return remote.isEmpty() && (name.startsWith("ostree/") || name.startsWith("rpmostree/"));
  }
}
