/**
 * What becomes of the files of {@code /etc} when a deployment is made from another; reading them is
 * the store's work.
 */
package org.understory.model.config;
