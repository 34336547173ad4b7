/** What it costs to find series by their labels. */
@NullMarked
package dev.deucalion.benchmarks.tsdb.index;

import org.jspecify.annotations.NullMarked;
