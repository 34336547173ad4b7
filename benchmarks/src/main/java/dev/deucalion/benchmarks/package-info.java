/** Placeholder. */
@NullMarked
package dev.deucalion.benchmarks;

import org.jspecify.annotations.NullMarked;
