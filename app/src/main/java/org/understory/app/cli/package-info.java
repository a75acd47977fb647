/** One class per command of the terminal; no window. */
package org.understory.app.cli;
