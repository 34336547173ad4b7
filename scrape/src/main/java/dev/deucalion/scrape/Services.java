package dev.deucalion.scrape;

import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.ingest.StringPool;
import dev.deucalion.storage.Appendable;
import java.util.Set;

/**
 * What all loops share.
 *
 * @param failures where failed scrapes are written down
 * @param hash to be copied for each thread
 * @param running loops whose threads have not ended yet, also those that only wait to write stale
 *     markers
 */
record Services(
    Appendable store,
    Clock clock,
    Waits waits,
    ScrapeManagerOptions options,
    HttpResources http,
    FetcherFactory fetchers,
    FailureLogs failures,
    SeriesHash hash,
    StringPool strings,
    Counters counters,
    Set<ScrapeLoop> running) {}
