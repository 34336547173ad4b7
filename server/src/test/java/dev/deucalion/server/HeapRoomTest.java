package dev.deucalion.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeapRoomTest {
  private static final long MIB = 1 << 20;

  private long nowNanos = 5;
  private final TestGeneration old = new TestGeneration();
  private long waitedNanos;
  private final HeapRoom room = new HeapRoom(old, () -> nowNanos, this::waitNanos);

  /** 80 MiB, of which some lives and some is garbage; a collection takes 30 ms. */
  private final class TestGeneration implements HeapRoom.OldGeneration {
    long livingBytes;
    long garbageBytes;
    long liveAfterLast;
    int collections;

    @Override
    public long heapUsedBytes() {
      return livingBytes + garbageBytes;
    }

    @Override
    public long liveBytes() {
      return liveAfterLast;
    }

    @Override
    public long maxBytes() {
      return 80 * MIB;
    }

    @Override
    public long collections() {
      return collections;
    }

    @Override
    public void collect() {
      collections++;
      garbageBytes = 0;
      liveAfterLast = livingBytes;
      nowNanos += TimeUnit.MILLISECONDS.toNanos(30);
    }
  }

  private void waitNanos(long nanos) {
    waitedNanos += nanos;
    nowNanos += nanos;
  }

  @Test
  void leavesAMarginForTheNextCollection() {
    old.livingBytes = 50 * MIB;
    assertThat(room.test(20 * MIB)).isTrue();
    assertThat(old.collections).isZero();
    assertThat(room.test(20 * MIB + 1)).isFalse();
    assertThat(old.collections).isEqualTo(1);
  }

  @Test
  void collectsGarbageBeforeItRefuses() {
    old.livingBytes = 10 * MIB;
    old.garbageBytes = 60 * MIB;
    assertThat(room.test(MIB)).isTrue();
    assertThat(old.collections).isEqualTo(1);
    assertThat(room.test(60 * MIB)).isTrue();
    assertThat(old.collections).isEqualTo(1);
  }

  @Test
  void collectionsTakeATenthOfTheTime() {
    old.livingBytes = 70 * MIB;
    assertThat(room.test(MIB)).isFalse();
    nowNanos += TimeUnit.MILLISECONDS.toNanos(299);
    assertThat(room.test(MIB)).isFalse();
    assertThat(old.collections).isEqualTo(2);
    assertThat(waitedNanos).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
    nowNanos += TimeUnit.MILLISECONDS.toNanos(300);
    assertThat(room.test(MIB)).isFalse();
    assertThat(old.collections).isEqualTo(3);
    assertThat(waitedNanos).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
  }

  @Test
  void betweenCollectionsGarbageDoesNotCountButWhatWasTaken() {
    old.livingBytes = 30 * MIB;
    old.garbageBytes = 40 * MIB;
    assertThat(room.test(10 * MIB)).isTrue();
    assertThat(old.collections).isEqualTo(1);
    old.garbageBytes = 45 * MIB;
    assertThat(room.test(25 * MIB)).isTrue();
    assertThat(room.test(5 * MIB)).isTrue();
    assertThat(old.collections).isEqualTo(1);
    assertThat(waitedNanos).isZero();
  }

  @Test
  void whatOthersLetGoIsWaitedFor() {
    old.livingBytes = 30 * MIB;
    old.garbageBytes = 40 * MIB;
    assertThat(room.test(40 * MIB)).isTrue();
    old.garbageBytes = 40 * MIB;
    assertThat(room.test(MIB)).isTrue();
    assertThat(old.collections).isEqualTo(2);
    assertThat(waitedNanos).isEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
  }

  /** As of an array for which there is a collection before it is made. */
  @Test
  void whatIsMadeAfterACollectionCountsThoughItWasTakenBefore() {
    old.livingBytes = 10 * MIB;
    old.garbageBytes = 65 * MIB;
    assertThat(room.test(MIB)).isTrue();
    assertThat(room.test(20 * MIB)).isTrue();
    old.collections++;
    old.livingBytes = 31 * MIB;
    old.garbageBytes = 45 * MIB;
    assertThat(room.test(45 * MIB)).isFalse();
    assertThat(old.collections).isEqualTo(3);
    assertThat(room.test(35 * MIB)).isTrue();
  }

  @Test
  void nobodyWaitsForLong() {
    old.livingBytes = 70 * MIB;
    assertThat(room.test(MIB)).isFalse();
    nowNanos -= TimeUnit.SECONDS.toNanos(5);
    assertThat(room.test(MIB)).isFalse();
    assertThat(waitedNanos).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    assertThat(old.collections).isEqualTo(1);
  }

  @Test
  void thisProcessHasRoomForALittle() {
    assertThat(HeapRoom.ofThisProcess().test(1)).isTrue();
  }
}
