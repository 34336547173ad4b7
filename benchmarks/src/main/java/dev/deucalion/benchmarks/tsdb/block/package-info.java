/** What it costs to find series in the index of a block. */
@NullMarked
package dev.deucalion.benchmarks.tsdb.block;

import org.jspecify.annotations.NullMarked;
