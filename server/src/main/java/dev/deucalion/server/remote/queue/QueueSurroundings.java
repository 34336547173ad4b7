package dev.deucalion.server.remote.queue;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.server.remote.message.MetadataRequest.Metric;
import dev.deucalion.server.remote.options.MetadataOrigin;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.TailedLog;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What queues need of the rest of the program.
 *
 * @param log of the store
 * @param written what the store has taken
 * @param metadata what scraped metrics are
 * @param metadataOrigin what tells the type and the unit of series
 * @param positions directory of the files that keep how far queues are; null where they are to
 *     begin at the end of the log with each start
 */
public record QueueSurroundings(
    TailedLog log,
    Supplier<Written> written,
    Supplier<List<Metric>> metadata,
    MetadataOrigin metadataOrigin,
    HttpResources http,
    Clock clock,
    FileOps files,
    @Nullable Path positions) {
  /**
   * What the store has taken.
   *
   * @param samples how many, histograms included
   * @param highestTimeMs the newest time, 0 for none
   */
  public record Written(long samples, long highestTimeMs) {}
}
