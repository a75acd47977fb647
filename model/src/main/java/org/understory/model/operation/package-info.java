/** What goes wrong, what can be cancelled and, later, what can be changed; nothing here acts. */
package org.understory.model.operation;
