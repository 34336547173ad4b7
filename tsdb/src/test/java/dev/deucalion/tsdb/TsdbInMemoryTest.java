package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class TsdbInMemoryTest {
  @Test
  void keepsWhatIsCommitted() throws Exception {
    try (Tsdb tsdb = Tsdb.inMemory()) {
      try (Appender batch = tsdb.appender()) {
        batch.append(batch.seriesRef(Labels.of("__name__", "up")), 1000, 1);
        batch.commit();
      }
      try (Querier querier = tsdb.querier(0, 2000)) {
        SeriesSet found =
            querier
                .select(
                    List.of(
                        new SeriesSelector(
                            List.of(Matcher.equal("__name__", "up")), 0, 2000, false)))
                .getFirst();
        assertThat(found.size()).isEqualTo(1);
        SampleCursor cursor = found.samples(0, null);
        long[] times = new long[2];
        double[] values = new double[2];
        assertThat(cursor.next(times, values)).isEqualTo(1);
        assertThat(times[0]).isEqualTo(1000);
        assertThat(values[0]).isEqualTo(1);
      }
    }
  }
}
