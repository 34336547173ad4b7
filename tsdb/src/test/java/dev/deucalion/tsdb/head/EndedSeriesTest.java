package dev.deucalion.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.storage.Appender;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EndedSeriesTest {
  private final Head head = Head.inMemory(new HeadOptions(7_200_000, 120, 1));

  private void append(String name, long timeMs, double value) throws IOException {
    try (Appender batch = head.appender()) {
      batch.append(batch.seriesRef(Labels.of("__name__", name)), timeMs, value);
      batch.commit();
    }
  }

  @Test
  void thoseThatGetSamplesMeanwhileStay() throws Exception {
    for (String name : new String[] {"gone", "back", "again"}) {
      append(name, 1_000, 1);
      append(name, 2_000, StaleMarker.VALUE);
    }
    append("live", 3_000, 1);
    try (EndedSeries ended = head.endedSeries()) {
      assertThat(ended.isEmpty()).isFalse();
      assertThat(ended.maxTimeMs()).isEqualTo(2_000);
      append("back", 3_000, 1);
      append("again", 3_000, StaleMarker.VALUE);
      assertThat(ended.drop()).isEqualTo(1);
    }
    assertThat(head.seriesCount()).isEqualTo(3);
    assertThat(head.endedCount()).isEqualTo(1);
  }
}
