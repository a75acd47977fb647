package org.understory.model.config;

import java.util.Arrays;
import org.understory.model.content.Sample;

/**
 * A file or link of one {@code /etc} with what is in it.
 *
 * @param content of a link, where it points
 */
public record ConfigFile(ConfigItem item, Sample content) {
  /** Whether both are of the same kind and hold the same, as far as they were read. */
  boolean holdsTheSame(ConfigFile other) {
    return item.kind() == other.item().kind()
        && item.size() == other.item().size()
        && Arrays.equals(content.bytes(), other.content().bytes());
  }
}
