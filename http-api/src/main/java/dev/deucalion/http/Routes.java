package dev.deucalion.http;

import dev.deucalion.http.api.AdminEndpoints;
import dev.deucalion.http.api.AgentRefusal;
import dev.deucalion.http.api.ApiEndpoint;
import dev.deucalion.http.api.ApiFunction;
import dev.deucalion.http.api.BacktestEndpoint;
import dev.deucalion.http.api.Consoles;
import dev.deucalion.http.api.Cors;
import dev.deucalion.http.api.EditorEndpoints;
import dev.deucalion.http.api.Evaluations;
import dev.deucalion.http.api.ExemplarEndpoints;
import dev.deucalion.http.api.ExplainEndpoint;
import dev.deucalion.http.api.FeatureEndpoint;
import dev.deucalion.http.api.GlobalUrls;
import dev.deucalion.http.api.LifecycleEndpoints;
import dev.deucalion.http.api.MetadataEndpoints;
import dev.deucalion.http.api.NotificationEndpoints;
import dev.deucalion.http.api.OpenApiEndpoint;
import dev.deucalion.http.api.PlainEndpoints;
import dev.deucalion.http.api.QueryEndpoints;
import dev.deucalion.http.api.QueryRequests;
import dev.deucalion.http.api.ReadyState;
import dev.deucalion.http.api.RelabelEndpoint;
import dev.deucalion.http.api.RuleEndpoints;
import dev.deucalion.http.api.RunningQueryEndpoints;
import dev.deucalion.http.api.SearchEndpoints;
import dev.deucalion.http.api.SelfMetricsEndpoint;
import dev.deucalion.http.api.SeriesEndpoints;
import dev.deucalion.http.api.StatusEndpoints;
import dev.deucalion.http.api.TargetEndpoints;
import dev.deucalion.http.api.UserFiles;
import dev.deucalion.http.debug.ProfileEndpoints;
import dev.deucalion.http.editor.Completer;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.http.exchange.Paths;
import dev.deucalion.http.exchange.Redirects;
import dev.deucalion.http.exchange.Router;
import dev.deucalion.http.federate.FederateHandler;
import dev.deucalion.http.otlp.OtlpHandler;
import dev.deucalion.http.read.RemoteReadHandler;
import dev.deucalion.http.receive.RemoteWriteHandler;
import dev.deucalion.http.ui.Nonces;
import dev.deucalion.http.ui.UiAssets;
import dev.deucalion.http.ui.UiIcon;
import dev.deucalion.http.ui.UiPage;
import dev.deucalion.http.ui.UiSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;

/** Every path that is answered, and by what. */
final class Routes {
  private static final String API = "/api/v1";

  private static final String SERVER_HOME = "/query";
  private static final String AGENT_HOME = "/agent";

  /** Pages of the user interface that only a server has. */
  private static final List<String> SERVER_PAGES =
      List.of(SERVER_HOME, "/alerts", "/rules", "/tsdb-status");

  private static final String INDEX = "index.html";

  /** Pages of the user interface. */
  private static final List<String> PAGES =
      List.of(
          "/config",
          "/flags",
          "/service-discovery",
          "/alertmanager-discovery",
          "/status",
          "/targets");

  private final HttpServerOptions options;
  private final GlobalUrls urls;
  private final ApiDependencies program;
  private final ReadyState ready;
  private final Evaluations evaluations;
  private final Executor background;
  private final Cors cors;
  private final Router router = new Router();

  private Routes(
      HttpServerOptions options,
      GlobalUrls urls,
      ApiDependencies program,
      ReadyState ready,
      Evaluations evaluations,
      Executor background) {
    this.options = options;
    this.urls = urls;
    this.program = program;
    this.ready = ready;
    this.evaluations = evaluations;
    this.background = background;
    this.cors = new Cors(options.corsOrigin());
  }

