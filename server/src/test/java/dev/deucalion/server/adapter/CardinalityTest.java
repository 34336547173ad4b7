package dev.deucalion.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.http.source.StatusSource.NamedCount;
import dev.deucalion.http.source.StatusSource.TsdbStatus;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.EngineOptions.MemoryLimits;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store has most of. */
class CardinalityTest {
  private final Tsdb store = Tsdb.inMemory();

  @BeforeEach
  void fill() throws IOException {
    add("__name__", "up", "job", "web", "host", "a");
    add("__name__", "up", "job", "web", "host", "b");
    add("__name__", "up", "job", "db", "host", "c");
    add("__name__", "load", "job", "web", "host", "\u00e4");
    add("__name__", "recorded");
  }

  private void add(String... labels) throws IOException {
    try (Appender batch = store.appender()) {
      batch.append(batch.seriesRef(Labels.of(labels)), 1_000, 1);
      batch.commit();
    }
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private TsdbStatus status(int limit) {
    return Cardinality.status(store, store.stats().head(), limit, "job");
  }

  private static NamedCount count(String name, long count) {
    return new NamedCount(name, count);
  }

  @Test
  void theGreatestComeFirstAndEqualOnesByName() {
    TsdbStatus status = status(2);
    assertThat(status.labelPairCount()).isEqualTo(9);
    assertThat(status.seriesCountByMetricName()).containsExactly(count("up", 3), count("load", 1));
    assertThat(status.labelValueCountByLabelName())
        .containsExactly(count("host", 4), count("__name__", 3));
    assertThat(status.memoryInBytesByLabelName())
        .containsExactly(count("__name__", 14), count("host", 5));
    assertThat(status.seriesCountByLabelValuePair())
        .containsExactly(count("__name__=up", 3), count("job=web", 3));
  }

  @Test
  void seriesWithoutTheLabelHaveTheEmptyValue() {
    assertThat(status(10).seriesCountByLabelValue())
        .containsExactly(count("web", 3), count("", 1), count("db", 1));
    assertThat(Cardinality.status(store, store.stats().head(), 10, "").seriesCountByLabelValue())
        .isEmpty();
  }

  @Test
  void whoHasNoRoomIsRefused() {
    PromqlEngine engine =
        new PromqlEngine(EngineOptions.DEFAULTS.withMemory(new MemoryLimits(500, 1 << 20)));
    assertThatThrownBy(() -> engine.read(limits -> status(1)))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("too much memory");
  }
}
