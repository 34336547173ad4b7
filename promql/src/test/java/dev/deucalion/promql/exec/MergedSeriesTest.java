package dev.deucalion.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.kernel.Column;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MergedSeriesTest {
  private static final Labels A = Labels.of("__name__", "a", "x", "1");
  private static final Labels B = Labels.of("__name__", "b", "x", "1");
  private static final Labels C = Labels.of("__name__", "a", "x", "2");

  private static QueryLimits limits(long maxBytes) {
    return new QueryLimits(
        () -> 0, 1, 1_000, new QueryMemory(maxBytes, new MemoryBudget(Long.MAX_VALUE)));
  }

  private static List<Labels> many() {
    return IntStream.range(0, 10_000)
        .mapToObj(i -> Labels.of("__name__", "m", "x", String.valueOf(i)))
        .toList();
  }

  @Test
  void inputsWithTheSameLabelsAreOneOutput() {
    MergedSeries merged = MergedSeries.withoutNames(limits(1 << 20), List.of(A, C, B));
    assertThat(merged.labels()).containsExactly(Labels.of("x", "1"), Labels.of("x", "2"));
    assertThat(merged.isMerged(0)).isTrue();
    assertThat(merged.isMerged(1)).isFalse();
    Column out = new Column(3);
    merged.read(
        0,
        (input, column) -> {
          column.clear();
          column.set(input, input);
        },
        out);
    assertThat(out.has(0)).isTrue();
    assertThat(out.has(1)).isFalse();
    assertThat(out.values[2]).isEqualTo(2);
  }

  @Test
  void valuesOfTwoInputsAtOneStepAreRefused() {
    MergedSeries merged = MergedSeries.of(limits(1 << 20), List.of(A, A));
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() ->
            merged.read(
                0,
                (input, column) -> {
                  column.clear();
                  column.set(1, input);
                },
                new Column(3)))
        .withMessage("vector cannot contain metrics with the same labelset");
  }

  @Test
  void whatItHoldsIsCounted() {
    QueryLimits limits = limits(1 << 30);
    MergedSeries.withoutNames(limits, many());
    long heldBytes = limits.memory().heldBytes();
    assertThat(heldBytes).isGreaterThan(10_000 * 32);
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> MergedSeries.withoutNames(limits(heldBytes / 2), many()))
        .withMessageContaining("would use too much memory");
  }

  @Test
  void itEndsWhenTheQueryIsCanceled() {
    QueryLimits limits = limits(1 << 30);
    limits.cancel();
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> MergedSeries.of(limits, many()))
        .withMessageContaining("canceled");
  }
}
