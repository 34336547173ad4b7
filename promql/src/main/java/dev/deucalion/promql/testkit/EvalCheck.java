package dev.deucalion.promql.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Evaluates the query of one case in all the ways that must agree, and compares. */
final class EvalCheck {
  private static final long STEP_MS = 60_000;

  /** Their values differ between an instant query and a range query. */
  private static final Pattern RANGE_DEPENDENT = Pattern.compile("(start|end|range|step)\\(\\)");

  private final ScriptEvaluator evaluator;
  private final ScriptCommand.Eval eval;
  private final Expectation expectation;

  /** A query for one time. */
  private record Instant(String expr, long timeMs) {}

  EvalCheck(ScriptEvaluator evaluator, ScriptCommand.Eval eval) {
    this.evaluator = evaluator;
    this.eval = eval;
    this.expectation = eval.expectation();
  }

  /** What differs, or the empty text. */
  String run() {
    return switch (eval.time()) {
      case EvalTime.Range range ->
          evaluate(
              () -> evaluator.range(eval.expr(), range),
              result -> annotated(result, new ValueCheck(eval, range)));
      case EvalTime.Instant instant -> instants(instantOrEndOfPoints(instant));
    };
  }

  /** A range vector is expected at the end of its points. */
  private long instantOrEndOfPoints(EvalTime.Instant instant) {
    EvalTime.Range points = pointsOfRangeVector();
    return points == null ? instant.timeMs() : points.endMs();
  }

  private EvalTime.@Nullable Range pointsOfRangeVector() {
    return expectation.value() instanceof Expectation.Value.Series series ? series.points() : null;
  }

  private String instants(long timeMs) {
    List<Instant> queries = new ArrayList<>();
    queries.add(new Instant(eval.expr(), timeMs));
    String pinned = PinnedQuery.of(eval.expr(), timeMs);
    if (pinned != null) {
      long[] times =
          timeMs == 0
              ? new long[] {-1000, 0, 1000}
              : new long[] {-10 * timeMs, 0, timeMs / 5, timeMs, 10 * timeMs};
      for (long time : times) {
        queries.add(new Instant(pinned, time));
      }
    }
    for (Instant query : queries) {
      String difference = instant(query);
      if (!difference.isEmpty()) {
        boolean original = query.expr().equals(eval.expr()) && query.timeMs() == timeMs;
        return original
            ? difference
            : difference + " [as " + query.expr() + " at " + query.timeMs() + " ms]";
      }
    }
    return "";
  }

  private String instant(Instant query) {
    EvalTime.Range points = pointsOfRangeVector();
    EvalTime.Range times =
        points == null ? new EvalTime.Range(query.timeMs(), query.timeMs(), 1) : points;
    String difference =
        evaluate(
            () -> evaluator.instant(query.expr(), query.timeMs()),
            result -> annotated(result, new ValueCheck(eval, times)));
    boolean onlyInstant =
        points != null
            || expectation.failure() != null
            || expectation.value() instanceof Expectation.Value.Text
            || RANGE_DEPENDENT.matcher(query.expr()).find();
    if (!difference.isEmpty() || onlyInstant) {
      return difference;
    }
    return middleOfRange(query);
  }

  /** The steps around the one that counts may tell more, so annotations are not looked at. */
  private String middleOfRange(Instant query) {
    EvalTime.Range around =
        new EvalTime.Range(query.timeMs() - STEP_MS, query.timeMs() + STEP_MS, STEP_MS);
    String difference =
        evaluate(
            () -> evaluator.range(query.expr(), around),
            result ->
                expectation.ordered()
                    ? ""
                    : new ValueCheck(eval, around).checkAt(result.value(), query.timeMs()));
    return difference.isEmpty() ? "" : "in range mode: " + difference;
  }

  private String evaluate(
      Supplier<ScriptAnswer> query, Function<ScriptAnswer.Success, String> check) {
    ScriptAnswer answer;
    try {
      answer = query.get();
    } catch (RuntimeException | StackOverflowError e) {
      return "the engine broke: " + e + at(e);
    }
    return switch (answer) {
      case ScriptAnswer.Failure(String message) -> checkFailure(message);
      case ScriptAnswer.Success success ->
          expectation.failure() == null ? check.apply(success) : "expected an error but got none";
    };
  }

  private String checkFailure(String message) {
    MessagePattern failure = expectation.failure();
    if (failure == null) {
      return "error evaluating: " + message;
    }
    return failure.matches(message)
        ? ""
        : "expected error matching " + failure + ", but got: " + message;
  }

  /** Checks what the query tells besides its value, then the value. */
  private String annotated(ScriptAnswer.Success result, ValueCheck values) {
    String difference = AnnotationCheck.check(expectation, result);
    return difference.isEmpty() ? values.check(result.value()) : difference;
  }

  private static String at(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }
}
