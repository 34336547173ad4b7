/** Series and samples that benchmarks share, the same in each run. Single-threaded. */
@NullMarked
package dev.deucalion.benchmarks.data;

import org.jspecify.annotations.NullMarked;
