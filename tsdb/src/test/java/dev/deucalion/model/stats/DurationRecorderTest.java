package dev.deucalion.model.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DurationRecorderTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong nowNanos = new AtomicLong(Long.MAX_VALUE - 100 * SECOND);
  private final DurationRecorder recorder = new DurationRecorder(nowNanos::get);

  private void pass(long seconds) {
    nowNanos.addAndGet(seconds * SECOND);
  }

  @Test
  void knowsNothingAtFirst() {
    assertThat(recorder.summary().count()).isZero();
    assertThat(recorder.summary().sumSeconds()).isZero();
    assertThat(recorder.summary().quantile(0.5)).isNaN();
  }

  @Test
  void givesExactQuantilesOfFew() {
    for (int i = 100; i >= 1; i--) {
      recorder.add(i * SECOND);
    }
    DurationSummary summary = recorder.summary();
    assertThat(summary.count()).isEqualTo(100);
    assertThat(summary.sumSeconds()).isEqualTo(5050);
    assertThat(summary.quantile(0)).isEqualTo(1);
    assertThat(summary.quantile(0.5)).isEqualTo(50);
    assertThat(summary.quantile(0.9)).isEqualTo(90);
    assertThat(summary.quantile(0.99)).isEqualTo(99);
    assertThat(summary.quantile(1)).isEqualTo(100);
  }

  @Test
  void forgetsWhatIsTenMinutesOldButStillCountsIt() {
    recorder.add(7 * SECOND);
    pass(300);
    recorder.add(1 * SECOND);
    assertThat(recorder.summary().quantile(1)).isEqualTo(7);
    pass(301);
    assertThat(recorder.summary().quantile(1)).isEqualTo(1);
    pass(301);
    assertThat(recorder.summary().quantile(1)).isNaN();
    assertThat(recorder.summary().count()).isEqualTo(2);
    assertThat(recorder.summary().sumSeconds()).isEqualTo(8);
    pass(1_000_000);
    recorder.add(3 * SECOND);
    assertThat(recorder.summary().quantile(0.5)).isEqualTo(3);
  }

  @Test
  void keepsForAtLeastEightMinutes() {
    for (int start = 0; start < 120; start += 7) {
      DurationRecorder one = new DurationRecorder(nowNanos::get);
      pass(start);
      one.add(SECOND);
      pass(480);
      assertThat(one.summary().quantile(0.5)).as("added after %d s", start).isEqualTo(1);
    }
  }

  @Test
  void estimatesQuantilesOfMany() {
    Random random = new Random(3);
    for (int slice = 0; slice < 4; slice++) {
      for (int i = 0; i < 20_000; i++) {
        recorder.add(random.nextLong(1000 * SECOND));
      }
      pass(120);
    }
    DurationSummary summary = recorder.summary();
    assertThat(summary.count()).isEqualTo(80_000);
    assertThat(summary.quantile(0.5)).isCloseTo(500, within(40.0));
    assertThat(summary.quantile(0.9)).isCloseTo(900, within(25.0));
    assertThat(summary.quantile(0.99)).isCloseTo(990, within(8.0));
  }

  @Test
  void weighsBusyMinutesByWhatHappenedInThem() {
    for (int i = 0; i < 100_000; i++) {
      recorder.add(1 * SECOND);
    }
    pass(120);
    for (int i = 0; i < 500; i++) {
      recorder.add(9 * SECOND);
    }
    assertThat(recorder.summary().quantile(0.99)).isEqualTo(1);
    assertThat(recorder.summary().quantile(0.999)).isEqualTo(9);
  }
}
