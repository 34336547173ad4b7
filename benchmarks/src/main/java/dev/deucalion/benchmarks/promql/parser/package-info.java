/** What it costs to read a query. */
@NullMarked
package dev.deucalion.benchmarks.promql.parser;

import org.jspecify.annotations.NullMarked;
