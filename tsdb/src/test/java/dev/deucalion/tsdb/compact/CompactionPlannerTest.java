package dev.deucalion.tsdb.compact;

import static dev.deucalion.tsdb.compact.Metas.failed;
import static dev.deucalion.tsdb.compact.Metas.meta;
import static dev.deucalion.tsdb.compact.Metas.tombstones;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.compact.CompactionOptions.Overlapping;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactionPlannerTest {
  private static final List<Long> RANGES = List.of(20L, 60L, 180L, 540L, 1620L);

  private static List<String> plan(BlockMeta... blocks) {
    return plan(new CompactionPlanner(RANGES, Overlapping.MERGED, block -> false), blocks);
  }

  private static List<String> plan(CompactionPlanner planner, BlockMeta... blocks) {
    return planner.plan(List.of(blocks)).stream().map(BlockMeta::ulid).toList();
  }

  @Test
  void nothingOfNothing() {
    assertThat(plan()).isEmpty();
    assertThat(plan(meta("1", 0, 20))).isEmpty();
  }

  @Test
  void aFullRangeWaitsForABlockBehindIt() {
    BlockMeta[] full = {meta("1", 0, 20), meta("2", 20, 40), meta("3", 40, 60)};
    assertThat(plan(full)).isEmpty();
    assertThat(plan(full[0], full[1], full[2], meta("4", 60, 80))).containsExactly("1", "2", "3");
  }

  @Test
  void orderOfTheInputDoesNotMatter() {
    assertThat(plan(meta("3", 40, 60), meta("4", 60, 80), meta("1", 0, 20), meta("2", 20, 40)))
        .containsExactly("1", "2", "3");
  }

  @Test
  void aRangeWithAGapIsTakenWhenItIsOver() {
    assertThat(plan(meta("1", 0, 20), meta("3", 40, 60), meta("4", 60, 80)))
        .as("spans the whole range")
        .containsExactly("1", "3");
    assertThat(plan(meta("2", 20, 40), meta("3", 40, 60), meta("4", 60, 80)))
        .as("may still get its beginning")
        .isEmpty();
    assertThat(plan(meta("2", 20, 40), meta("3", 40, 60), meta("4", 60, 80), meta("5", 80, 100)))
        .as("a newer block lies before the newest")
        .containsExactly("2", "3");
  }

  @Test
  void shortRangesGoFirst() {
    assertThat(
            plan(
                meta("1", 0, 60, 2, List.of()),
                meta("4", 60, 120, 2, List.of()),
                meta("7", 120, 180, 2, List.of()),
                meta("8", 180, 200),
                meta("9", 200, 220),
                meta("10", 220, 240),
                meta("11", 240, 260)))
        .containsExactly("8", "9", "10");
    assertThat(
            plan(
                meta("1", 0, 60, 2, List.of()),
                meta("4", 60, 120, 2, List.of()),
                meta("7", 120, 180, 2, List.of()),
                meta("8", 180, 200),
                meta("9", 200, 220)))
        .containsExactly("1", "4", "7");
  }

  @Test
  void blocksThatLieAcrossARangeAreLeftOut() {
    assertThat(plan(meta("1", 0, 20), meta("2", 50, 70), meta("3", 80, 100), meta("4", 100, 120)))
        .isEmpty();
  }

  @Test
  void rangesBeforeTheEpochAreAligned() {
    assertThat(plan(meta("1", -60, -40), meta("2", -40, -20), meta("3", -20, 0), meta("4", 0, 20)))
        .containsExactly("1", "2", "3");
  }

  @Test
  void whatFailedIsLeftAlone() {
    assertThat(
            plan(meta("1", 0, 20), failed(meta("2", 20, 40)), meta("3", 40, 60), meta("4", 60, 80)))
        .isEmpty();
    assertThat(
            plan(failed(meta("1", 0, 20)), meta("2", 10, 20), meta("3", 60, 80), meta("4", 70, 80)))
        .as("overlapping ones too, but the next ones have their turn")
        .containsExactly("3", "4");
    assertThat(plan(failed(tombstones(meta("1", 0, 540), 10, 10)), meta("2", 540, 560))).isEmpty();
  }

  @Test
  void overlappingBlocksGoFirstEvenTheNewest() {
    assertThat(
            plan(
                meta("1", 0, 20),
                meta("2", 20, 40),
                meta("3", 40, 60),
                meta("4", 60, 80),
                meta("5", 70, 90),
                meta("6", 85, 100)))
        .containsExactly("4", "5", "6");
    assertThat(plan(meta("1", 0, 100), meta("2", 20, 40), meta("3", 50, 60)))
        .as("a long one holds short ones together")
        .containsExactly("1", "2", "3");
    assertThat(plan(meta("1", 0, 20), meta("2", 10, 20), meta("3", 30, 40), meta("4", 35, 40)))
        .as("one stretch at a time")
        .containsExactly("1", "2");
  }

  @Test
  void overlappingBlocksAreKeptWhenAskedTo() {
    CompactionPlanner keeping = new CompactionPlanner(RANGES, Overlapping.KEPT, block -> false);
    assertThat(plan(keeping, meta("1", 0, 20), meta("2", 10, 20), meta("3", 20, 40))).isEmpty();
  }

  @Test
  void longBlocksWithManyTombstonesAreRewritten() {
    BlockMeta newest = meta("9", 720, 740);
    assertThat(plan(tombstones(meta("1", 0, 180), 99, 6), newest)).containsExactly("1");
    assertThat(plan(tombstones(meta("1", 0, 180), 99, 5), newest)).isEmpty();
    assertThat(plan(tombstones(meta("1", 0, 60), 99, 50), newest)).as("too short").isEmpty();
    assertThat(plan(tombstones(meta("1", 0, 60), 99, 99), newest)).containsExactly("1");
    assertThat(plan(tombstones(meta("9", 720, 740), 9, 9))).as("the newest").isEmpty();
  }

  @Test
  void aHeldBlockHoldsTheNewerOnes() {
    CompactionPlanner holding =
        new CompactionPlanner(RANGES, Overlapping.MERGED, block -> block.ulid().equals("4"));
    BlockMeta[] blocks = {
      meta("1", 0, 20), meta("2", 20, 40), meta("3", 40, 60), meta("4", 60, 80), meta("5", 80, 100)
    };
    assertThat(plan(holding, blocks)).as("3 is the newest of those left").isEmpty();
    assertThat(plan(blocks)).containsExactly("1", "2", "3");
  }

  @Test
  void blocksOfPartOfTheSeriesAreMergedAmongThemselves() {
    List<String> stale = List.of(BlockMeta.FROM_STALE_SERIES);
    assertThat(plan(meta("1", 0, 20), meta("2", 0, 20, 1, stale), meta("3", 20, 40))).isEmpty();
    assertThat(
            plan(
                meta("1", 0, 20),
                meta("2", 0, 20, 1, stale),
                meta("3", 0, 20, 1, stale),
                meta("4", 20, 40)))
        .containsExactly("2", "3");
    List<String> outOfOrder = List.of(BlockMeta.FROM_OUT_OF_ORDER);
    assertThat(plan(meta("1", 0, 20), meta("2", 0, 20, 1, outOfOrder))).containsExactly("1", "2");
  }

  @Test
  void oneRangeMergesNothingButOverlaps() {
    CompactionPlanner planner =
        new CompactionPlanner(List.of(20L), Overlapping.MERGED, block -> false);
    assertThat(plan(planner, meta("1", 0, 20), meta("2", 20, 40), meta("3", 40, 60))).isEmpty();
    assertThat(plan(planner, meta("1", 0, 20), meta("2", 0, 20))).containsExactly("1", "2");
  }

  @Test
  void rangesGrowThreefoldUpToTheLongest() {
    assertThat(BlockRanges.upTo(36, 2)).containsExactly(2L, 6L, 18L);
    assertThat(BlockRanges.upTo(54, 2)).containsExactly(2L, 6L, 18L, 54L);
    assertThat(BlockRanges.upTo(1, 2)).containsExactly(2L);
    assertThat(BlockRanges.upTo(Long.MAX_VALUE, 2)).hasSize(10);
    assertThat(BlockRanges.endAfter(20, 20)).isEqualTo(40);
    assertThat(BlockRanges.endAfter(-1, 20)).isZero();
  }
}
