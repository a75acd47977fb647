package org.understory.model.config;

/**
 * What the merge of {@code /etc} makes of one path. Three trees meet in it: the <b>old default</b>
 * ({@code usr/etc} of the deployment that is merged from), <b>yours</b> (its {@code /etc}) and the
 * <b>new default</b> ({@code usr/etc} of what comes). The state says which of the two the result
 * is, and why; two things are the same when kind, mode, owner, group, target and content are
 * ({@code ostree_diff_dirs} without extended attributes).
 */
public enum ConfigState {
  /** You added, changed or removed it, the new default did not; the result is yours. */
  KEPT,
  /**
   * The result is the new default. Mostly you never touched it; where {@link ConfigEntry#lost} is
   * true you did, and libostree does not carry that over.
   */
  TAKEN,
  /**
   * The result is yours and what the new default says is not used: both of you changed it, or it is
   * a folder that had to stay (or keep its mode) for files of yours in it.
   */
  CONFLICT,
  /** You changed it, and by now the new default is the same; nothing of your own is left in it. */
  STALE,
  /** Neither of you changed it. */
  SAME,
  /** Which of these it is can't be told, for this user may not read it. */
  UNREADABLE
}
