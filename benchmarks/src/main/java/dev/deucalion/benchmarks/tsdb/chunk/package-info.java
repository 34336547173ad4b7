/** What a sample costs to encode and to decode. */
@NullMarked
package dev.deucalion.benchmarks.tsdb.chunk;

import org.jspecify.annotations.NullMarked;
