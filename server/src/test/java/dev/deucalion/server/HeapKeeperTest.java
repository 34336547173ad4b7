package dev.deucalion.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapKeeperTest {
  private static final long MIB = 1 << 20;
  private static final long THIRTY_SECONDS = 30_000_000_000L;

  private long nowNanos = 5;
  private long pauseNanos = 10;
  private int collections;
  private final HeapKeeper keeper =
      new HeapKeeper(
          () -> {
            collections++;
            nowNanos += pauseNanos;
          },
          () -> nowNanos);

  @Test
  void asksForACollectionWhenAnEighthOfWhatLivesHasComeOnTop() {
    keeper.look(400 * MIB + 50 * MIB + 8 * MIB, 400 * MIB);
    assertThat(collections).isZero();
    keeper.look(400 * MIB + 50 * MIB + 8 * MIB + 1, 400 * MIB);
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void leavesASmallHeapAlone() {
    keeper.look(8 * MIB, 0);
    assertThat(collections).isZero();
  }

  @Test
  void asksAfterAThousandTimesAsLongForAnyBytes() {
    keeper.look(400 * MIB + 58 * MIB + 1, 400 * MIB);
    nowNanos += THIRTY_SECONDS - 1;
    keeper.look(400 * MIB + MIB + 1, 400 * MIB);
    assertThat(collections).isEqualTo(1);
    nowNanos += 1;
    keeper.look(400 * MIB + MIB, 400 * MIB);
    assertThat(collections).isEqualTo(1);
    keeper.look(400 * MIB + MIB + 1, 400 * MIB);
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void restsLongerForAnyBytesWhereCollectionsAreLong() {
    pauseNanos = THIRTY_SECONDS / 500;
    keeper.look(400 * MIB + 58 * MIB + 1, 400 * MIB);
    nowNanos += 2 * THIRTY_SECONDS - 1;
    keeper.look(400 * MIB + MIB + 1, 400 * MIB);
    assertThat(collections).isEqualTo(1);
    nowNanos += 1;
    keeper.look(400 * MIB + MIB + 1, 400 * MIB);
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void aPauseCountsForAtMostTwiceTheOneBefore() {
    long justTooMuch = 400 * MIB + 58 * MIB + 1;
    keeper.look(justTooMuch, 400 * MIB);
    nowNanos += 1_000;
    pauseNanos = 1_000_000;
    keeper.look(justTooMuch, 400 * MIB);
    assertThat(collections).isEqualTo(2);
    nowNanos += 1_999;
    keeper.look(justTooMuch, 400 * MIB);
    assertThat(collections).isEqualTo(2);
    nowNanos += 1;
    keeper.look(justTooMuch, 400 * MIB);
    assertThat(collections).isEqualTo(3);
  }

  @Test
  void restsAHundredTimesAsLongAsACollectionTook() {
    long justTooMuch = 400 * MIB + 58 * MIB + 1;
    keeper.look(justTooMuch, 400 * MIB);
    nowNanos += 998;
    keeper.look(justTooMuch, 400 * MIB);
    assertThat(collections).isEqualTo(1);
    nowNanos += 2;
    keeper.look(justTooMuch, 400 * MIB);
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void restsASixteenthAsLongWithEightTimesAsMuchOnTop() {
    long far = 400 * MIB + 8 * 58 * MIB;
    keeper.look(far, 400 * MIB);
    nowNanos += 62;
    keeper.look(far, 400 * MIB);
    assertThat(collections).isEqualTo(1);
    nowNanos += 1;
    keeper.look(far, 400 * MIB);
    assertThat(collections).isEqualTo(2);
  }
}
