/**
 * Commits, refs and the graph drawn from them; reading them from a repository is the store's work.
 */
package org.understory.model.history;
