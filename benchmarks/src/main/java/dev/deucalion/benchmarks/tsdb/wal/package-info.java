/** Records of the write-ahead log. */
@NullMarked
package dev.deucalion.benchmarks.tsdb.wal;

import org.jspecify.annotations.NullMarked;
