package org.understory.model.config;

/** What somebody did to one path since the old default. */
public enum ConfigEdit {
  NONE,
  ADDED,
  REMOVED,
  /** Other content, kind, target, mode or owner. */
  MODIFIED,
  /** Can't be told without reading what this user may not read. */
  UNKNOWN
}
