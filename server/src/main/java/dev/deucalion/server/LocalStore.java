package dev.deucalion.server;

import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.server.adapter.LateStorage;
import dev.deucalion.server.config.StorageConfig;
import dev.deucalion.server.querylog.ActiveQueries;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbEnvironment;
import dev.deucalion.tsdb.agent.AgentStore;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.TailedLog;
import dev.deucalion.tsdb.wal.WriteState;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the store of the program, as its mode wants it, and closes it. */
final class LocalStore implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalStore.class);

  private final Path directory;
  private final TailedLog log;
  private final Closeable store;
  private final Closeable queryFile;

  private LocalStore(Path directory, TailedLog log, Closeable store, Closeable queryFile) {
    this.directory = directory;
    this.log = log;
    this.store = store;
    this.queryFile = queryFile;
  }

  /**
   * Opens the store of a server in its directory.
   *
   * @param storage gets the store
   * @param engine gets the file in which running queries are noted
   * @throws java.io.InterruptedIOException when the replay was cancelled
   * @throws IOException when it cannot be opened
   */
  static LocalStore openWhole(
      ServerOptions options,
      StorageConfig config,
      Clock clock,
      LateStorage storage,
      PromqlEngine engine,
      Consumer<WriteState> listener)
      throws IOException {
    LOG.info("Starting TSDB ...");
    StorageOptions own = options.storage();
    Tsdb tsdb =
        Tsdb.open(
            own.directory(),
            own.tsdb(config),
            TsdbEnvironment.SYSTEM.withClock(clock),
            storage.replay());
    try {
      // The store has locked the directory: no other process uses it.
      ActiveQueries queries =
          ActiveQueries.open(own.directory(), options.engine().maxConcurrency(), clock);
      engine.addListener(queries);
      storage.open(tsdb);
      tsdb.onStateChange(listener);
      LOG.atInfo()
          .addKeyValue("series", storage.stats().head().series())
          .addKeyValue("replay_duration", milliseconds(storage.logStats().replaySeconds()))
          .log("TSDB started");
      return new LocalStore(own.directory(), tsdb.tailedLog().orElseThrow(), tsdb, queries);
    } catch (IOException | RuntimeException e) {
      try (tsdb) {
        throw e;
      }
    }
  }

  /**
   * Opens the store of an agent in its directory.
   *
   * @param storage gets the store
   * @param random seeds its hashes
   * @param sentMs as {@link AgentStore.Surroundings#sentMs}
   * @throws java.io.InterruptedIOException when the replay was cancelled
   * @throws IOException when it cannot be opened
   */
  static LocalStore openLogOnly(
      AgentStorageOptions options,
      Clock clock,
      LateStorage storage,
      RandomGenerator random,
      LongSupplier sentMs,
      Consumer<WriteState> listener)
      throws IOException {
    LOG.info("Starting WAL storage ...");
    AgentStore store =
        AgentStore.open(
            options.directory(),
            options.options(),
            new AgentStore.Surroundings(clock, FileOps.SYSTEM, random.nextLong(), sentMs),
            storage.replay());
    storage.open(store);
    store.onStateChange(listener);
    LOG.atInfo()
        .addKeyValue("series", store.stats().activeSeries())
        .addKeyValue("replay_duration", milliseconds(storage.logStats().replaySeconds()))
        .log("Agent WAL storage started");
    return new LocalStore(options.directory(), store.tailedLog(), store, () -> {});
  }

  private static String milliseconds(double seconds) {
    return Math.round(seconds * 1_000) + "ms";
  }

  /** Of the data. */
  Path directory() {
    return directory;
  }

  /** The log, for those who send on what is written to it. */
  TailedLog log() {
    return log;
  }

  /** Syncs the store and lets go of all files but that of queries, which are still answered. */
  void closeStore() {
    close(store);
  }

  @Override
  public void close() {
    close(store);
    close(queryFile);
  }

  private static void close(Closeable part) {
    try {
      part.close();
    } catch (IOException e) {
      LOG.error("Closing the storage failed", e);
    }
  }
}
