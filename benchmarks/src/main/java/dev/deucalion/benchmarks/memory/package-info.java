/** What a series costs in memory. Not a JMH benchmark: {@link MemoryFootprint} is a program. */
@NullMarked
package dev.deucalion.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
