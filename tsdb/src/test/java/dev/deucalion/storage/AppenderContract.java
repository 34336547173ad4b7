package dev.deucalion.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Appendable} must do. */
public abstract class AppenderContract {
  private static final Labels UP = Labels.of("__name__", "up", "job", "a");
  private static final Labels DOWN = Labels.of("__name__", "down", "job", "a");

  private TestStore store;

  /** An empty store. */
  protected abstract TestStore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() throws Exception {
    store.close();
  }

  private Map<Labels, Map<Long, Long>> everything() {
    return Reading.all(store, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  @Test
  void batchIsSeenWhenCommittedOnly() throws Exception {
    try (Appender batch = store.appender()) {
      assertThat(batch.append(batch.seriesRef(UP), 1, 10)).isEqualTo(AppendResult.APPENDED);
      assertThat(everything()).isEmpty();
      batch.commit();
    }
    assertThat(everything()).isEqualTo(Map.of(UP, Map.of(1L, bits(10))));
  }

  @Test
  void rolledBackBatchIsNeverSeen() throws Exception {
    try (Appender batch = store.appender()) {
      batch.append(batch.seriesRef(UP), 1, 10);
      batch.rollback();
    }
    try (Appender batch = store.appender()) {
      batch.append(batch.seriesRef(UP), 1, 11);
    }
    assertThat(everything()).isEmpty();
    try (Appender batch = store.appender()) {
      assertThat(batch.append(batch.seriesRef(UP), 0, 12)).isEqualTo(AppendResult.APPENDED);
      batch.commit();
    }
    assertThat(everything()).isEqualTo(Map.of(UP, Map.of(0L, bits(12))));
  }

  @Test
  void refIsTheSameForTheSameLabels() throws Exception {
    try (Appender batch = store.appender()) {
      long ref = batch.seriesRef(UP);
      assertThat(ref).isGreaterThan(Appender.NO_SERIES);
      assertThat(batch.seriesRef(Labels.of("job", "a", "__name__", "up"))).isEqualTo(ref);
      assertThat(batch.seriesRef(DOWN)).isNotEqualTo(ref);
    }
  }

  @Test
  void refusesWhatIsOlderOrDiffersAtTheSameTime() throws Exception {
    try (Appender batch = store.appender()) {
      batch.append(batch.seriesRef(UP), 10, 1);
      batch.commit();
    }
    try (Appender batch = store.appender()) {
      long ref = batch.seriesRef(UP);
      assertThat(batch.append(ref, 9, 1)).isEqualTo(AppendResult.OUT_OF_ORDER);
      assertThat(batch.append(ref, 10, 2)).isEqualTo(AppendResult.DUPLICATE_TIMESTAMP);
      assertThat(batch.append(ref, 10, 1)).isEqualTo(AppendResult.APPENDED);
      assertThat(batch.append(ref, 11, 3)).isEqualTo(AppendResult.APPENDED);
      batch.commit();
    }
    assertThat(everything()).isEqualTo(Map.of(UP, Map.of(10L, bits(1), 11L, bits(3))));
  }

  @Test
  void refusesAgainWhatAnotherBatchMadeOld() throws Exception {
    try (Appender slow = store.appender();
        Appender fast = store.appender()) {
      assertThat(slow.append(slow.seriesRef(UP), 5, 1)).isEqualTo(AppendResult.APPENDED);
      slow.append(slow.seriesRef(DOWN), 5, 2);
      fast.append(fast.seriesRef(UP), 6, 3);
      fast.commit();
      slow.commit();
    }
    assertThat(everything()).isEqualTo(Map.of(UP, Map.of(6L, bits(3)), DOWN, Map.of(5L, bits(2))));
  }

  @Test
  void keepsTheBitsOfNaNs() throws Exception {
    double[] values = {
      StaleMarker.VALUE, Double.NaN, -0.0, 0.0, Double.longBitsToDouble(0xfff8_dead_beef_0001L)
    };
    try (Appender batch = store.appender()) {
      long ref = batch.seriesRef(UP);
      for (int i = 0; i < values.length; i++) {
        batch.append(ref, i, values[i]);
      }
      batch.commit();
    }
    Map<Long, Long> samples = Objects.requireNonNull(everything().get(UP));
    for (int i = 0; i < values.length; i++) {
      assertThat(samples.get((long) i)).isEqualTo(bits(values[i]));
    }
  }

  @Test
  void unknownRefsAreSaidSo() {
    try (Appender batch = store.appender()) {
      for (long ref : new long[] {0, -1, 1, 77, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40}) {
        assertThat(batch.append(ref, 1, 1)).isEqualTo(AppendResult.UNKNOWN_SERIES);
      }
    }
  }

  @Test
  void emptyLabelSetIsRefused() {
    try (Appender batch = store.appender()) {
      assertThatThrownBy(() -> batch.seriesRef(Labels.EMPTY))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void takesAnyTimes() throws Exception {
    try (Appender batch = store.appender()) {
      long ref = batch.seriesRef(UP);
      for (long time : new long[] {-(1L << 60), -1, 0, 1, 1L << 60}) {
        assertThat(batch.append(ref, time, 1)).isEqualTo(AppendResult.APPENDED);
      }
      batch.commit();
    }
    assertThat(everything().get(UP)).hasSize(5);
  }
}
