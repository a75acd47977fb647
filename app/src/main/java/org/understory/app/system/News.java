package org.understory.app.system;

import java.util.Optional;
import org.understory.model.plan.Operation;

/**
 * An update that did not come to be, or that somebody else has brought near; every text is safe to
 * show.
 *
 * @param again what can be done about it, after it was shown what that does
 * @param key names it, so that it can be put away; empty text for what can't be
 */
record News(Kind kind, String title, String text, Optional<Operation> again, String key) {
  /** What happened. */
  enum Kind {
    /** It did not come to be. */
    LOST,
    /** The service that updates the system has found or downloaded it. */
    OFFERED,
    /** That service could not go on. */
    STOPPED
  }
}
