package org.understory.app.system;

import java.util.Optional;
import org.understory.model.plan.Operation;

/**
 * An update that did not come to be; every text is safe to show.
 *
 * @param again what can be tried once more, and that there is more to read about it
 * @param key names it, so that it can be put away
 */
record News(String title, String text, Optional<Operation> again, String key) {}
