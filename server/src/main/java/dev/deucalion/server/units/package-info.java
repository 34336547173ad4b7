/**
 * Durations and sizes as flags and {@code prometheus.yml} write them. Static functions without
 * state; any thread.
 *
 * <p>May depend on: {@code model.labels}.
 */
@NullMarked
package dev.deucalion.server.units;

import org.jspecify.annotations.NullMarked;
