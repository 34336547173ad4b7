package dev.deucalion.server;

import dev.deucalion.http.ApiDependencies;
import dev.deucalion.http.HttpMetrics;
import dev.deucalion.http.HttpServer;
import dev.deucalion.http.otlp.OtlpSettings;
import dev.deucalion.http.security.WebConfigException;
import dev.deucalion.http.security.WebConfigSource;
import dev.deucalion.http.source.Lifecycle;
import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.Waiting;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.rules.group.EngineRuleQuery;
import dev.deucalion.rules.group.RuleManager;
import dev.deucalion.rules.group.RuleQuery;
import dev.deucalion.rules.group.RuleSurroundings;
import dev.deucalion.rules.group.RuleTemplates;
import dev.deucalion.rules.notify.Notifier;
import dev.deucalion.rules.schedule.ThreadScheduler;
import dev.deucalion.rules.template.AlertTemplates;
import dev.deucalion.scrape.ScrapeManager;
import dev.deucalion.scrape.options.GlobalScrapeOptions;
import dev.deucalion.server.adapter.Administration;
import dev.deucalion.server.adapter.ConfiguredRules;
import dev.deucalion.server.adapter.FeatureList;
import dev.deucalion.server.adapter.LateStorage;
import dev.deucalion.server.adapter.PromqlLanguage;
import dev.deucalion.server.adapter.Queries;
import dev.deucalion.server.adapter.RemoteFeed;
import dev.deucalion.server.adapter.Status;
import dev.deucalion.server.adapter.Targets;
import dev.deucalion.server.backtest.GroupReplay;
import dev.deucalion.server.backtest.RuleBacktest;
import dev.deucalion.server.config.ProgramMode;
import dev.deucalion.server.config.ServerConfig;
import dev.deucalion.server.config.discovery.TargetFileParser;
import dev.deucalion.server.config.web.WebConfigFile;
import dev.deucalion.server.flags.Flags;
import dev.deucalion.server.flags.WebFlags;
import dev.deucalion.server.metrics.DiscoveryFamilies;
import dev.deucalion.server.metrics.EngineMetrics;
import dev.deucalion.server.metrics.IdleMetrics;
import dev.deucalion.server.metrics.NoticeMetrics;
import dev.deucalion.server.metrics.NotifierMetrics;
import dev.deucalion.server.metrics.ProgramMetrics;
import dev.deucalion.server.metrics.RemoteReadMetrics;
import dev.deucalion.server.metrics.RemoteWriteMetrics;
import dev.deucalion.server.metrics.RequestMetrics;
import dev.deucalion.server.metrics.RuleMetrics;
import dev.deucalion.server.metrics.ScrapeMetrics;
import dev.deucalion.server.metrics.SelfMetrics;
import dev.deucalion.server.metrics.StorageMetrics;
import dev.deucalion.server.notice.Notice;
import dev.deucalion.server.notice.Notices;
import dev.deucalion.server.querylog.QueryLog;
import dev.deucalion.server.querylog.ScrapeFailureLog;
import dev.deucalion.server.reload.ConfigSource;
import dev.deucalion.server.reload.Reloader;
import dev.deucalion.server.remote.RemoteWrites;
import dev.deucalion.server.remote.read.RemoteReads;
import dev.deucalion.server.version.ProgramVersion;
import dev.deucalion.tsdb.wal.WriteState;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running program: constructs all parts in the order in which they need each other, starts them
 * and stops them. The web comes up first and answers that the program starts; then the store
 * replays its log; then the configuration is applied and everything is answered.
 */
