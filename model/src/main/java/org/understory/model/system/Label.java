package org.understory.model.system;

/**
 * What a person calls a deployment. It is kept in the deployment's origin file, in the group {@code
 * libostree-transient}, which libostree never carries over to another deployment ({@code
 * ostree_deployment_origin_remove_transient_state}).
 *
 * @param name one short line, never empty; not safe to show until sanitized
 * @param note a longer text, may be empty
 */
public record Label(String name, String note) {
  /** Characters in a name at most. */
  public static final int MAX_NAME = 80;

  /** Characters in a note at most. */
  public static final int MAX_NOTE = 1000;
}
