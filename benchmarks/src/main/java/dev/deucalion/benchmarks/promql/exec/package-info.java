/** What a query costs that reads many samples. */
@NullMarked
package dev.deucalion.benchmarks.promql.exec;

import org.jspecify.annotations.NullMarked;
