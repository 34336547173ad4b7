package dev.deucalion.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.block.BlockMeta.Compaction;
import dev.deucalion.tsdb.block.BlockMeta.Parent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockMetaCheckTest {
  private static final String A = "01ARYZ6S41TSV4RRFFQ69G5FAV";
  private static final String B = "01M7XSQNNB96X92ZVYJ3YW6NTR";
  private static final Compaction OF_HEAD =
      new Compaction(1, List.of(A), false, List.of(), false, List.of());

  private static List<String> problems(long minTimeMs, long maxTimeMs, Compaction compaction) {
    List<String> problems = new ArrayList<>();
    BlockMeta meta = new BlockMeta(A, minTimeMs, maxTimeMs, BlockMeta.Stats.NONE, compaction);
    BlockMetaCheck.check(meta, A, "block", problems);
    return problems;
  }

  @Test
  void blocksOfPrometheusAreGood() {
    assertThat(problems(0, 10, OF_HEAD)).isEmpty();
    Compaction merged =
        new Compaction(
            2,
            List.of(A, B),
            false,
            List.of(new Parent(B, 5, 10), new Parent(A, 0, 7)),
            false,
            List.of("from-out-of-order", "from-stale-series", "from-selected-series"));
    assertThat(problems(0, 10, merged)).isEmpty();
  }

  @Test
  void whatCannotBeIsTold() {
    assertThat(problems(10, 10, OF_HEAD)).containsExactly("block: ends at 10, begins at 10");
    Compaction strange =
        new Compaction(
            1,
            List.of("x"),
            false,
            List.of(new Parent(B, 0, 10)),
            false,
            List.of("from-out-of-ordes"));
    assertThat(problems(0, 11, strange))
        .containsExactly(
            "block: source \"x\" is none",
            "block: unknown hint \"from-out-of-ordes\"",
            "block: is of 0 to 11, its parents of 0 to 10");
    Compaction ofUnknownOrigin = new Compaction(0, List.of(), false, List.of(), false, List.of());
    assertThat(problems(0, 10, ofUnknownOrigin))
        .containsExactly("block: does not say where it comes from");
    List<String> tooLate = new ArrayList<>();
    BlockMeta ofHead = new BlockMeta(A, 0, 10, BlockMeta.Stats.NONE, OF_HEAD);
    BlockMetaCheck.check(ofHead.withInOrderEndMs(10), A, "block", tooLate);
    assertThat(tooLate).isEmpty();
    BlockMetaCheck.check(ofHead.withInOrderEndMs(11), A, "block", tooLate);
    assertThat(tooLate)
        .containsExactly("block: ends at 10, says that samples in order are in blocks up to 11");
    List<String> problems = new ArrayList<>();
    BlockMeta other = new BlockMeta(A, 0, 1, BlockMeta.Stats.NONE, OF_HEAD);
    BlockMetaCheck.check(other, B, "block", problems);
    assertThat(problems).containsExactly("block: is described as " + A);
  }
}