  static Router of(
      HttpServerOptions options,
      GlobalUrls urls,
      ApiDependencies program,
      ReadyState ready,
      Evaluations evaluations,
      Executor background,
      HttpMetrics metrics) {
    Routes routes = new Routes(options, urls, program, ready, evaluations, background);
    routes.addPlain();
    routes.addLifecycle();
    routes.addPages();
    routes.addQueries();
    routes.addEditor();
    routes.addStatus();
    routes.addAdmin();
    routes.addReceivers(metrics);
    routes.addPreflight();
    return routes.router;
  }

  private void addPlain() {
    PlainEndpoints plain = new PlainEndpoints(program.metrics(), program.status());
    plain("GET", "/-/healthy", plain::healthy);
    plain("HEAD", "/-/healthy", plain::empty);
    plain("GET", "/-/ready", ready.wrap(plain::ready));
    plain("HEAD", "/-/ready", ready.wrap(plain::empty));
    plain("GET", "/metrics", plain::metrics);
    plain("GET", "/version", plain::version);
    String outside = withoutSlash(options.externalUrl().getPath());
    plain("GET POST", "/debug/*subpath", new ProfileEndpoints(program.clock(), outside)::serve);
  }

  private void addLifecycle() {
    LifecycleEndpoints lifecycle = new LifecycleEndpoints(program.lifecycle());
    boolean enabled = options.enableLifecycle();
    plain("POST PUT", "/-/reload", enabled ? lifecycle::reload : lifecycle::disabled);
    plain("POST PUT", "/-/quit", enabled ? lifecycle::quit : lifecycle::disabled);
    plain("GET", "/-/reload", lifecycle::wrongMethod);
    plain("GET", "/-/quit", lifecycle::wrongMethod);
  }

  private void addPages() {
    String outside = withoutSlash(options.externalUrl().getPath());
    Handler page =
        UiPage.of(
            new UiSettings(
                options.pageTitle(),
                outside,
                uiMode(),
                UiSettings.Access.of(options.enableAdminApi()),
                UiSettings.Access.of(options.enableLifecycle()),
                firstConsole()),
            new Nonces(program.random()));
    String assets = Paths.join(options.routePrefix(), "/assets/:name");
    router.add("GET", assets, "/assets/*filepath", new UiAssets());
    Handler icon = new UiIcon();
    plain("GET", "/favicon.svg", icon);
    plain("GET", "/favicon.ico", icon);
    PAGES.forEach(path -> plain("GET", path, page));
    String home = homePath();
    switch (options.queries()) {
      case ANSWERED -> SERVER_PAGES.forEach(path -> plain("GET", path, page));
      case REFUSED -> plain("GET", home, page);
    }
    plain("GET", "/", Redirects.to(302, outside + home));
    plain("GET", "/graph", Redirects.to(302, outside + "/query"));
    String prefix = options.routePrefix();
    if (!options.userAssets().isEmpty()) {
      Path directory = Path.of(options.userAssets());
      plain("GET", "/user/*filepath", new UserFiles(directory, Paths.join(prefix, "/user/")));
    }
    if (options.queries() == HttpServerOptions.Queries.ANSWERED) {
      plain("GET", "/consoles/*filepath", ready.wrap(consoles()));
    }
    if (!prefix.equals("/")) {
      Handler start = Redirects.to(302, prefix + "/");
      router.add("GET", "/", "/", start).add("GET", prefix, "/", start);
    }
  }

  private Consoles consoles() {
    Consoles.Place place =
        new Consoles.Place(
            Path.of(options.consoles().templates()),
            Path.of(options.consoles().libraries()),
            Paths.join(options.routePrefix(), "/consoles/"),
            options.externalUrl());
    return new Consoles(
        place,
        program.clock(),
        program.engine(),
        program.storage(),
        program.externalLabels(),
        evaluations);
  }

  /** Where the pages of the operator begin, as Prometheus looks for them; empty without any. */
  private String firstConsole() {
    if (options.queries() == HttpServerOptions.Queries.ANSWERED
        && Files.exists(Path.of(options.consoles().templates(), INDEX))) {
      return "consoles/" + INDEX;
    }
    return !options.userAssets().isEmpty() && Files.exists(Path.of(options.userAssets(), INDEX))
        ? "user/" + INDEX
        : "";
  }

