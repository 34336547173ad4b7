package dev.deucalion.tsdb.compact;

import static dev.deucalion.tsdb.compact.Metas.meta;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.deucalion.tsdb.compact.Retention.Expired;
import dev.deucalion.tsdb.compact.Retention.SizedBlock;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final List<SizedBlock> BLOCKS =
      List.of(
          new SizedBlock(meta("1", 0, 100), 10),
          new SizedBlock(meta("2", 100, 200), 10),
          new SizedBlock(meta("3", 200, 300), 10),
          new SizedBlock(meta("4", 300, 400), 10));

  private static Expired expired(RetentionLimits limits) {
    return Retention.expired(BLOCKS, limits, 5, 200);
  }

  @Test
  void withoutLimitsEverythingIsKept() {
    assertThat(expired(RetentionLimits.NONE)).isEqualTo(new Expired(List.of(), List.of()));
    assertThat(Retention.expired(List.of(), RetentionLimits.DEFAULTS, 5, 200))
        .isEqualTo(new Expired(List.of(), List.of()));
  }

  @Test
  void ageIsMeasuredFromTheEndOfTheNewestBlock() {
    assertThat(expired(new RetentionLimits(301, 0, 0)).byTime()).isEmpty();
    assertThat(expired(new RetentionLimits(300, 0, 0)).byTime()).containsExactly("1");
    assertThat(expired(new RetentionLimits(101, 0, 0)).byTime()).containsExactly("2", "1");
    assertThat(expired(new RetentionLimits(1, 0, 0)).byTime()).containsExactly("3", "2", "1");
  }

  @Test
  void theOldestGoUntilTheRestHasRoom() {
    assertThat(expired(new RetentionLimits(0, 45, 0)).bySize()).isEmpty();
    assertThat(expired(new RetentionLimits(0, 44, 0)).bySize()).containsExactly("1");
    assertThat(expired(new RetentionLimits(0, 25, 0)).bySize()).containsExactly("2", "1");
    assertThat(expired(new RetentionLimits(0, 14, 0)).bySize())
        .as("log and head leave no room for a single block")
        .containsExactly("4", "3", "2", "1");
  }

  @Test
  void aPercentageGoesBeforeBytes() {
    assertThat(expired(new RetentionLimits(0, 25, 20)).bySize()).containsExactly("1");
    assertThat(Retention.expired(BLOCKS, new RetentionLimits(0, 25, 20), 5, 0).bySize())
        .as("the size of the disk is not known")
        .containsExactly("2", "1");
  }

  @Test
  void limitsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RetentionLimits(-1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new RetentionLimits(0, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new RetentionLimits(0, 0, 100.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new RetentionLimits(0, 0, Double.NaN));
  }
}
