package dev.deucalion.server.cli.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A data directory with the samples of Prometheus' own cases for {@code tsdb dump}. */
final class StoreFixture {
  static final List<Labels> SERIES =
      List.of(
          Labels.of("__name__", "metric", "foo", "bar", "baz", "abc"),
          Labels.of("__name__", "heavy_metric", "foo", "bar"),
          Labels.of("__name__", "heavy_metric", "foo", "foo"));

  private StoreFixture() {}

  /** Makes the directory: five samples a series, one a minute, one rising and two falling. */
  static void write(Path dir) throws IOException {
    try (Tsdb store = Tsdb.open(dir, TsdbOptions.DEFAULTS)) {
      for (int i = 0; i < 5; i++) {
        try (Appender batch = store.appender()) {
          append(batch, SERIES.get(0), i, 1 + i);
          append(batch, SERIES.get(1), i, 5 - i);
          append(batch, SERIES.get(2), i, 5 - i);
          batch.commit();
        }
      }
    }
  }

  private static void append(Appender batch, Labels labels, int minute, double value) {
    assertThat(batch.append(batch.seriesRef(labels), minute * 60_000L, value))
        .isEqualTo(AppendResult.APPENDED);
  }
}
