package org.understory.app.history;

/**
 * A small mark beside a commit.
 *
 * @param text safe to show
 * @param tip what it means, safe to show
 */
record Badge(Kind kind, String text, String tip) {
  /** What it tells. */
  enum Kind {
    RUNNING("success", "running"),
    STARTS_NEXT("accent", "next"),
    STAGED("accent", "staged"),
    ROLLBACK("plain", "rollback"),
    PINNED("warning", "pinned"),
    /** A deployment that is none of the above. */
    DEPLOYED("plain", "deployed"),
    /** What a person calls a deployment. */
    LABEL("label-mark", "label"),
    REF("ref", "ref"),
    /** On a server, and not here. */
    SERVER("server", "server"),
    /** On a server, and not signed as it has to be. */
    REFUSED("danger", "refused"),
    /** The newest of a branch on a server. */
    SERVER_REF("ref", "server.ref"),
    INTERNAL_REF("internal", "internal");

    private final String style;
    private final String key;

    Kind(String style, String key) {
      this.style = style;
      this.key = key;
    }

    /** The message that names it; with {@code .tip} the one that explains it. */
    String key() {
      return "history.badge." + key;
    }

    /** The style class of its chip. */
    String style() {
      return style;
    }
  }
}
