/** The person's own folders and what the program keeps there; knows neither window nor terminal. */
package org.understory.app.home;
