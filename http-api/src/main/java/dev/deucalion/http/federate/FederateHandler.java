package dev.deucalion.http.federate;

import dev.deucalion.http.api.Evaluations;
import dev.deucalion.http.encode.PageSink;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.http.federate.FederateWriter.Kind;
import dev.deucalion.http.federate.NewestSamples.Newest;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.ReadWarnings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /federate}: the newest sample of each series that matches, no older than the lookback
 * of queries, with its time and external labels. Names come in byte order; a name is a family for
 * each kind of sample that it has.
 */
public final class FederateHandler implements Handler {
  private static final Logger log = LoggerFactory.getLogger(FederateHandler.class);

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;

  private final Clock clock;
  private final Queryable store;
  private final QueryLanguage language;
  private final Supplier<Labels> externalLabels;
  private final long lookbackMs;
  private final Evaluations evaluations;
  private final FederateCounters counters;

  /**
   * Federation of a store.
   *
   * @param externalLabels asked for each request
   * @param lookbackMs oldest age of a sample
   */
  public FederateHandler(
      Clock clock,
      Queryable store,
      QueryLanguage language,
      Supplier<Labels> externalLabels,
      long lookbackMs,
      Evaluations evaluations,
      FederateCounters counters) {
    this.clock = clock;
    this.store = store;
    this.language = language;
    this.externalLabels = externalLabels;
    this.lookbackMs = lookbackMs;
    this.evaluations = evaluations;
    this.counters = counters;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    exchange.header("Vary", "Accept-Encoding");
    String error = exchange.request().form().error();
    if (error != null) {
      exchange.error(BAD_REQUEST, "error parsing form values: " + error);
      return;
    }
    List<List<Matcher>> selectors = new ArrayList<>();
    try {
      for (String text : exchange.request().form().all("match[]")) {
        selectors.add(language.selector(text));
      }
    } catch (ParseException | IllegalArgumentException e) {
      exchange.error(BAD_REQUEST, String.valueOf(e.getMessage()));
      return;
    }
    long nowMs = clock.nowMs();
    List<Newest> samples;
    try {
      samples = evaluations.run(exchange, () -> find(selectors, nowMs));
    } catch (QueryException e) {
      throw (IOException) new InterruptedIOException("the client went away").initCause(e);
    } catch (RuntimeException e) {
      counters.errors.increment();
      log.error("cannot read the store for a federation", e);
      exchange.error(SERVER_ERROR, String.valueOf(e.getMessage()));
      return;
    }
    FederateFormat format = FederateFormat.chosenFrom(exchange.request().header("Accept"));
    exchange.allowCompression();
    PageSink out = exchange.begin(OK, format.contentType());
    write(
        samples,
        format.protobuf()
            ? new ProtobufWriter(out, format.escape())
            : new TextWriter(out, format.escape()));
  }

  private List<Newest> find(List<List<Matcher>> selectors, long nowMs) {
    return selectors.isEmpty()
        ? List.of()
        : ReadWarnings.collect(
            _ -> counters.warnings.increment(),
            () -> new NewestSamples().find(store, selectors, nowMs - lookbackMs, nowMs));
  }

  private void write(List<Newest> samples, FederateWriter out) throws IOException {
    ExternalLabels external = new ExternalLabels(externalLabels.get());
    String lastName = "";
    Kind lastKind = Kind.UNTYPED;
    for (Newest sample : samples) {
      FloatHistogram histogram = sample.histogram();
      String name = sample.series().metricName();
      boolean written =
          histogram == null
              || histogram.layout().usesCustomBuckets()
              || out.takesNativeHistograms();
      if (name.isEmpty() || !written) {
        continue;
      }
      Kind kind = kind(histogram);
      if (!name.equals(lastName) || kind != lastKind) {
        out.begin(name, kind);
        lastName = name;
        lastKind = kind;
      }
      if (histogram == null) {
        out.write(sample.series(), external, sample.timeMs(), sample.value());
      } else {
        out.write(sample.series(), external, sample.timeMs(), histogram);
      }
    }
    out.end();
  }

  private static Kind kind(@Nullable FloatHistogram histogram) {
    if (histogram == null) {
      return Kind.UNTYPED;
    }
    return histogram.resetHint() == CounterResetHint.GAUGE ? Kind.GAUGE_HISTOGRAM : Kind.HISTOGRAM;
  }
}
