package dev.deucalion.server;

import dev.deucalion.http.HttpServerOptions;
import dev.deucalion.http.api.SearchOptions;
import dev.deucalion.http.otlp.OtlpSettings;
import dev.deucalion.http.read.RemoteReadOptions;
import dev.deucalion.http.receive.RemoteWriteOptions;
import dev.deucalion.http.receive.WriteMessage;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.rules.group.RuleManagerOptions;
import dev.deucalion.rules.notify.NotifierOptions;
import dev.deucalion.scrape.ScrapeManagerOptions;
import dev.deucalion.server.config.ProgramMode;
import dev.deucalion.server.flags.EngineFlags;
import dev.deucalion.server.flags.Flags;
import dev.deucalion.server.flags.ProcessFlags;
import dev.deucalion.server.flags.StorageFlags;
import dev.deucalion.server.flags.WebFlags;
import dev.deucalion.server.remote.RemoteWrites;
import dev.deucalion.server.version.ProgramVersion;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The command line as options of the parts.
 *
 * @param storage of a server
 * @param agentStorage of an agent
 * @param language what PromQL has
 * @param otlp what is on of OTLP besides what the configuration says
 * @param maxNotificationSubscribers who may listen at a time to what there is to know
 */
record ServerOptions(
    ProgramMode mode,
    HttpServerOptions http,
    StorageOptions storage,
    AgentStorageOptions agentStorage,
    EngineOptions engine,
    ParserOptions language,
    ScrapeManagerOptions scrape,
    RemoteWrites.Settings remoteWrites,
    RuleManagerOptions rules,
    NotifierOptions notifier,
    String hostname,
    Set<OtlpSettings.Switch> otlp,
    int maxNotificationSubscribers) {
  /**
   * Works the options out of flags that keep to {@link FlagLimits}.
   *
   * @param sharding how threads work on one query
   * @throws IllegalArgumentException when a value cannot be used, in Prometheus' words
   */
  static ServerOptions of(
      Flags flags, Features features, String hostname, EngineOptions.Sharding sharding) {
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
            .userAssets(flags.get(WebFlags.USER_ASSETS))
            .consoles(
                new HttpServerOptions.Consoles(
                    flags.get(WebFlags.CONSOLE_TEMPLATES), flags.get(WebFlags.CONSOLE_LIBRARIES)))
            .enableLifecycle(flags.get(WebFlags.ENABLE_LIFECYCLE))
            .enableAdminApi(flags.get(WebFlags.ENABLE_ADMIN_API))
            .remoteWrite(remoteWrite(flags, features))
            .remoteRead(remoteRead(flags))
            .search(
                new SearchOptions(
                    features.has(Feature.SEARCH_API), flags.get(WebFlags.SEARCH_MAX_LIMIT)))
            .lookbackMs(flags.get(EngineFlags.QUERY_LOOKBACK_DELTA))
            .enableOtlp(flags.get(WebFlags.ENABLE_OTLP_RECEIVER))
            .queries(
                switch (mode(flags)) {
                  case SERVER -> HttpServerOptions.Queries.ANSWERED;
                  case AGENT -> HttpServerOptions.Queries.REFUSED;
                })
            .build();
    EngineOptions engine =
        new EngineOptions(
            flags.get(EngineFlags.QUERY_LOOKBACK_DELTA),
            flags.get(EngineFlags.QUERY_TIMEOUT),
            flags.get(EngineFlags.QUERY_MAX_CONCURRENCY),
            flags.get(EngineFlags.QUERY_MAX_SAMPLES),
            memoryLimits(flags),
            EngineOptions.DEFAULTS.defaultStepMs(),
            features.engineFeatures(),
            sharding);
    return new ServerOptions(
        mode(flags),
        http,
        StorageOptions.of(flags, features),
        AgentStorageOptions.of(flags),
        engine,
        features.parserOptions(),
        scrape(flags, features, hostname),
        new RemoteWrites.Settings(
            flags.get(StorageFlags.REMOTE_FLUSH_DEADLINE),
            flags.get(StorageFlags.REMOTE_MAX_BACKLOG),
            features.sentMetadata()),
        rules(flags, features, externalUrl),
        notifier(flags),
        hostname,
        features.otlpSwitches(),
        flags.get(WebFlags.MAX_NOTIFICATIONS_SUBSCRIBERS));
  }

  private static RuleManagerOptions rules(Flags flags, Features features, URI externalUrl) {
    String url = externalUrl.toString();
    long concurrent =
        features.has(Feature.CONCURRENT_RULES)
            ? flags.get(EngineFlags.RULES_MAX_CONCURRENT_EVALS)
            : 0;
    return new RuleManagerOptions(
        url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
        flags.get(EngineFlags.ALERT_FOR_OUTAGE_TOLERANCE),
        flags.get(EngineFlags.ALERT_FOR_GRACE_PERIOD),
        flags.get(EngineFlags.ALERT_RESEND_DELAY),
        (int) Math.clamp(concurrent, 0L, Integer.MAX_VALUE),
        flags.get(EngineFlags.RULES_CATCH_UP));
  }

  /** What the program is started as. */
  static ProgramMode mode(Flags flags) {
    return flags.get(ProcessFlags.AGENT) ? ProgramMode.AGENT : ProgramMode.SERVER;
  }

  private static NotifierOptions notifier(Flags flags) {
    return NotifierOptions.DEFAULTS
        .withQueue(
            flags.get(EngineFlags.NOTIFICATION_QUEUE_CAPACITY),
            flags.get(EngineFlags.NOTIFICATION_BATCH_SIZE))
        .withAtEnd(
            flags.get(EngineFlags.DRAIN_NOTIFICATION_QUEUE)
                ? NotifierOptions.AtEnd.SEND
                : NotifierOptions.AtEnd.DROP);
  }

  private static RemoteReadOptions remoteRead(Flags flags) {
    return new RemoteReadOptions(
        flags.get(StorageFlags.REMOTE_READ_SAMPLE_LIMIT),
        flags.get(StorageFlags.REMOTE_READ_CONCURRENT_LIMIT),
        flags.get(StorageFlags.REMOTE_READ_MAX_BYTES_IN_FRAME),
        RemoteReadOptions.DEFAULTS.maxAnswerBytes());
  }

  private static RemoteWriteOptions remoteWrite(Flags flags, Features features) {
    return flags.get(WebFlags.ENABLE_REMOTE_WRITE_RECEIVER)
        ? RemoteWriteOptions.accepting(
            flags.get(WebFlags.ACCEPTED_WRITE_MESSAGES).stream()
                .map(WriteMessage::named)
                .flatMap(Optional::stream)
                .toList(),
            features.writeExtras())
        : RemoteWriteOptions.OFF;
  }

  /** What the flags say; where they say nothing, a share of the heap. Never more than there is. */
  private static EngineOptions.MemoryLimits memoryLimits(Flags flags) {
    EngineOptions.MemoryLimits defaults = EngineOptions.MemoryLimits.OF_HEAP;
    long query = flags.get(EngineFlags.QUERY_MAX_MEMORY);
    long total = flags.get(EngineFlags.QUERY_MAX_TOTAL_MEMORY);
    return new EngineOptions.MemoryLimits(
        query > 0 ? query : defaults.queryBytes(),
        total > 0 ? total : defaults.totalBytes(),
        HeapRoom.ofThisProcess());
  }

  private static ScrapeManagerOptions scrape(Flags flags, Features features, String hostname) {
    ScrapeManagerOptions defaults =
        ScrapeManagerOptions.defaults("Prometheus/" + ProgramVersion.PROMETHEUS_VERSION, hostname);
    return new ScrapeManagerOptions(
        defaults.userAgent(),
        defaults.hostname(),
        flags.get(EngineFlags.SCRAPE_ADJUST_TIMESTAMPS),
        Math.max(0, flags.get(EngineFlags.SCRAPE_TIMESTAMP_TOLERANCE) / 1_000_000),
        defaults.maxBodyBytes(),
        features.scrapeFeatures());
  }

  /** The port that the first address asks for, 0 where it names none. */
  int port() {
    String address = http.listenAddresses().getFirst();
    String port = address.substring(address.lastIndexOf(':') + 1);
    return port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
  }
}
