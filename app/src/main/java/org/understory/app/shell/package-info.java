/**
 * The frame of the window: navigation, header, problem banner, progress strip, and what a screen
 * must offer to be shown in it; nothing about any one screen.
 */
package org.understory.app.shell;
