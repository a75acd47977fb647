/**
 * What a sysroot holds at one moment: deployments, what runs, what boots next; how it is read is
 * the store's work.
 */
package org.understory.model.system;
