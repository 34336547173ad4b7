package dev.deucalion.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What goes through all series of a query without reading them ends when the query is canceled. */
class LongLoopsTest {
  private static final int SERIES = 10_000;

  private static QueryLimits canceled() {
    QueryLimits limits =
        new QueryLimits(
            () -> 0, 1, SERIES, new QueryMemory(1 << 20, new MemoryBudget(Long.MAX_VALUE)));
    limits.cancel();
    return limits;
  }

  private static void assertEnds(Runnable loop) {
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(loop::run)
        .matches(e -> e.kind() == QueryException.Kind.CANCELED);
  }

  @Test
  void theBestOfManyAreSorted() {
    BestHeap heap = new BestHeap(true);
    for (int i = 0; i < SERIES; i++) {
      heap.offer(i, (double) (i * 7919 % SERIES), SERIES);
    }
    assertEnds(() -> heap.sortBestFirst(canceled()));
  }

  @Test
  void aLongTextIsMatched() {
    AtomicInteger looks = new AtomicInteger();
    QueryLimits limits =
        new QueryLimits(
            looks::incrementAndGet,
            SERIES / 50,
            SERIES,
            new QueryMemory(1 << 20, new MemoryBudget(Long.MAX_VALUE)));
    RelabelOperator.Change change = LabelFunctions.replace(limits, "x", "<$1>", "text", "(a+)+b?");
    String text = "a".repeat(300);
    assertThat(change.valueFor(Labels.of("text", text))).isEqualTo("<" + text + ">");
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> change.valueFor(Labels.of("text", "a".repeat(SERIES))))
        .matches(e -> e.kind() == QueryException.Kind.TIMEOUT);
  }

  @Test
  void bucketsAreGrouped() {
    List<Labels> series =
        IntStream.range(0, SERIES).mapToObj(i -> Labels.of("le", String.valueOf(i))).toList();
    assertEnds(() -> BucketGroups.of(canceled(), series));
  }
}
