package dev.deucalion.server;

import dev.deucalion.http.HttpServerOptions;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.scrape.ScrapeManagerOptions;
import dev.deucalion.server.flags.EngineFlags;
import dev.deucalion.server.flags.Flags;
import dev.deucalion.server.flags.StorageFlags;
import dev.deucalion.server.flags.WebFlags;
import dev.deucalion.server.version.ProgramVersion;
import dev.deucalion.tsdb.TsdbOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * The command line as options of the parts.
 *
 * @param notificationQueueCapacity only shown as long as there are no alerts
 */
record ServerOptions(
    HttpServerOptions http,
    Path dataDirectory,
    TsdbOptions tsdb,
    EngineOptions engine,
    ScrapeManagerOptions scrape,
    String hostname,
    int notificationQueueCapacity) {
  private static final int WAL_PAGE_BYTES = 32 << 10;
  private static final int MAX_SAMPLES_PER_CHUNK = 120;

  /**
   * Works the options out of flags that keep to {@link FlagLimits}.
   *
   * @throws IllegalArgumentException when a value cannot be used, in Prometheus' words
   */
  static ServerOptions of(Flags flags, Features features, String hostname) {
    List<String> addresses = flags.get(WebFlags.LISTEN_ADDRESS);
    URI externalUrl =
        ExternalUrl.compute(flags.get(WebFlags.EXTERNAL_URL), addresses.getFirst(), hostname);
    HttpServerOptions http =
        HttpServerOptions.builder()
            .listenAddresses(addresses)
            .routePrefix(ExternalUrl.routePrefix(flags.get(WebFlags.ROUTE_PREFIX), externalUrl))
            .externalUrl(externalUrl)
            .maxConnections(flags.get(WebFlags.MAX_CONNECTIONS))
            .readTimeoutMs(flags.get(WebFlags.READ_TIMEOUT))
            .corsOrigin(flags.get(WebFlags.CORS_ORIGIN))
            .pageTitle(flags.get(WebFlags.PAGE_TITLE))
            .enableLifecycle(flags.get(WebFlags.ENABLE_LIFECYCLE))
            .enableAdminApi(flags.get(WebFlags.ENABLE_ADMIN_API))
            .build();
    EngineOptions engine =
        new EngineOptions(
            flags.get(EngineFlags.QUERY_LOOKBACK_DELTA),
            flags.get(EngineFlags.QUERY_TIMEOUT),
            flags.get(EngineFlags.QUERY_MAX_CONCURRENCY),
            flags.get(EngineFlags.QUERY_MAX_SAMPLES),
            EngineOptions.DEFAULTS.defaultStepMs(),
            features.experimentalFunctions());
    return new ServerOptions(
        http,
        Path.of(flags.get(StorageFlags.PATH)),
        tsdb(flags),
        engine,
        scrape(flags, hostname),
        hostname,
        flags.get(EngineFlags.NOTIFICATION_QUEUE_CAPACITY));
  }

  private static TsdbOptions tsdb(Flags flags) {
    TsdbOptions options = TsdbOptions.DEFAULTS;
    long segmentBytes = flags.get(StorageFlags.WAL_SEGMENT_SIZE);
    if (segmentBytes != 0) {
      int pages = Math.toIntExact(segmentBytes / WAL_PAGE_BYTES);
      options = options.withWalSegmentBytes(pages * WAL_PAGE_BYTES);
    }
    if (!flags.get(StorageFlags.WAL_COMPRESSION)) {
      options = options.withWalCompression(TsdbOptions.WalCompression.NONE);
    } else if (flags.get(StorageFlags.WAL_COMPRESSION_TYPE).equals("zstd")) {
      options = options.withWalCompression(TsdbOptions.WalCompression.ZSTD);
    }
    if (flags.get(StorageFlags.NO_LOCKFILE)) {
      options = options.withLockFile(TsdbOptions.LockFile.NONE);
    }
    int samples = flags.get(StorageFlags.SAMPLES_PER_CHUNK);
    return options.withSamplesPerChunk(Math.clamp(samples, 1, MAX_SAMPLES_PER_CHUNK));
  }

  private static ScrapeManagerOptions scrape(Flags flags, String hostname) {
    ScrapeManagerOptions defaults =
        ScrapeManagerOptions.defaults("Prometheus/" + ProgramVersion.PROMETHEUS_VERSION, hostname);
    return new ScrapeManagerOptions(
        defaults.userAgent(),
        defaults.hostname(),
        flags.get(EngineFlags.SCRAPE_ADJUST_TIMESTAMPS),
        Math.max(0, flags.get(EngineFlags.SCRAPE_TIMESTAMP_TOLERANCE) / 1_000_000),
        defaults.maxBodyBytes());
  }

  /** The port that the first address asks for, 0 where it names none. */
  int port() {
    String address = http.listenAddresses().getFirst();
    String port = address.substring(address.lastIndexOf(':') + 1);
    return port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
  }
}
