package org.understory.model.flatpak;

import org.understory.model.history.Checksum;

/**
 * A version of an application or runtime that its server keeps.
 *
 * @param subject what whoever made it says of it; not safe to show until sanitized
 * @param time when it was made, in seconds since 1970
 */
public record Release(Checksum commit, String subject, long time) {}
