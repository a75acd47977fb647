/**
 * Packages of a version, the order of their versions as rpm and dpkg define it, and what differs
 * between two lists of them.
 */
package org.understory.model.packages;
