/** What a start of a store costs, by what it finds. */
@NullMarked
package dev.deucalion.benchmarks.tsdb.restart;

import org.jspecify.annotations.NullMarked;
