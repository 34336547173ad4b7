package dev.deucalion.testing;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.promql.testkit.SeriesNotation;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.scrape.TargetSnapshot;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.storage.Appendable;
import dev.deucalion.testing.alert.AlertAssert;
import dev.deucalion.testing.alert.Alerts;
import dev.deucalion.testing.answer.Answer;
import dev.deucalion.testing.answer.AnswerAssert;
import dev.deucalion.testing.capture.CapturingStore;
import dev.deucalion.testing.capture.Notifications;
import dev.deucalion.testing.capture.WrittenSamples;
import dev.deucalion.testing.rule.RuleBook;
import dev.deucalion.testing.rule.RuleGroup;
import dev.deucalion.testing.scrape.EmbeddedTarget;
import dev.deucalion.testing.scrape.ScrapeBook;
import dev.deucalion.testing.source.ExpositionSource;
import dev.deucalion.testing.time.Timeline;
import dev.deucalion.tsdb.ReloadableOptions;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A Prometheus in memory, by a clock that stands still until the test turns it. What is due while
 * it is turned, scrapes and rules, happens on the thread that turns it, so that hours pass in
 * milliseconds and always in the same way. For one thread at a time, but for what only reads.
 *
 * <pre>{@code
 * try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start()) {
 *   prometheus.scrape("app", PrometheusRegistries.source(registry));
 *   app.handleRequests(100);
 *   prometheus.advance(Duration.ofMinutes(1));
 *   prometheus.assertThat("requests_total").containsOnly(
 *       "requests_total{job=\"app\", instance=\"test\"} 100");
 * }
 * }</pre>
 */
public final class EmbeddedPrometheus implements AutoCloseable {
  /** The label {@code instance} of targets in the same process that name no other. */
  public static final String INSTANCE = "test";

  private static final long MAX_SCRAPE_TIMEOUT_MS = 10_000;

  /** Seeds hashes of the test's own series: the same test always does the same. */
  private static final long SEED = 2;

  private final EmbeddedOptions options;
  private final Timeline timeline;
  private final Tsdb tsdb;
  private final CapturingStore writable;
  private final ScrapeBook scrapes;
  private final RulesAndQueries reading;

  private EmbeddedPrometheus(EmbeddedOptions options) {
    FirstUse.begin();
    SplittableRandom random = new SplittableRandom(SEED);
    this.options = options;
    timeline = new Timeline(options.start().toEpochMilli());
    tsdb = Tsdb.inMemory(storeOptions(), random);
    writable = new CapturingStore(tsdb, options.externalLabels());
    scrapes = new ScrapeBook(writable, timeline, random);
    reading = RulesAndQueries.of(options, timeline, writable, tsdb);
  }

  /** Takes samples of any time in any order. */
  private static TsdbOptions storeOptions() {
    return TsdbOptions.DEFAULTS
        .withChunkRangeMs(TsdbOptions.MAX_CHUNK_RANGE_MS)
        .withReloadable(
            ReloadableOptions.DEFAULTS
                .withOutOfOrderWindowMs(Duration.ofDays(36_500).toMillis())
                .withMaxExemplars(100_000));
  }

  /** Starts one with {@link EmbeddedOptions#DEFAULTS}. */
  public static EmbeddedPrometheus start() {
    return start(EmbeddedOptions.DEFAULTS);
  }

  /** Starts one. */
  public static EmbeddedPrometheus start(EmbeddedOptions options) {
    return new EmbeddedPrometheus(options);
  }

  /** What the clock shows. */
  public Instant now() {
    return Instant.ofEpochMilli(timeline.nowMs());
  }

  /**
   * Lets time pass, with all that is due on the way, its end included.
   *
   * @throws dev.deucalion.testing.rule.RuleFailureException when a rule cannot be evaluated; the
   *     clock stands at that time, and its group is evaluated again at its next interval
   * @throws IllegalArgumentException when it is negative, or its end is no time in milliseconds
   * @throws IllegalStateException while another thread lets time pass
   */
  public void advance(Duration duration) {
    timeline.advanceBy(duration);
  }

  /**
   * Lets time pass up to a moment, as {@link #advance}.
   *
   * @throws IllegalArgumentException when it has passed
   */
  public void advanceTo(Instant time) {
    timeline.advanceTo(time.toEpochMilli());
  }

  /**
   * Has series come in as time passes, the first point of each now.
   *
   * @param interval from point to point, a millisecond or more
   * @param series in the notation of rule tests, {@code requests_total{job="api"} 0+60x100}
   * @throws IllegalArgumentException when one is not in the notation, or its point is refused
   */
  public void feed(Duration interval, String... series) {
    long intervalMs = interval.toMillis();
    if (intervalMs <= 0) {
      throw new IllegalArgumentException("points need an interval, not " + interval);
    }
    List<SeriesNotation> parsed =
        Arrays.stream(series)
            .flatMap(String::lines)
            .filter(line -> !line.isBlank())
            .map(SeriesNotation::parse)
            .toList();
    SeriesFeed feed = new SeriesFeed(writable, parsed);
    if (feed.run(timeline.nowMs())) {
      timeline.startAt(timeline.nowMs() + intervalMs, intervalMs, Timeline.Phase.FEED, feed);
    }
  }

  /**
   * Stores the series of a script in the language of {@code promqltest} at once, also points that
   * are in the future.
   *
   * @param script lines such as {@code load 1m}, each followed by series; their time 0 is now
   * @throws IllegalArgumentException when it has other commands, or points are refused
   */
  public void load(String script) {
    new ScriptLoader(writable).load(script, timeline.nowMs());
  }

