package dev.deucalion.server.adapter;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.server.config.ProgramMode;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.ExemplarQueryable;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.ReloadableOptions;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbStats;
import dev.deucalion.tsdb.agent.AgentStats;
import dev.deucalion.tsdb.agent.AgentStore;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.wal.ReplayProgress;
import dev.deucalion.tsdb.wal.WalStats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The store, which opens when the rest of the program stands already: replaying its log takes time,
 * and meanwhile the server answers that it starts. Reading and writing before {@link #open} is a
 * fault; reading the store of an agent fails as if it were broken.
 */
public final class LateStorage implements Appendable, Queryable, ExemplarQueryable {
  private final ProgramMode mode;
  private final ReplayProgress replay = new ReplayProgress();
  private volatile @Nullable Opened opened;

  /** What there is, once it is open. */
  private sealed interface Opened {
    Appender appender();

    void apply(ReloadableOptions options);

    /** That of a server. */
    record Whole(Tsdb tsdb) implements Opened {
      @Override
      public Appender appender() {
        return tsdb.appender();
      }

      @Override
      public void apply(ReloadableOptions options) {
        tsdb.apply(options);
      }
    }

    /** That of an agent. */
    record LogOnly(AgentStore store) implements Opened {
      @Override
      public Appender appender() {
        return store.appender();
      }

      @Override
      public void apply(ReloadableOptions options) {
        store.setOutOfOrderWindow(options.outOfOrderWindowMs());
      }
    }
  }

  public LateStorage(ProgramMode mode) {
    this.mode = mode;
  }

  /** Whose store this is, or will be. */
  public ProgramMode mode() {
    return mode;
  }

  /** How far the replay is that {@link #open} waits for. */
  public ReplayProgress replay() {
    return replay;
  }

  /** From now on this is the store. */
  public void open(Tsdb tsdb) {
    opened = new Opened.Whole(tsdb);
  }

  /** From now on this is the store, of an agent. */
  public void open(AgentStore store) {
    opened = new Opened.LogOnly(store);
  }

  /** Counters and gauges now; zeros before the store is open, and of an agent. */
  public TsdbStats stats() {
    return opened instanceof Opened.Whole(Tsdb tsdb) ? tsdb.stats() : TsdbStats.NONE;
  }

  /** Counters and gauges of an agent's store now; zeros before it is open, and of a server. */
  public AgentStats agentStats() {
    return opened instanceof Opened.LogOnly(AgentStore store) ? store.stats() : AgentStats.NONE;
  }

  /** What the log counts. */
  public WalStats logStats() {
    return switch (mode) {
      case SERVER -> stats().log();
      case AGENT -> agentStats().log();
    };
  }

  /** Blocks on disk, oldest first. */
  public List<BlockMeta> blocks() {
    return opened().blocks();
  }

  /** Changes settings of the store while it is open. */
  public void apply(ReloadableOptions options) {
    present().apply(options);
  }

  private Opened present() {
    Opened present = opened;
    if (present == null) {
      throw new IllegalStateException("the store is not open yet");
    }
    return present;
  }

  /**
   * The store of a server.
   *
   * @throws UncheckedIOException when it is an agent's
   */
  Tsdb opened() {
    // No switch: linking one takes a millisecond, which the first query would wait for.
    if (present() instanceof Opened.Whole(Tsdb tsdb)) {
      return tsdb;
    }
    throw new UncheckedIOException(new IOException("unsupported operation with WAL-only storage"));
  }

  @Override
  public Appender appender() {
    return present().appender();
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
