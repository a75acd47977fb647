/**
 * Places to download from, and the keys that vouch for what comes from them. Nothing here reads.
 */
package org.understory.model.remote;
