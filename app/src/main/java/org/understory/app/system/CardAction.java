package org.understory.app.system;

/** What can be done with a deployment, the likeliest first. */
enum CardAction {
  USUAL("usual", Group.LEADING, true),
  BOOT_NEXT("next", Group.LEADING, true),
  COMPARE("compare", Group.LEADING, false),
  BROWSE("browse", Group.LEADING, false),
  HISTORY("history", Group.LEADING, false),
  START_ONCE("once", Group.KEEPING, true),
  PIN("pin", Group.KEEPING, true),
  UNPIN("unpin", Group.KEEPING, true),
  LABEL("label", Group.KEEPING, true),
  ARGUMENTS("arguments", Group.KEEPING, true),
  HOLD("hold", Group.KEEPING, true),
  RELEASE("release", Group.KEEPING, true),
  FINALIZE("finalize", Group.KEEPING, true),
  UNLOCK("unlock", Group.UNLOCKING, true),
  HOTFIX("hotfix", Group.UNLOCKING, true),
  DISCARD("discard", Group.TAKING, true),
  REMOVE("remove", Group.TAKING, true);

  private final String key;
  private final Group group;
  private final boolean changes;

  CardAction(String key, Group group, boolean changes) {
    this.key = key;
    this.group = group;
    this.changes = changes;
  }

  /** The end of its message key, and the beginning of its button's id. */
  String key() {
    return key;
  }

  /** With which others it stands together in a menu. */
  Group group() {
    return group;
  }

  /** Whether it changes something, which is not possible everywhere. */
  boolean changes() {
    return changes;
  }

  /** What stands together in a menu. */
  enum Group {
    LEADING,
    KEEPING,
    UNLOCKING,
    TAKING
  }
}
