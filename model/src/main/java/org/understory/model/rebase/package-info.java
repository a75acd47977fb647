/** Where a system could move to, as facts; whether it can is what a plan says. */
package org.understory.model.rebase;
