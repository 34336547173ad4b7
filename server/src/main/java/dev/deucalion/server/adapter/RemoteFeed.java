package dev.deucalion.server.adapter;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.ScrapeManager;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.server.remote.RemoteWrites;
import dev.deucalion.server.remote.message.MetadataRequest.Metric;
import dev.deucalion.server.remote.queue.QueueSurroundings;
import dev.deucalion.server.remote.queue.QueueSurroundings.Written;
import dev.deucalion.server.remote.read.RemoteReads;
import dev.deucalion.tsdb.agent.AgentStats;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.head.HeadStats;
import dev.deucalion.tsdb.wal.TailedLog;
import java.nio.file.Path;
import java.util.List;

/** What queues to remote ends need of the store and of scraping. */
public final class RemoteFeed {
  /** Below the directory of the data: how far queues are. */
  private static final String POSITIONS = "remote-write";

  /** Answers of remote ends are errors, of which only the beginning is shown. */
  private static final long MAX_ANSWER_BYTES = 1 << 20;

  private final LateStorage storage;
  private final ScrapeManager scraping;
  private final Clock clock;
  private final HttpResources http;

  public RemoteFeed(LateStorage storage, ScrapeManager scraping, Clock clock, String userAgent) {
    this.storage = storage;
    this.scraping = scraping;
    this.clock = clock;
    this.http = new HttpResources(MAX_ANSWER_BYTES, userAgent, System.getenv(), Resolver.SYSTEM);
  }

  /**
   * The store and what is read of remote ends, as one.
   *
   * @param maxAnswerBytes of one answer of a remote end
   * @param blockRangeMs how long the shortest blocks of the store are
   */
  public RemoteReads reads(long maxAnswerBytes, long blockRangeMs) {
    return new RemoteReads(
        storage,
        new LocalStart(storage, clock, blockRangeMs),
        new HttpResources(maxAnswerBytes, http.userAgent(), System.getenv(), Resolver.SYSTEM),
        maxAnswerBytes);
  }

  /** What the store has taken. */
  public Written written() {
    return switch (storage.mode()) {
      case SERVER -> {
        HeadStats head = storage.stats().head();
        yield new Written(head.samplesAppended(), Math.max(0, head.maxTimeMs()));
      }
      case AGENT -> {
        AgentStats agent = storage.agentStats();
        yield new Written(agent.floatsAppended() + agent.histogramsAppended(), agent.newestMs());
      }
    };
  }

  /**
   * All that queues need.
   *
   * @param directory of the data
   */
  public QueueSurroundings surroundings(
      TailedLog log, Path directory, RemoteWrites.Settings settings) {
    return new QueueSurroundings(
        log,
        this::written,
        this::metadata,
        settings.metadataOrigin(),
        http,
        clock,
        FileOps.SYSTEM,
        settings.isDurable() ? directory.resolve(POSITIONS) : null);
  }

  private List<Metric> metadata() {
    return scraping.metadata().stream()
        .flatMap(target -> target.metadata().stream())
        .map(found -> new Metric(found.metricFamily(), found.type(), found.help(), found.unit()))
        .toList();
  }
}
