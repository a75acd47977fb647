/**
 * The History screen: the commit graph, the refs and deployments it starts from, search, and the
 * details of a commit. Laying out the graph belongs to the model.
 */
package org.understory.app.history;
