package dev.deucalion.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class UlidTest {
  /** The example of the specification. */
  @Test
  void timeOfAName() {
    assertThat(Ulid.timeMs("01ARYZ6S41TSV4RRFFQ69G5FAV")).isEqualTo(1469918176385L);
  }

  @Test
  void namesAreValidAndSortByTime() {
    Random random = new Random(3);
    String last = "";
    for (long timeMs = 0; timeMs < 1L << 47; timeMs = timeMs * 3 + 1) {
      String ulid = Ulid.create(timeMs, random);
      assertThat(Ulid.isUlid(ulid)).isTrue();
      assertThat(Ulid.timeMs(ulid)).isEqualTo(timeMs);
      assertThat(ulid).isGreaterThan(last);
      last = ulid;
    }
  }

  @Test
  void otherNamesAreNone() {
    assertThat(Ulid.isUlid("wal")).isFalse();
    assertThat(Ulid.isUlid("01ARYZ6S41TSV4RRFFQ69G5FAV.tmp-for-creation")).isFalse();
    assertThat(Ulid.isUlid("01ARYZ6S41TSV4RRFFQ69G5FAU")).isFalse();
    assertThat(Ulid.isUlid("81ARYZ6S41TSV4RRFFQ69G5FAV")).isFalse();
  }
}