  /**
   * Scrapes something in the same process at each interval from now on; its series have {@link
   * #INSTANCE} as instance.
   *
   * @throws IllegalArgumentException when there is such a target already
   */
  public EmbeddedTarget scrape(String job, ExpositionSource source) {
    return scrape(job(job), Labels.of("__address__", INSTANCE), source);
  }

  /**
   * Scrapes something in the same process as a job says.
   *
   * @param labels of the target before relabeling, {@code __address__} among them
   * @throws IllegalArgumentException when relabeling leaves no target, or one that is there already
   */
  public EmbeddedTarget scrape(ScrapeJobOptions job, Labels labels, ExpositionSource source) {
    return scrapes.add(job, labels, source);
  }

  /**
   * Scrapes a URL at each interval of the clock from now on, over the network.
   *
   * @param url of HTTP, with a host
   * @throws IllegalArgumentException when it is no such URL, or there is such a target already
   */
  public EmbeddedTarget scrape(String job, URI url) {
    ScrapeUrl where = ScrapeUrl.of(url);
    ScrapeJobOptions options =
        job(job).toBuilder()
            .scheme(where.scheme())
            .metricsPath(where.path())
            .params(where.parameters())
            .build();
    return scrapes.add(options, Labels.of("__address__", where.address()));
  }

  /** A job with the interval of this Prometheus and defaults otherwise, to start from. */
  public ScrapeJobOptions job(String name) {
    long intervalMs = options.scrapeInterval().toMillis();
    return ScrapeJobOptions.builder(name)
        .scrapeIntervalMs(intervalMs)
        .scrapeTimeoutMs(Math.min(MAX_SCRAPE_TIMEOUT_MS, intervalMs))
        .build();
  }

  /**
   * Scrapes all targets at once. Where one was scraped, or ended, at this very time, the clock goes
   * on by a millisecond first, since a series has one sample at a time.
   *
   * @return how the targets stand after it
   */
  public List<TargetSnapshot> scrapeNow() {
    if (scrapes.hasWrittenAt(timeline.nowMs())) {
      timeline.advanceTo(timeline.nowMs() + 1);
    }
    return scrapes.scrapeAll(timeline.nowMs());
  }

  /** The targets. */
  public ScrapeBook targets() {
    return scrapes;
  }

  /**
   * Has groups of rules evaluated at each of their intervals from now on.
   *
   * @throws IllegalArgumentException when two have the same name; none is evaluated then
   */
  public void rules(RuleGroup... groups) {
    rules()
        .addAll(
            Arrays.stream(groups)
                .map(group -> group.options(options.evaluationInterval()))
                .toList(),
            timeline);
  }

  /**
   * Has a group of rules evaluated at each of its intervals from now on.
   *
   * @throws IllegalArgumentException when one of its file has the same name already
   */
  public void rules(RuleGroupOptions group) {
    rules().add(group, timeline);
  }

  /** Evaluates all rules at once, also where it is not their time. */
  public void evaluateRulesNow() {
    rules().evaluateAll(timeline.nowMs());
  }

  /** The rules. */
  public RuleBook rules() {
    return reading.rules();
  }

  /**
   * Asks a query for now.
   *
   * @throws dev.deucalion.promql.parser.ParseException when it is not PromQL
   * @throws dev.deucalion.promql.QueryException when it cannot be evaluated
   */
  public Answer query(String promql) {
    return query(promql, now());
  }

  /** Asks a query for a time, as {@link #query(String)}. */
  public Answer query(String promql, Instant time) {
    return reading.query(promql, time.toEpochMilli());
  }

  /**
   * Asks a query for a range of times, as {@link #query(String)}.
   *
   * @param step a millisecond or more
   * @throws IllegalArgumentException when it is less
   */
  public Answer queryRange(String promql, Instant start, Instant end, Duration step) {
    if (step.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "zero or negative query resolution step widths are not accepted. Try a positive"
              + " integer");
    }
    Answer.Grid grid = new Answer.Grid(start.toEpochMilli(), end.toEpochMilli(), step.toMillis());
    return Answer.of(
        promql,
        grid,
        engine()
            .range(
                tsdb,
                new RangeQuery(
                    promql, grid.startMs(), grid.endMs(), grid.stepMs(), QueryOptions.DEFAULTS)));
  }

  /** Asks a query for now, to check its answer. */
  public AnswerAssert assertThat(String promql) {
    return new AnswerAssert(query(promql));
  }

  /** The alerts of all rules, as they are after the last evaluations. */
  public Alerts alerts() {
    return rules().alerts();
  }

  /**
   * The alerts of a rule, to check them.
   *
   * @throws AssertionError when there is no such rule
   */
  public AlertAssert assertThatAlert(String name) {
    return new AlertAssert(name, now(), rules().alerts());
  }

  /** What Alertmanagers would have been told since the start. */
  public Notifications notifications() {
    return reading.notifications();
  }

  /**
   * Keeps the samples that a remote end would be sent from now on; not exemplars, metadata and
   * start times.
   */
  public WrittenSamples captureRemoteWrite(List<RelabelRule> writeRelabeling) {
    return writable.capture(writeRelabeling);
  }

  /** The store, to read it in other ways. */
  public Tsdb store() {
    return tsdb;
  }

  /** The store, to write to it in other ways. */
  public Appendable writable() {
    return writable;
  }

  /** The engine, to ask it in other ways. */
  public PromqlEngine engine() {
    return reading.engine();
  }

  /** The clock, for what should live in the same time. */
  public Clock clock() {
    return timeline;
  }

  /** What it was started with. */
  public EmbeddedOptions options() {
    return options;
  }

  /** Lets go of everything; closing twice does no harm. */
  @Override
  public void close() {
    scrapes.close();
    try {
      tsdb.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      FirstUse.end();
    }
  }
}
