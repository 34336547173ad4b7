package dev.deucalion.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.RangeQuery;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WarmUpStoreTest {
  @Test
  void hasTheWholeTimeInBlockAndMemory() throws IOException {
    PromqlEngine engine = new PromqlEngine(EngineOptions.DEFAULTS);
    try (WarmUpStore store = WarmUpStore.create()) {
      RangeQuery query =
          new RangeQuery(
              "count(rehearsal_bytes)", 0, WarmUpStore.END_MS - 1, 60_000, QueryOptions.DEFAULTS);
      QueryValue.Matrix value = (QueryValue.Matrix) engine.range(store, query).value();
      assertThat(value.series()).hasSize(1);
      assertThat(value.series().getFirst().values()).hasSize(240).containsOnly(30);
    }
  }
}
