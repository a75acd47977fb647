/** What can be changed, what a change will do, and how it goes. Nothing here acts. */
package org.understory.model.plan;
