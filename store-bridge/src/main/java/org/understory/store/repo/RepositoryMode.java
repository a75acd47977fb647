package org.understory.store.repo;

/** How a repository stores file objects (OstreeRepoMode). */
public enum RepositoryMode {
  BARE("bare"),
  BARE_USER("bare-user"),
  BARE_USER_ONLY("bare-user-only"),
  BARE_SPLIT_XATTRS("bare-split-xattrs"),
  ARCHIVE("archive");

  private final String key;

  RepositoryMode(String key) {
    this.key = key;
  }

  /** Its name in {@code core.mode}; {@code archive-z2} is an older name of {@code archive}. */
  public String key() {
    return key;
  }
}
