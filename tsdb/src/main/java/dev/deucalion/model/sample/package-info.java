/**
 * Values of samples that have a meaning of their own.
 *
 * <p>May depend on: nothing.
 */
@NullMarked
package dev.deucalion.model.sample;

import org.jspecify.annotations.NullMarked;
