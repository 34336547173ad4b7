package dev.deucalion.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatchPlannerTest {
  private static final int SERIES = 300;
  private static final int PAIRS = SERIES * SERIES;

  private final LongAdder looks = new LongAdder();

  private QueryLimits limits(long maxBytes) {
    return new QueryLimits(
        () -> {
          looks.increment();
          return 0;
        },
        1,
        1_000,
        new QueryMemory(maxBytes, new MemoryBudget(Long.MAX_VALUE)));
  }

  private static VectorMatching matching(String operator) {
    BinaryExpr expr =
        (BinaryExpr) PromqlParser.parse("a " + operator + " b", ParserOptions.EXPERIMENTAL);
    return Objects.requireNonNull(expr.matching());
  }

  private static List<Labels> many() {
    return IntStream.range(0, SERIES)
        .mapToObj(i -> Labels.of("__name__", "m", "i", String.valueOf(i)))
        .toList();
  }

  @Test
  void pairsAreCountedAndHaveCheckpoints() {
    VectorMatching each = matching("* on () group_left (i)");
    QueryLimits limits = limits(Long.MAX_VALUE);
    MatchPlanner planner = new MatchPlanner(limits, many(), many(), each, true);
    long before = limits.memory().heldBytes();
    long looksBefore = looks.sum();
    assertThat(planner.plan().pairs()).hasSize(PAIRS);
    assertThat(limits.memory().heldBytes() - before).isGreaterThan(80L * PAIRS);
    assertThat(looks.sum() - looksBefore).isGreaterThanOrEqualTo(PAIRS / 1024);
    MatchPlanner tooMuch = new MatchPlanner(limits(20L * PAIRS), many(), many(), each, true);
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(tooMuch::plan)
        .withMessageContaining("(--query.max-memory)");
  }

  @Test
  void groupsAreCounted() {
    VectorMatching each = matching("*");
    QueryLimits limits = limits(Long.MAX_VALUE);
    MatchPlanner planner = new MatchPlanner(limits, many(), many(), each, true);
    long groupBytes = limits.memory().heldBytes();
    assertThat(groupBytes).isGreaterThan(150L * SERIES);
    assertThat(planner.oneUses()).containsOnly(1);
    assertThat(planner.manyUses()).containsOnly(1);
    assertThat(limits.memory().heldBytes() - groupBytes).isGreaterThan(250L * SERIES);
    planner.plan();
    assertThat(limits.memory().heldBytes() - groupBytes)
        .as("tables are let go")
        .isLessThan(200L * SERIES);
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> new MatchPlanner(limits(groupBytes / 2), many(), many(), each, true))
        .withMessageContaining("(--query.max-memory)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "* on (g)",
        "* on (g) fill (0)",
        "* on (g) fill_left (0)",
        "* on (g) group_left (i)",
        "* on (g) group_left (i) fill (0)",
        "* on (g) group_right () fill_right (0)",
      })
  void usesAreThoseOfThePlan(String operator) {
    long seed = 11;
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      List<Labels> many = some(random);
      List<Labels> one = some(random);
      MatchPlanner planner =
          new MatchPlanner(limits(1 << 20), many, one, matching(operator), false);
      int[] tellsManyUses = planner.manyUses();
      int[] tellsOneUses = planner.oneUses();
      int[] manyUses = new int[many.size()];
      int[] oneUses = new int[one.size()];
      List<Integer> manyFilled = new ArrayList<>();
      List<Integer> oneFilled = new ArrayList<>();
      for (MatchPlan.Pair pair : planner.plan().pairs()) {
        if (pair.many() == MatchPlan.FILL) {
          manyFilled.add(pair.group());
        } else {
          manyUses[pair.many()]++;
        }
        if (pair.ones().isEmpty()) {
          oneFilled.add(pair.group());
        }
        pair.ones().forEach(o -> oneUses[o]++);
      }
      assertThat(tellsManyUses).as("seed %d", seed).isEqualTo(manyUses);
      assertThat(tellsOneUses).as("seed %d", seed).isEqualTo(oneUses);
      assertThat(planner.manyFilled().stream().boxed())
          .as("seed %d", seed)
          .containsExactlyElementsOf(manyFilled.stream().distinct().sorted().toList());
      assertThat(planner.oneFilled().stream().boxed())
          .as("seed %d", seed)
          .containsExactlyElementsOf(oneFilled.stream().distinct().sorted().toList());
    }
  }

  private static List<Labels> some(Random random) {
    return IntStream.range(0, random.nextInt(8))
        .mapToObj(i ->
            Labels.of(
                "g", String.valueOf(random.nextInt(4)),
                "i", String.valueOf(random.nextInt(3)),
                "n", String.valueOf(i)))
        .toList();
  }
}
