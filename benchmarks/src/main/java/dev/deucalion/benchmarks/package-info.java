/**
 * JMH benchmarks. The packages below mirror those of what they measure, and a benchmark checks its
 * answer before it measures anything.
 *
 * <p>May see every module; nothing depends on it.
 */
@NullMarked
package dev.deucalion.benchmarks;

import org.jspecify.annotations.NullMarked;
