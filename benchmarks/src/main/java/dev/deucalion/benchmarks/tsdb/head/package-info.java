/** What a sample costs to commit to the head and to read from it. */
@NullMarked
package dev.deucalion.benchmarks.tsdb.head;

import org.jspecify.annotations.NullMarked;
