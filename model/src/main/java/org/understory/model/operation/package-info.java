/** What goes wrong, and what can be cancelled. */
package org.understory.model.operation;
