/** Words in each language, styles and icons; no logic beyond finding them. */
package org.understory.resources;
