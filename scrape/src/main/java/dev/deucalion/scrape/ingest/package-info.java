/**
 * From a body to the store: {@link dev.deucalion.scrape.ingest.BodyIngester} walks a body and
 * appends, {@link dev.deucalion.scrape.ingest.SeriesCache} remembers which series stood where. Runs
 * on the target's thread, one scrape at a time. Builds on {@code options}, {@code target}, {@code
 * exposition} and the store's interfaces.
 */
@NullMarked
package dev.deucalion.scrape.ingest;

import org.jspecify.annotations.NullMarked;
