package org.understory.model.remote;

import java.util.Optional;
import org.understory.model.history.Checksum;

/**
 * A branch on a remote's server.
 *
 * @param name as {@code os/x86_64/stable}; a name that OSTree allows
 * @param newest its newest commit
 * @param timestamp when that was made, in seconds since 1970; empty where the server does not say
 * @param version that commit's, not safe to show until sanitized; empty where the server does not
 *     say or it has none
 */
public record Branch(
    String name, Checksum newest, Optional<Long> timestamp, Optional<String> version) {}