  private UiSettings.Mode uiMode() {
    return switch (options.queries()) {
      case ANSWERED -> UiSettings.Mode.SERVER;
      case REFUSED -> UiSettings.Mode.AGENT;
    };
  }

  private String homePath() {
    return switch (options.queries()) {
      case ANSWERED -> SERVER_HOME;
      case REFUSED -> AGENT_HOME;
    };
  }

  private void addQueries() {
    QueryRequests requests = new QueryRequests(program.clock(), program.language());
    QueryEndpoints queries =
        new QueryEndpoints(
            program.engine(), program.storage(), program.language(), evaluations, requests);
    SeriesEndpoints series =
        new SeriesEndpoints(program.engine(), program.storage(), program.language(), evaluations);
    serverApi("GET POST", "/query", queries::query);
    serverApi("GET POST", "/query_range", queries::queryRange);
    serverApi(
        "GET POST",
        "/query_exemplars",
        new ExemplarEndpoints(program.exemplars(), program.language())::query);
    serverApi("GET POST", "/format_query", queries::formatQuery);
    serverApi("GET POST", "/parse_query", queries::parseQuery);
    serverApi(
        "GET POST",
        "/query_explain",
        new ExplainEndpoint(
                program.engine(),
                program.storage(),
                program.language(),
                evaluations,
                requests,
                options.lookbackMs())
            ::explain);
    serverApi("GET POST", "/series", series::series);
    serverApi("GET POST", "/labels", series::labels);
    serverApi("GET", "/label/:name/values", series::labelValues);
    SearchEndpoints search =
        new SearchEndpoints(
            options.search(),
            program.clock(),
            program.storage(),
            program.language(),
            program.metadata(),
            program.engine(),
            evaluations,
            cors);
    serverOnly("/search/metric_names", search.metricNames());
    serverOnly("/search/label_names", search.labelNames());
    serverOnly("/search/label_values", search.labelValues());
  }

  private void addEditor() {
    Completer completer =
        new Completer(
            program.clock(),
            background,
            program.engine(),
            program.storage(),
            program.language(),
            program.metadata());
    EditorEndpoints editor =
        new EditorEndpoints(program.clock(), program.language(), completer, evaluations);
    serverApi("GET POST", "/editor/complete", editor::complete);
    serverApi("GET POST", "/editor/check", editor::check);
    serverApi("GET", "/editor/words", editor::words);
  }

  private void addStatus() {
    TargetEndpoints targets = new TargetEndpoints(program.targets(), urls);
    api("GET", "/targets", targets::targets);
    api("GET", "/scrape_pools", targets::scrapePools);
    api("GET", "/scrape_pools/config", targets::scrapePoolConfig);
    api("GET", "/targets/relabel_steps", new RelabelEndpoint(program.targets())::relabelSteps);

    MetadataEndpoints metadata = new MetadataEndpoints(program.metadata(), program.language());
    api("GET", "/metadata", metadata::metadata);
    api("GET", "/targets/metadata", metadata::targetMetadata);

    StatusEndpoints status =
        new StatusEndpoints(program.clock(), program.status(), program.engine(), evaluations);
    RunningQueryEndpoints running = new RunningQueryEndpoints(program.queries());
    serverApi("GET", "/status/queries", running::list);
    serverApi("GET", "/status/queries/top", running::costliest);
    api("GET", "/features", new FeatureEndpoint(program.features())::features);
    api("GET", "/status/self_metrics", new SelfMetricsEndpoint(program.metrics())::families);
    api("GET", "/status/buildinfo", status::buildInfo);
    api("GET", "/status/runtimeinfo", status::runtimeInfo);
    api("GET", "/status/flags", status::flags);
    api("GET", "/status/config", status::config);
    serverApi("GET", "/status/tsdb", status::tsdb);
    serverApi("GET", "/status/tsdb/blocks", status::blocks);
    add("GET", "/status/walreplay", new ApiEndpoint(status::walReplay, cors));

    String external = withoutSlash(options.externalUrl().toString());
    add(
        "GET",
        "/openapi.yaml",
        ready.wrap(
            new OpenApiEndpoint(external, () -> program.status().buildInfo().version())::serve));

    NotificationEndpoints notifications = new NotificationEndpoints(program.notifications(), cors);
    add("GET", "/notifications", new ApiEndpoint(notifications::list, cors));
    add("GET", "/notifications/live", notifications::live);

    RuleEndpoints rules =
        new RuleEndpoints(program.rules(), program.alertmanagers(), program.language());
    serverApi("GET", "/rules", rules::rules);
    serverApi(
        "POST",
        "/rules/backtest",
        new BacktestEndpoint(program.ruleHistory(), evaluations)::backtest);
    serverApi("GET", "/alerts", rules::alerts);
    serverApi("GET", "/alertmanagers", rules::alertmanagers);
  }

