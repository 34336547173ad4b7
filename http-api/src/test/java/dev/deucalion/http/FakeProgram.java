package dev.deucalion.http;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.otlp.OtlpSettings;
import dev.deucalion.http.security.WebConfigSource;
import dev.deucalion.http.source.FeatureSource;
import dev.deucalion.http.source.Lifecycle;
import dev.deucalion.http.source.MetadataSource;
import dev.deucalion.http.source.MetricsSource;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.http.source.RuleHistory;
import dev.deucalion.http.source.RunningQueries;
import dev.deucalion.http.source.StatusSource;
import dev.deucalion.http.source.StoreAdmin;
import dev.deucalion.http.source.TargetSource;
import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.complete.CompletionFinder;
import dev.deucalion.promql.complete.CompletionPoint;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.EngineOptions.MemoryLimits;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryCosts;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryResult;
import dev.deucalion.promql.engine.QueryStats;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.promql.engine.RunningQuery;
import dev.deucalion.promql.exec.QueryProfile;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import dev.deucalion.rules.group.RuleGroupSnapshot;
import dev.deucalion.rules.notify.Alertmanagers;
import dev.deucalion.storage.ExemplarQueryable;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.tsdb.block.BlockMeta;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A program round the server whose answers a test sets. */
final class FakeProgram
    implements QueryEngine,
        QueryLanguage,
        TargetSource,
        MetadataSource,
        StatusSource,
        MetricsSource,
        ExemplarQueryable,
        StoreAdmin,
        RunningQueries,
        FeatureSource,
        Lifecycle {
  static final long NOW_MS = 1_700_000_000_123L;
  static final QueryStats STATS =
      new QueryStats(1_500_000, 0, 7_481, 39_349, 4_767, 65_708, 12, 9, 3, 4_096, null);
  private static final QueryStats STATS_BY_STEP =
      new QueryStats(
          0,
          0,
          0,
          0,
          0,
          0,
          12,
          9,
          3,
          0,
          new QueryStats.Steps(NOW_MS, 15_000, new long[] {7, 5}, new long[] {7, 2}));

  final List<InstantQuery> instantQueries = new ArrayList<>();
  final List<RangeQuery> rangeQueries = new ArrayList<>();
  final List<ActiveTarget> active = new ArrayList<>();
  final List<DroppedTarget> dropped = new ArrayList<>();
  final List<TargetMetadata> said = new ArrayList<>();
  final Map<String, String> flags = new TreeMap<>();
  final AtomicInteger quits = new AtomicInteger();

  /** Of the clock. */
  volatile long nowMs = NOW_MS;

  FakeStore store = new FakeStore();
  MemoryLimits readMemory = MemoryLimits.OF_HEAP;

  /** In the place of the store, where a test needs samples; set before the start. */
  @Nullable Queryable samples;

  OtlpSettings otlp = OtlpSettings.DEFAULTS;
  Labels externalLabels = Labels.EMPTY;
  final FakeIntake intake = new FakeIntake();
  Function<String, QueryValue> evaluate = expr -> new QueryValue.Scalar(NOW_MS, 1);
  List<String> warnings = List.of();
  List<String> infos = List.of();
  List<BlockMeta> blocks = List.of();
  final List<String> administered = new ArrayList<>();
  @Nullable IOException adminFailure;
  String exposition = "a 1\n";
  @Nullable String reloadError;
  private @Nullable PromqlEngine engineOfQueries;
  private final QueryCosts costs = new QueryCosts();
  List<RuleGroupSnapshot> rules = List.of();
  RuleHistory history = question -> new RuleHistory.Answer(0, List.of(), List.of());
  final Map<String, String> scrapeConfigs = new TreeMap<>();
  final Map<String, List<RelabelRule>> relabelRules = new TreeMap<>();
  Alertmanagers alertmanagers = Alertmanagers.NONE;
  WebConfigSource access = WebConfigSource.OPEN;
  final FakeNotifications notifications = new FakeNotifications();

  ApiDependencies dependencies() {
    return dependencies(this, samples == null ? store : samples);
  }

  /** With another engine and store than the fake ones. */
  ApiDependencies dependencies(QueryEngine engine, Queryable storage) {
    engineOfQueries = engine instanceof PromqlEngine real ? real : null;
    if (engineOfQueries != null) {
      engineOfQueries.addListener(costs);
    }
    return new ApiDependencies(
        () -> nowMs,
        new Random(1),
        engine,
        storage,
        this,
        intake,
        () -> otlp,
        () -> externalLabels,
        this,
        this,
        this,
        this,
        () -> rules,
        question -> history.replay(question),
        () -> alertmanagers,
        this,
        this,
        this,
        this,
        notifications,
        this,
        access);
  }

  @Override
  public QueryResult instant(Queryable storage, InstantQuery query) {
    synchronized (instantQueries) {
      instantQueries.add(query);
    }
    return result(query.expr(), query.options());
  }

  @Override
  public <T> T read(Function<ReadGuard.Limits, T> read) {
    return new PromqlEngine(EngineOptions.DEFAULTS.withMemory(readMemory)).read(read);
  }

  @Override
  public <T> T readAfter(QueryProfile measured, Function<ReadGuard.Limits, T> read) {
    return read(read);
  }

  @Override
  public QueryResult range(Queryable storage, RangeQuery query) {
    synchronized (rangeQueries) {
      rangeQueries.add(query);
    }
    return result(query.expr(), query.options());
  }

  private QueryResult result(String expr, QueryOptions options) {
    if (expr.isEmpty()) {
      throw new ParseException("1:1: parse error: no expression found in input");
    }
    return new QueryResult(
        evaluate.apply(expr), warnings, infos, options.statsByStep() ? STATS_BY_STEP : STATS);
  }

  /** Knows selectors of the forms {@code name}, {@code {}} and {@code {label="value"}}. */
  @Override
  public List<Matcher> selector(String text) {
    if (text.equals("{}")) {
      return List.of();
    }
    if (text.startsWith("{") && text.endsWith("\"}")) {
      int equals = text.indexOf("=\"");
      return List.of(
          Matcher.equal(text.substring(1, equals), text.substring(equals + 2, text.length() - 2)));
    }
    if (text.isEmpty() || text.endsWith("{")) {
      throw new ParseException("1:1: parse error: unexpected end of input");
    }
    return List.of(Matcher.equal("__name__", text));
  }

  @Override
  public List<RunningQuery> running() {
    return engineOfQueries == null ? List.of() : engineOfQueries.running();
  }

  @Override
  public boolean cancel(long id) {
    return engineOfQueries != null && engineOfQueries.cancel(id);
  }

  @Override
  public SortedMap<String, SortedMap<String, Boolean>> features() {
    return new TreeMap<>(Map.of("promql", new TreeMap<>(Map.of("bool", true, "fill", false))));
  }

  @Override
  public Expr parse(String query) {
    return PromqlParser.parse(query, ParserOptions.EXPERIMENTAL);
  }

  @Override
  public CompletionPoint completionAt(String query, int cursor) {
    return new CompletionFinder(ParserOptions.EXPERIMENTAL).at(query, cursor);
  }

  @Override
  public boolean allowsExperimental() {
    return true;
  }

  @Override
  public List<QueryCosts.Entry> costliest(int limit) {
    return costs.costliest(limit);
  }

  /** Knows sums of selectors, and numbers. */
  @Override
  public List<List<Matcher>> selectors(String query) {
    format(query);
    List<List<Matcher>> selectors = new ArrayList<>();
    for (String part : query.split("\\+", -1)) {
      if (!part.matches("[0-9]+")) {
        selectors.add(selector(part));
      }
    }
    return selectors;
  }

  /** One exemplar for each selector, at both ends of the range. */
  @Override
  public List<SeriesExemplars> exemplars(
      long minTimeMs, long maxTimeMs, List<List<Matcher>> matchers) {
    List<SeriesExemplars> found = new ArrayList<>();
    for (List<Matcher> selector : matchers) {
      Labels trace = Labels.of("trace_id", "a\"b");
      found.add(
          new SeriesExemplars(
              Labels.of("__name__", selector.getFirst().value()),
              List.of(new Exemplar(trace, 6, minTimeMs), new Exemplar(trace, 0.5, maxTimeMs))));
    }
    return found;
  }

  @Override
  public void delete(long minTimeMs, long maxTimeMs, List<Matcher> matchers) throws IOException {
    administer("delete " + minTimeMs + " " + maxTimeMs + " " + matchers);
  }

  @Override
  public void cleanTombstones() throws IOException {
    administer("clean");
  }

  @Override
  public String snapshot(SnapshotScope scope) throws IOException {
    administer("snapshot " + scope);
    return "20261121T000000Z-0000000000000001";
  }

  private void administer(String what) throws IOException {
    if (adminFailure != null) {
      throw adminFailure;
    }
    administered.add(what);
  }

  @Override
  public List<BlockMeta> blocks() {
    return blocks;
  }

  @Override
  public String format(String query) {
    if (query.isEmpty()) {
      throw new ParseException("1:1: parse error: no expression found in input");
    }
    return query.strip();
  }

  @Override
  public Optional<List<RelabelRule>> relabelRules(String scrapePool) {
    return Optional.ofNullable(relabelRules.get(scrapePool));
  }

  @Override
  public Optional<String> scrapePoolConfig(String scrapePool) {
    return Optional.ofNullable(scrapeConfigs.get(scrapePool));
  }

  @Override
  public List<String> scrapePools() {
    return List.of("b", "a");
  }

  @Override
  public List<ActiveTarget> activeTargets() {
    return active;
  }

  @Override
  public List<DroppedTarget> droppedTargets() {
    return dropped;
  }

  @Override
  public Map<String, Integer> droppedTargetCounts() {
    return Map.of("b", 1, "a", 2);
  }

  @Override
  public List<TargetMetadata> targetMetadata() {
    return said;
  }

  @Override
  public BuildInfo buildInfo() {
    return new BuildInfo("3.14.0", "abc", "main", "me", "20261120", "java25");
  }

  @Override
  public RuntimeInfo runtimeInfo() {
    return new RuntimeInfo(
        Instant.ofEpochSecond(1_700_000_000L, 29_073_300),
        "/srv",
        "host",
        true,
        null,
        1,
        2,
        3,
        4,
        "15d");
  }

  @Override
  public Map<String, String> flags() {
    return flags;
  }

  @Override
  public String configYaml() {
    return "global:\n  scrape_interval: 1m\n";
  }

  @Override
  public TsdbStatus tsdbStatus(int limit, String label) {
    List<NamedCount> counts = List.of(new NamedCount("up", 2), new NamedCount("x", limit));
    List<NamedCount> values = List.of(new NamedCount("of " + label, 2), new NamedCount("", 1));
    return new TsdbStatus(2, 3, 4, -5, 6, counts, counts, counts, List.of(), values);
  }

  @Override
  public WalReplay walReplay() {
    return new WalReplay(0, 3, 2);
  }

  @Override
  public void writeFamilies(JsonWriter out, Predicate<String> wanted) throws IOException {
    for (String name : List.of("a", "ab")) {
      if (wanted.test(name)) {
        out.beginObject();
        out.name("name");
        out.string(name);
        out.endObject();
      }
    }
  }

  @Override
  public Exposition expose(@Nullable String accept) {
    return new Exposition() {
      @Override
      public String contentType() {
        return "text/plain; version=0.0.4; charset=utf-8";
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(exposition.getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  @Override
  public @Nullable String reload() {
    return reloadError;
  }

  @Override
  public void quit() {
    quits.incrementAndGet();
  }

  static Labels labels(String... pairs) {
    return Labels.of(pairs);
  }
}
