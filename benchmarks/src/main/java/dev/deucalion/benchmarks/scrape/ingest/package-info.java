/** What a sample costs from the body of a scrape into the store. */
@NullMarked
package dev.deucalion.benchmarks.scrape.ingest;

import org.jspecify.annotations.NullMarked;
