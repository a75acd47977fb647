/**
 * What is inside of files: text and how two texts differ, binary content in a few facts, and how
 * the properties of two entries differ; reading the bytes is the store's work.
 */
package org.understory.model.content;