  private void addAdmin() {
    AdminEndpoints admin = new AdminEndpoints(program.admin(), program.language());
    admin("/admin/tsdb/delete_series", admin::deleteSeries);
    admin("/admin/tsdb/clean_tombstones", admin::cleanTombstones);
    admin("/admin/tsdb/snapshot", admin::snapshot);
    admin("/admin/queries/cancel", new RunningQueryEndpoints(program.queries())::cancel);
  }

  private void addReceivers(HttpMetrics metrics) {
    Handler write =
        options.remoteWrite().isOn()
            ? new RemoteWriteHandler(
                options.remoteWrite(),
                program.clock(),
                program.intake(),
                program.random(),
                metrics.received())
            : RemoteWriteHandler::disabled;
    add("POST", "/write", ready.wrap(write));
    Handler read =
        new RemoteReadHandler(
            options.remoteRead(), program.storage(), program.externalLabels(), evaluations);
    add("POST", "/read", ready.wrap(read));
    plain(
        "GET",
        "/federate",
        ready.wrap(
            new FederateHandler(
                program.clock(),
                program.storage(),
                program.language(),
                program.externalLabels(),
                options.lookbackMs(),
                evaluations,
                metrics.federated())));
    Handler otlp =
        options.enableOtlp()
            ? new OtlpHandler(
                program.otlp(), program.clock(), program.intake(), program.random(), metrics.otlp())
            : OtlpHandler::disabled;
    add("POST", "/otlp/v1/metrics", ready.wrap(otlp));
  }

  private void admin(String path, ApiFunction function) {
    serverApi("POST PUT", path, options.enableAdminApi() ? function : AdminEndpoints.DISABLED);
  }

  private void addPreflight() {
    add(
        "OPTIONS",
        "/*path",
        ready.wrap(exchange -> {
          exchange.header("Vary", "Accept-Encoding");
          cors.apply(exchange);
          exchange.begin(204, null);
        }));
  }

  private void plain(String methods, String path, Handler handler) {
    router.add(methods, Paths.join(options.routePrefix(), path), path, handler);
  }

  /** What an agent does not answer. */
  private void serverApi(String methods, String path, ApiFunction function) {
    switch (options.queries()) {
      case ANSWERED -> api(methods, path, function);
      case REFUSED -> api(methods, path, new AgentRefusal());
    }
  }

  /** As {@link #serverApi}, for what writes its answer itself. */
  private void serverOnly(String path, Handler handler) {
    switch (options.queries()) {
      case ANSWERED -> add("GET POST", path, ready.wrap(handler));
      case REFUSED -> api("GET POST", path, new AgentRefusal());
    }
  }

  private void api(String methods, String path, ApiFunction function) {
    add(methods, path, ready.wrap(new ApiEndpoint(function, cors)));
  }

  private void add(String methods, String path, Handler handler) {
    router.add(methods, Paths.join(options.routePrefix(), API + path), API + path, handler);
  }

  private static String withoutSlash(String path) {
    return path == null ? "" : path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
