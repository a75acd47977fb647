/** Controls that know nothing of OSTree. */
package org.understory.app.control;
