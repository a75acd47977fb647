/** Measures the reader; what it prints goes into {@code docs/performance.md}. */
package org.understory.bench;
