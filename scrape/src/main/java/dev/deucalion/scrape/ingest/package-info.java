/**
 * From a body to the store: {@link dev.deucalion.scrape.ingest.BodyIngester} walks a body and
 * appends, {@link dev.deucalion.scrape.ingest.SeriesCache} remembers which series stood where. Runs
 * on the target's thread, one scrape at a time.
 *
 * <p>May depend on: {@code model.exemplar}, {@code model.histogram}, {@code model.labels}, {@code
 * model.metadata}, {@code model.relabel}, {@code model.sample}, {@code storage}, {@code
 * scrape.exposition}, {@code scrape.options}.
 */
@NullMarked
package dev.deucalion.scrape.ingest;

import org.jspecify.annotations.NullMarked;
