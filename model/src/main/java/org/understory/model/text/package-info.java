/** Making text from disk safe to show; translation and layout belong to the app. */
package org.understory.model.text;
