/** Facts put into a person's words, for the window and the terminal alike; nothing here draws. */
package org.understory.app.text;
