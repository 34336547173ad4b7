/**
 * The values that templates work with ({@link dev.deucalion.rules.template.value.Value}) and how
 * they are printed: as Go's package {@code fmt} does, {@link
 * dev.deucalion.rules.template.value.Printf} with verbs. Any thread.
 *
 * <p>May depend on: {@code model.labels}, {@code model.histogram}, {@code promql.number}, {@code
 * promql.histogram}.
 */
@NullMarked
package dev.deucalion.rules.template.value;

import org.jspecify.annotations.NullMarked;