final class Wiring implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
  private static final long DRAIN_MS = 5_000;

  private final ServerOptions options;
  private final Clock clock;
  private final LateStorage storage;
  private final PromqlEngine engine;
  private final QueryLog queryLog;
  private final ScrapeManager scraping;
  private final RemoteWrites remoteWrites;
  private final RemoteReads remoteReads;
  private final RemoteFeed remoteFeed;
  private final Notifier notifier;
  private final RuleManager rules;
  private final Reloader reloader;
  private final HttpServer web;
  private final StopRequest stop;
  private final Notices notices;
  private final HeapKeeper heapKeeper = HeapKeeper.start();
  private final SecureRandom random = new SecureRandom();
  private @Nullable LocalStore store;

  /**
   * What the program is started with.
   *
   * @param initial what {@code source} said at first
   * @param logLevel takes over the configured level of the log, empty for that of the flags
   */
  record Setup(
      Flags flags,
      ServerOptions options,
      ProgramVersion build,
      Clock clock,
      ConfigSource source,
      ServerConfig initial,
      Consumer<String> logLevel) {}

  private Wiring(Setup setup, StopRequest stop) throws StartException {
    this.options = setup.options();
    this.stop = stop;
    this.clock = setup.clock();
    notices = new Notices(clock, options.maxNotificationSubscribers());
    notices.add(Notice.STARTING_UP);

    storage = new LateStorage(options.mode());
    engine = newEngine(options.engine(), options.language());
    queryLog = new QueryLog(clock);
    engine.addListener(queryLog);
    scraping =
        new ScrapeManager(
            storage,
            clock,
            Mechanisms.all(),
            new TargetFileParser(),
            file -> ScrapeFailureLog.open(file, clock),
            options.scrape());
    remoteWrites = new RemoteWrites(options.remoteWrites());
    remoteFeed = new RemoteFeed(storage, scraping, clock, options.scrape().userAgent());
    remoteReads =
        remoteFeed.reads(
            options.scrape().maxBodyBytes(), options.storage().fromFlags().chunkRangeMs());
    RuleQuery ruleQuery = new EngineRuleQuery(engine, remoteReads);
    AlertTemplates templates =
        RuleTemplates.of(ruleQuery, options.rules().externalUrl(), options.http().externalUrl());
    notifier =
        new Notifier(
            options.notifier(), Mechanisms.all(), scraping.surroundings(), System::nanoTime);
    rules =
        new RuleManager(
            new RuleSurroundings(
                ruleQuery,
                storage,
                storage,
                clock,
                System::nanoTime,
                new ThreadScheduler(clock, Waiting.SYSTEM),
                notifier,
                templates),
            options.rules());
    reloader =
        new Reloader(
            setup.source(),
            clock,
            setup.initial(),
            List.of(
                config -> setup.logLevel().accept(config.logLevel()),
                this::applyQueryLog,
                config -> engine.setDefaultStepMs(config.global().evaluationIntervalMs()),
                config -> storage.apply(options.storage().reloadable(config.storage())),
                config ->
                    remoteWrites.apply(config.global().externalLabels(), config.remote().write()),
                config ->
                    remoteReads.apply(config.global().externalLabels(), config.remote().read()),
                this::applyScraping,
                config -> notifier.apply(config.global().externalLabels(), config.alerting()),
                new ConfiguredRules(rules, options.language(), templates)));

    reloader.onReload(state -> notices.set(Notice.RELOAD_FAILED, !state.successful()));

    HttpMetrics requests = new HttpMetrics();
    Readiness readiness = new Readiness();
    SelfMetrics metrics =
        SelfMetrics.of(
            new ProgramMetrics(setup.build(), reloader, readiness),
            new StorageMetrics(storage),
            new EngineMetrics(engine::stats, queryLog),
            new ScrapeMetrics(scraping),
            new RuleMetrics(rules::stats, templates),
            new NotifierMetrics(notifier),
            new DiscoveryFamilies(
                () -> List.of(scraping.discoveryStats(), notifier.discoveryStats())),
            new RequestMetrics(requests),
            new NoticeMetrics(notices),
            new RemoteWriteMetrics(remoteWrites::stats, remoteFeed::written),
            new RemoteReadMetrics(remoteReads::counters),
            new IdleMetrics());
    Targets targets = new Targets(scraping, () -> reloader.state().config());
    Status.Process process =
        new Status.Process(
            Instant.ofEpochMilli(clock.nowMs()), options.hostname(), options.http().routePrefix());
    ApiDependencies program =
        new ApiDependencies(
            clock,
            random,
            engine,
            remoteReads,
            storage,
            storage,
            this::otlpSettings,
            () -> reloader.state().config().global().externalLabels(),
            new Administration(
                storage, options.storage().directory().resolve("snapshots"), clock, random),
            new PromqlLanguage(options.language()),
            targets,
            targets,
            rules::groups,
            new RuleBacktest(
                engine,
                remoteReads,
                options.language(),
                System::nanoTime,
                options.engine().timeoutMs(),
                () ->
                    new GroupReplay.Outside(
                        reloader.state().config().global().externalLabels(),
                        options.http().externalUrl())),
            notifier::alertmanagers,
            new Status(setup.build(), process, setup.flags(), reloader, storage),
            metrics,
            new Queries(engine),
            () -> features(setup.flags()),
            notices,
            new Control(),
            access(setup.flags()));
    try {
      web = HttpServer.start(options.http(), program, requests);
    } catch (IOException e) {
      throw new StartException("Unable to start web listener", e);
    } catch (WebConfigException e) {
      throw new StartException("Unable to validate web configuration file", e);
    }
    readiness.web = web;
  }

  /** An engine. One that rehearses is made here too, so that both have a clock of one class. */
  static PromqlEngine newEngine(EngineOptions options, ParserOptions language) {
    return new PromqlEngine(options, language, System::nanoTime);
  }

  /** Made for each of the few requests for it: a start has no time for all functions. */
  private SortedMap<String, SortedMap<String, Boolean>> features(Flags flags) {
    return new FeatureList(
            flags,
            options.language(),
            options.engine(),
            options.scrape().features(),
            Mechanisms.all().names())
        .features();
  }

  private static WebConfigSource access(Flags flags) {
    String file = flags.get(WebFlags.CONFIG_FILE);
    return file.isEmpty() ? WebConfigSource.OPEN : new WebConfigFile(file);
  }

  private OtlpSettings otlpSettings() {
    OtlpSettings configured =
        reloader.state().config().otlp().withLookbackMs(options.engine().lookbackMs());
    for (OtlpSettings.Switch feature : options.otlp()) {
      configured = configured.with(feature);
    }
    return configured;
  }

  private void applyQueryLog(ServerConfig config) {
    if (options.mode() == ProgramMode.SERVER) {
      queryLog.writeTo(config.global().queryLogFile());
    }
  }

  private void applyScraping(ServerConfig config) {
    scraping.applyConfig(
        new GlobalScrapeOptions(config.global().externalLabels()), config.scrapeJobs());
  }

  /** Whether the web answers everything; asked only once there is one. */
  private static final class Readiness implements BooleanSupplier {
    private volatile @Nullable HttpServer web;

    @Override
    public boolean getAsBoolean() {
      HttpServer server = web;
      return server != null && server.isReady();
    }
  }

  /** What requests can do to the program. */
  private final class Control implements Lifecycle {
    @Override
    public @Nullable String reload() {
      return reloader.reload();
    }

    @Override
    public void quit() {
      LOG.warn("Received termination request via web service, exiting gracefully...");
      stop.make();
    }
  }

  /**
   * Starts the program and returns when it is ready, or is to end before.
   *
   * @param port is told where the web listens
   * @param stop is made when a request asks for the end; the start heeds it too
   * @throws StartException when it cannot start; nothing is left running then
   */
  static Wiring start(Setup setup, ListeningPort port, StopRequest stop) throws StartException {
    Wiring wiring = new Wiring(setup, stop);
    try {
      wiring.becomeReady(port);
      return wiring;
    } catch (StartException | RuntimeException e) {
      wiring.close();
      throw e;
    }
  }

  /** As Prometheus logs an address, {@code [::]:9090} for all of them. */
  private static String shown(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    String host = ip instanceof Inet6Address && ip.isAnyLocalAddress() ? "::" : ip.getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** Returns early, without being ready, when the program is to end. */
  private void becomeReady(ListeningPort port) throws StartException {
    stop.onMade(storage.replay()::cancel);
    for (InetSocketAddress address : web.boundAddresses()) {
      LOG.atInfo()
          .addKeyValue("component", "web")
          .addKeyValue("address", shown(address))
          .log("Listening on");
    }
    LOG.atInfo()
        .addKeyValue("component", "web")
        .addKeyValue("http2", web.offersHttp2())
        .log(web.hasTls() ? "TLS is enabled." : "TLS is disabled.");
    port.set(web.boundAddresses().getFirst().getPort());
    try {
      LocalStore opened = openStore();
      store = opened;
      remoteWrites.open(
          remoteFeed.surroundings(opened.log(), opened.directory(), options.remoteWrites()));
    } catch (InterruptedIOException e) {
      LOG.info("Starting the storage was given up, since the program is to end");
      return;
    } catch (IOException e) {
      throw new StartException("opening storage failed", e);
    }
    String failure = reloader.reload();
    if (failure != null) {
      throw new StartException(failure);
    }
    web.setReady();
    notices.remove(Notice.STARTING_UP);
    LOG.info("Server is ready to receive web requests.");
  }

  private LocalStore openStore() throws IOException {
    return switch (options.mode()) {
      case SERVER ->
          LocalStore.openWhole(
              options,
              reloader.state().config().storage(),
              clock,
              storage,
              engine,
              this::noteWriteState);
      case AGENT ->
          LocalStore.openLogOnly(
              options.agentStorage(),
              clock,
              storage,
              random,
              remoteWrites::sentMs,
              this::noteWriteState);
    };
  }

  private void noteWriteState(WriteState state) {
    notices.set(Notice.READ_ONLY, state == WriteState.DISK_FULL);
  }

  Reloader reloader() {
    return reloader;
  }

  /** Stops the program: no new work, no more scrapes, the store safe on disk, the web last. */
  @Override
  public void close() {
    web.setStopping();
    notices.add(Notice.SHUTTING_DOWN);
    notices.close();
    LOG.info("Stopping rule manager...");
    rules.close();
    LOG.info("Stopping notification manager...");
    notifier.close();
    LOG.info("Stopping scrape manager...");
    scraping.close();
    LOG.info("Stopping remote writes...");
    remoteWrites.close();
    LocalStore opened = store;
    if (opened != null) {
      opened.closeStore();
    }
    web.drain(DRAIN_MS);
    web.close();
    queryLog.close();
    if (opened != null) {
      opened.close();
    }
    heapKeeper.close();
  }
}
