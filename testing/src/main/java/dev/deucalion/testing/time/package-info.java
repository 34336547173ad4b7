/**
 * The clock of an embedded Prometheus and what happens by it: {@link
 * dev.deucalion.testing.time.Timeline}. One thread turns it; any thread may ask the time.
 *
 * <p>May depend on: {@code model.time}.
 */
@NullMarked
package dev.deucalion.testing.time;

import org.jspecify.annotations.NullMarked;
