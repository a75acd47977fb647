package org.understory.app.storage;

import java.util.Optional;

/**
 * A deployment or branch with its sizes in words; every text is safe to show.
 *
 * @param id of the deployment; empty for a branch
 * @param detail what tells more of it, such as that it runs
 * @param frees what removing it frees
 */
record StorageRow(
    Optional<String> id,
    String name,
    String detail,
    String total,
    String unique,
    String shared,
    String frees) {}
