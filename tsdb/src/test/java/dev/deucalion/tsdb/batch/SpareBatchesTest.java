package dev.deucalion.tsdb.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpareBatchesTest {
  private static final int MOST_KEPT = (128 << 10) / new Batch().capacity();

  private final SpareBatches spares = new SpareBatches();

  @Test
  void givesTheLastOneThatCameBack() {
    Batch first = spares.take();
    Batch second = spares.take();
    spares.giveBack(first);
    spares.giveBack(second);
    assertThat(spares.take()).isSameAs(second);
    assertThat(spares.take()).isSameAs(first);
  }

  @Test
  void keepsNoMoreThanItsBound() {
    takeAll(3 * MOST_KEPT).forEach(spares::giveBack);
    assertThat(spares.size()).isBetween(MOST_KEPT / 4, MOST_KEPT);
  }

  @Test
  void letsGoOfWhatNobodyNeeded() {
    takeAll(100).forEach(spares::giveBack);
    assertThat(spares.size()).isEqualTo(100);
    takeAndGiveBack(2_600, 3);
    assertThat(spares.size()).isEqualTo(3);
  }

  @Test
  void keepsWhatIsInUseAtATime() {
    List<Batch> before = takeAll(50);
    before.forEach(spares::giveBack);
    takeAndGiveBack(1_000, 50);
    assertThat(takeAll(50)).containsExactlyInAnyOrderElementsOf(before);
  }

  private List<Batch> takeAll(int count) {
    List<Batch> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(spares.take());
    }
    return taken;
  }

  private void takeAndGiveBack(int times, int atATime) {
    for (int i = 0; i < times; i++) {
      takeAll(atATime).forEach(spares::giveBack);
    }
  }
}
