package dev.deucalion.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalDataTest {
  @Test
  void eachQueryFindsSomethingInTheData() throws IOException {
    PromqlEngine engine = new PromqlEngine(EngineOptions.DEFAULTS);
    try (Tsdb store = Tsdb.inMemory()) {
      RehearsalData.append(store, 0, RehearsalData.HOUR_MS);
      RehearsalData.appendMany(store, RehearsalData.HOUR_MS - 1);
      List<String> queries = new ArrayList<>(RehearsalData.QUERIES);
      queries.addAll(RehearsalData.SMALL_QUERIES);
      queries.addAll(RehearsalData.OTHER_SMALL_QUERIES);
      for (String query : queries) {
        InstantQuery at = new InstantQuery(query, RehearsalData.HOUR_MS - 1, QueryOptions.DEFAULTS);
        QueryValue value = engine.instant(store, at).value();
        assertThat(((QueryValue.Vector) value).samples()).as(query).isNotEmpty();
      }
    }
  }
}
