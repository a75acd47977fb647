package org.understory.model.tree;

/**
 * One difference between the properties of an entry before and after.
 *
 * @param path in the newer tree, or in the older one for what was removed
 * @param before how it was, as a script would want it: a mode such as {@code 4755}, an owner such
 *     as {@code 0:0}, a label, capabilities as {@code getcap} writes them; empty where there was
 *     nothing
 * @param after the same as it is now
 * @param owner who owns it now, or did before it was removed: whose rights a set-user-id bit gives
 */
public record MetadataChange(Kind kind, String path, String before, String after, int owner) {
  /** What changed. */
  public enum Kind {
    SETUID_ADDED(true),
    SETUID_REMOVED(true),
    SETGID_ADDED(true),
    SETGID_REMOVED(true),
    CAPABILITIES_ADDED(true),
    CAPABILITIES_CHANGED(true),
    CAPABILITIES_REMOVED(true),
    WORLD_WRITABLE(true),
    NOT_WORLD_WRITABLE(true),
    LABEL_CHANGED(true),
    /** A program belongs to root now, or does not any more. */
    PROGRAM_TO_ROOT(true),
    PROGRAM_FROM_ROOT(true),
    TYPE(false),
    MODE(false),
    OWNER(false),
    TARGET(false),
    ATTRIBUTE_ADDED(false),
    ATTRIBUTE_CHANGED(false),
    ATTRIBUTE_REMOVED(false);

    private final boolean security;

    Kind(boolean security) {
      this.security = security;
    }

    /** Whether it decides who may do what. */
    public boolean isSecurity() {
      return security;
    }
  }
}
