package dev.deucalion.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupingTest {
  private static final int SERIES = 1_000;

  private static QueryLimits limits(long maxBytes) {
    return new QueryLimits(
        () -> 0, 1, 1_000, new QueryMemory(maxBytes, new MemoryBudget(Long.MAX_VALUE)));
  }

  private static Grouping grouping(QueryLimits limits, String name) {
    List<Labels> series =
        IntStream.range(0, SERIES)
            .mapToObj(i -> Labels.of("half", String.valueOf(i / 500), "i", String.valueOf(i)))
            .toList();
    return Grouping.of(limits, series, labels -> LabelSets.keep(labels, List.of(name)));
  }

  @Test
  void seriesWithTheSameLabelsAreOfOneGroup() {
    Grouping grouping = grouping(limits(1 << 20), "half");
    assertThat(grouping.groups()).containsExactly(Labels.of("half", "0"), Labels.of("half", "1"));
    assertThat(grouping.groupOf()[499]).isZero();
    assertThat(grouping.groupOf()[500]).isEqualTo(1);
  }

  @Test
  void whatItHoldsIsCounted() {
    QueryLimits few = limits(1 << 20);
    grouping(few, "half");
    QueryLimits many = limits(1 << 20);
    grouping(many, "i");
    assertThat(few.memory().heldBytes()).isBetween(4L * SERIES, 8L * SERIES);
    assertThat(many.memory().heldBytes()).isGreaterThan(48L * SERIES);
    assertThat(many.memory().peakBytes()).isGreaterThan(100L * SERIES);
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> grouping(limits(many.memory().heldBytes()), "i"))
        .withMessageContaining("(--query.max-memory)");
  }
}
