/**
 * Exemplars: single observations that name what they were part of, such as a trace.
 *
 * <p>May depend on: {@code model.labels}.
 */
@NullMarked
package dev.deucalion.model.exemplar;

import org.jspecify.annotations.NullMarked;
