/** What it costs to walk over the body of a scrape. */
@NullMarked
package dev.deucalion.benchmarks.scrape.exposition;

import org.jspecify.annotations.NullMarked;
