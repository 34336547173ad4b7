package dev.deucalion.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.wal.WalReplay;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Logs name series by any refs, as Prometheus does. */
class HeadRestorerTest {
  private static final Labels A = Labels.of("__name__", "a");
  private static final Labels B = Labels.of("__name__", "b");

  private final Head head = Head.inMemory(new HeadOptions(7_200_000, 120, 1));
  private final HeadRestorer restorer = head.restorer();

  private long logRef(Labels labels) {
    try (Appender batch = head.appender()) {
      return head.state().catalog().logRef(head.state().id(batch.seriesRef(labels)));
    }
  }

  @Test
  void keepsSparseRefsAndGoesOnBehindThem() throws Exception {
    restorer.series(1L << 39, A);
    restorer.series(17, B);
    restorer.sample(1L << 39, 1, 2);
    restorer.sample(17, 1, 2);
    restorer.sample(18, 1, 2);
    restorer.endRecord();
    assertThat(logRef(A)).isEqualTo(1L << 39);
    assertThat(logRef(B)).isEqualTo(17);
    assertThat(logRef(Labels.of("__name__", "c"))).isEqualTo((1L << 39) + 1);
    assertThat(restorer.unknownSeriesSamples()).isEqualTo(1);
    assertThat(head.stats().samplesAppended()).isEqualTo(2);
  }

  @Test
  void refsOfSeriesThatAreLostStayTheirs() throws Exception {
    restorer.series(5, A);
    restorer.sample(9, 1, 2);
    assertThat(logRef(B)).isEqualTo(10);
    restorer.outOfOrder(WalReplay.Result.EMPTY).sample(12, 1, 2);
    assertThat(logRef(Labels.of("__name__", "c"))).isEqualTo(13);
    restorer.sample(1L << 40, 1, 2);
    assertThat(logRef(Labels.of("__name__", "d"))).isEqualTo(14);
  }

  @Test
  void twoRefsMayNameOneSeries() throws Exception {
    restorer.series(5, A);
    restorer.series(9, A);
    restorer.series(5, A);
    restorer.sample(5, 1, 2);
    restorer.sample(9, 2, 2);
    restorer.endRecord();
    assertThat(head.stats().series()).isEqualTo(1);
    assertThat(head.stats().samplesAppended()).isEqualTo(2);
    assertThat(logRef(A)).isEqualTo(5);
    assertThat(logRef(B)).isEqualTo(10);
  }

  @Test
  void refThatIsGivenToAnotherSeriesNamesThatFromThen() throws Exception {
    restorer.series(5, A);
    restorer.sample(5, 1, 2);
    restorer.endRecord();
    restorer.series(5, B);
    restorer.sample(5, 1, 3);
    restorer.endRecord();
    assertThat(logRef(A)).isEqualTo(5);
    assertThat(logRef(B)).isEqualTo(6);
    assertThat(head.stats().samplesAppended()).isEqualTo(2);
  }

  @Test
  void refusesRefsThatNoSeriesCanHave() {
    for (long ref : new long[] {0, -1, 1L << 40, Long.MIN_VALUE}) {
      assertThatThrownBy(() -> restorer.series(ref, A))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("2^40");
    }
    restorer.sample(0, 1, 1);
    restorer.sample(-5, 1, 1);
    assertThat(restorer.unknownSeriesSamples()).isEqualTo(2);
  }

  @Test
  void seriesThatBlocksHaveWholeAreNotMade() throws Exception {
    head.setMinValidTimeMs(100);
    restorer.series(5, A);
    restorer.series(6, B);
    restorer.sample(5, 99, 1);
    restorer.sample(6, 100, 1);
    restorer.endRecord();
    restorer.finish(3);
    assertThat(head.stats().series()).isEqualTo(1);
    assertThat(restorer.unknownSeriesSamples()).isZero();
    assertThat(head.departedRefs().isNamedAfter(5, 2)).isTrue();
    assertThat(head.departedRefs().isNamedAfter(5, 3)).isFalse();
    assertThat(head.departedRefs().count()).isEqualTo(1);
    assertThat(logRef(A)).isEqualTo(7);
  }

  @Test
  void seriesThatWaitsKeepsItsMetadata() throws Exception {
    Metadata what = new Metadata(MetricType.GAUGE, "bytes", "Room.");
    restorer.series(5, A);
    restorer.metadata(5, what);
    restorer.series(6, B);
    restorer.metadata(6, what);
    restorer.sample(5, 1, 1);
    restorer.endRecord();
    restorer.finish(0);
    Map<Labels, Metadata> found = new HashMap<>();
    head.state()
        .metadata()
        .forEach((id, each) -> found.put(head.state().catalog().labels(id), each));
    assertThat(found).isEqualTo(Map.of(A, what));
  }

  @Test
  void seriesThatLeftTheHeadComesBackAsANewOne() throws Exception {
    restorer.series(5, A);
    restorer.sample(5, 1_000, 1);
    restorer.sample(5, 2_000, 1);
    restorer.tombstone(5, Long.MIN_VALUE, Long.MAX_VALUE);
    restorer.endRecord();
    assertThat(head.stats().series()).isZero();
    restorer.series(9, A);
    restorer.sample(9, 1_500, 1);
    restorer.sample(9, 3_000, 1);
    restorer.sample(5, 4_000, 1);
    restorer.endRecord();
    restorer.endLog();
    restorer.finish(7);
    head.dropEmpty();
    Map<Labels, Map<Long, Long>> all = Reading.all(head, Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(all).containsOnlyKeys(A);
    assertThat(all.get(A)).containsOnlyKeys(1_500L, 3_000L);
    assertThat(restorer.unknownSeriesSamples()).isEqualTo(1);
    assertThat(logRef(A)).isEqualTo(9);
    assertThat(head.departedRefs().isNamedAfter(5, 6)).isTrue();
    assertThat(head.departedRefs().isNamedAfter(5, 7)).isFalse();
    assertThat(head.secondRefs().has(5)).isFalse();
  }

  @Test
  void departureOfASeriesThatTheLogLacksIsCounted() throws Exception {
    restorer.series(5, A);
    restorer.tombstone(5, Long.MIN_VALUE, Long.MAX_VALUE);
    restorer.tombstone(6, Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(restorer.unknownRefs().tombstones()).isEqualTo(1);
  }

  @Test
  void secondRefsStayAsLongAsSamplesOutOfOrderNeedThem() throws Exception {
    restorer.series(5, A);
    restorer.sample(5, 100, 1);
    restorer.series(9, A);
    restorer.endRecord();
    restorer.endLog();
    OutOfOrderRestorer late = restorer.outOfOrder(WalReplay.Result.EMPTY);
    late.sample(9, 50, 1);
    late.finish();
    restorer.finish(0);
    head.truncate(200);
    assertThat(head.secondRefs().has(9)).isTrue();
    head.cutOutOfOrder().drop();
    head.truncate(300);
    assertThat(head.secondRefs().has(9)).isFalse();
  }
}
