package dev.deucalion.server.interop.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryResult;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.promql.histogram.HistogramText;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries of the differential fuzz have the same answers by one thread and by four. */
class FuzzShardsTest {
  private static final long SEED = 1;
  private static final int QUERIES = 3_000;

  @Test
  void threadsDoNotShow(@TempDir Path directory) throws Exception {
    PromqlEngine one = engine(1);
    PromqlEngine four = engine(4);
    try (Tsdb tsdb = Tsdb.open(directory, TsdbOptions.DEFAULTS)) {
      FuzzData.write(SEED, tsdb);
      FuzzQueries queries = new FuzzQueries(new SplittableRandom(SEED));
      for (int i = 0; i < QUERIES; i++) {
        FuzzQuery query = queries.next();
        assertThat(answer(four, tsdb, query))
            .as("seed %d, query %d: %s", SEED, i, query)
            .isEqualTo(answer(one, tsdb, query));
      }
    }
    assertThat(one.stats().spread()).isZero();
    assertThat(four.stats().spread()).isGreaterThan(QUERIES / 2);
  }

  private static PromqlEngine engine(int threads) {
    return new PromqlEngine(
        EngineOptions.DEFAULTS.withExperimentalFunctions().withSharding(new Sharding(threads, 0)),
        ParserOptions.EXPERIMENTAL,
        System::nanoTime);
  }

  /** All of an answer or of an error. */
  private static List<String> answer(PromqlEngine engine, Tsdb tsdb, FuzzQuery query) {
    QueryResult result;
    try {
      result =
          query.isInstant()
              ? engine.instant(
                  tsdb, new InstantQuery(query.expr(), query.startMs(), QueryOptions.DEFAULTS))
              : engine.range(
                  tsdb,
                  new RangeQuery(
                      query.expr(),
                      query.startMs(),
                      query.endMs(),
                      query.stepMs(),
                      QueryOptions.DEFAULTS));
    } catch (ParseException | QueryException e) {
      return List.of("error: " + e.getMessage());
    }
    List<String> texts = new ArrayList<>();
    texts.addAll(result.warnings());
    texts.addAll(result.infos());
    texts.add("samples: " + result.stats().totalSamples());
    switch (result.value()) {
      case QueryValue.Scalar s -> texts.add(bits(s.value()));
      case QueryValue.Str s -> texts.add(s.value());
      case QueryValue.Vector v ->
          v.samples()
              .forEach(s -> {
                FloatHistogram histogram = s.histogram();
                texts.add(s.labels() + (histogram == null ? bits(s.value()) : text(histogram)));
              });
      case QueryValue.Matrix m -> m.series().forEach(s -> texts.add(text(s)));
    }
    return texts;
  }

  private static String text(QueryValue.Series series) {
    return series.labels()
        + Arrays.toString(series.timesMs())
        + Arrays.stream(series.values()).mapToObj(FuzzShardsTest::bits).toList()
        + Arrays.toString(series.histogramTimesMs())
        + Arrays.stream(series.histograms()).map(FuzzShardsTest::text).toList();
  }

  private static String text(FloatHistogram histogram) {
    return HistogramText.of(histogram);
  }

  /** One NaN is as good as another. */
  private static String bits(double value) {
    return Long.toHexString(Double.doubleToLongBits(value));
  }
}
