package dev.deucalion.server.adapter;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.ExemplarQueryable;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.ReloadableOptions;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbStats;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.wal.ReplayProgress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The store, which opens when the rest of the program stands already: replaying its log takes time,
 * and meanwhile the server answers that it starts. Reading and writing before {@link #open} is a
 * fault.
 */
public final class LateStorage implements Appendable, Queryable, ExemplarQueryable {
  private final ReplayProgress replay = new ReplayProgress();
  private volatile @Nullable Tsdb tsdb;

  /** How far the replay is that {@link #open} waits for. */
  public ReplayProgress replay() {
    return replay;
  }

  /** From now on this is the store. */
  public void open(Tsdb opened) {
    tsdb = opened;
  }

  /** Counters and gauges now; zeros before the store is open. */
  public TsdbStats stats() {
    Tsdb opened = tsdb;
    return opened == null ? TsdbStats.NONE : opened.stats();
  }

  /** Blocks on disk, oldest first. */
  public List<BlockMeta> blocks() {
    return opened().blocks();
  }

  /** Changes settings of the store while it is open. */
  public void apply(ReloadableOptions options) {
    opened().apply(options);
  }

  Tsdb opened() {
    Tsdb opened = tsdb;
    if (opened == null) {
      throw new IllegalStateException("the store is not open yet");
    }
    return opened;
  }

  @Override
  public Appender appender() {
    return opened().appender();
  }

  @Override
  public List<SeriesExemplars> exemplars(
      long minTimeMs, long maxTimeMs, List<List<Matcher>> matchers) {
    return opened().exemplars(minTimeMs, maxTimeMs, matchers);
  }

  @Override
  public Querier querier(long minTimeMs, long maxTimeMs) {
    return opened().querier(minTimeMs, maxTimeMs);
  }
}
