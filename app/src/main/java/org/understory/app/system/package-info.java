/** The System screen: what runs, what boots next, and a card for each deployment. */
package org.understory.app.system;
