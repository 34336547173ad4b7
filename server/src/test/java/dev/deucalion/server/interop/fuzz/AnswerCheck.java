package dev.deucalion.server.interop.fuzz;

import dev.deucalion.server.interop.Api;
import dev.deucalion.server.interop.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares the answers of both servers to one query. */
final class AnswerCheck {
  /** Room for sums and averages that are rounded in another order. */
  private static final double TOLERANCE = 1e-11;

  private static final Set<String> ZEROS = Set.of("0", "-0");
  private static final Set<String> ANGLES_OF_ZEROS =
      Set.of("0", "-0", "3.141592653589793", "-3.141592653589793");
  private static final Set<String> INFINITIES = Set.of("+Inf", "-Inf");

  private final FuzzQuery query;

  private AnswerCheck(FuzzQuery query) {
    this.query = query;
  }

  /**
   * What differs, or the empty text.
   *
   * @param prometheus what gave the expected answer, to be asked about parts of the query
   */
  static String difference(
      Api prometheus, FuzzQuery query, HttpAnswer expected, HttpAnswer actual) {
    if (isCountOutOfRange(expected)
        || query.isPinnedTwice()
        || !Clashes.isOne(expected) && isMatchedTwice(prometheus, query, actual)) {
      return "";
    }
    if (expected.status() != actual.status()
        || !expected.member("errorType").equals(actual.member("errorType"))) {
      return "status " + shown(expected) + "\n  but was " + shown(actual);
    }
    if (!expected.isSuccess()) {
      boolean same =
          comparable(expected).equals(comparable(actual))
              || Clashes.isOne(expected)
                  && Clashes.isOne(actual)
                  && (Clashes.include(prometheus, query, actual)
                      || isMatchedTwice(prometheus, query, actual));
      return same
          ? ""
          : "error " + expected.member("error") + "\n  but was " + actual.member("error");
    }
    if (!expected.resultType().equals(actual.resultType())) {
      return "type " + expected.resultType() + " but was " + actual.resultType();
    }
    AnswerOrder order = query.order();
    List<?> wanted =
        Collisions.areIn(actual)
            ? Collisions.without(expected.series(), actual.series())
            : expected.series();
    return new AnswerCheck(query)
        .series(order.normalized(wanted), order.normalized(actual.series()));
  }

  /** Prometheus 3 decides otherwise which numbers topk and bottomk cannot count with. */
  private static boolean isCountOutOfRange(HttpAnswer expected) {
    return expected.member("error").matches("Scalar value .* overflows int64");
  }

  /**
   * Prometheus 3 also refuses a second match where the comparison of one of the two is false. Where
   * comparisons do not filter, both do.
   */
  private static boolean isMatchedTwice(Api prometheus, FuzzQuery query, HttpAnswer actual) {
    return actual.member("error").startsWith("multiple matches for labels:")
        && Clashes.withoutOneFilter(query).stream()
            .anyMatch(other -> Clashes.include(prometheus, other, actual));
  }

  private static String comparable(HttpAnswer answer) {
    return Clashes.text(answer)
        .replaceFirst("^invalid parameter \"query\": ", "")
        .replaceFirst("(error parsing regexp: .*: )`\\^\\(\\?:(.*)\\)\\$`", "$1`$2`");
  }

  private static String shown(HttpAnswer answer) {
    String error = answer.member("error");
    return answer.status()
        + " "
        + answer.member("errorType")
        + " "
        + (error.isEmpty() ? brief(answer.body()) : error);
  }

  private String series(List<?> expected, List<?> actual) {
    if (expected.size() != actual.size()) {
      return expected.size()
          + " series "
          + brief(expected)
          + "\n  but was "
          + actual.size()
          + " "
          + brief(actual);
    }
    for (int i = 0; i < expected.size(); i++) {
      Object expectedLabels = Json.at(expected.get(i), "metric");
      Object actualLabels = Json.at(actual.get(i), "metric");
      if (!expectedLabels.equals(actualLabels)) {
        return "series "
            + i
            + " "
            + expectedLabels
            + "\n  but was "
            + actualLabels
            + "\n"
            + brief(expected)
            + "\n"
            + brief(actual);
      }
      String difference = points(points(expected.get(i)), points(actual.get(i)));
      if (!difference.isEmpty()) {
        return "series " + expectedLabels + " " + difference;
      }
    }
    return "";
  }

  static boolean hasHistograms(Object series) {
    return series instanceof Map<?, ?> members
        && (members.containsKey("histogram") || members.containsKey("histograms"));
  }

  /** The samples of a series, floats before histograms. */
  private static List<?> points(Object series) {
    List<Object> points = new ArrayList<>();
    if (series instanceof Map<?, ?> members) {
      for (String kind : List.of("value", "histogram")) {
        @Nullable Object point = members.get(kind);
        if (point != null) {
          points.add(point);
        }
        @Nullable Object many = members.get(kind + "s");
        if (many != null) {
          points.addAll(Json.list(many));
        }
      }
    }
    return points;
  }

  private String points(List<?> expected, List<?> actual) {
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      List<?> one = Json.list(expected.get(i));
      List<?> other = Json.list(actual.get(i));
      if (!one.getFirst().equals(other.getFirst()) || !same(one.getLast(), other.getLast())) {
        return "expected " + one + "\n  but was " + other;
      }
    }
    return expected.size() == actual.size()
        ? ""
        : expected.size()
            + " points "
            + brief(expected)
            + "\n  but was "
            + actual.size()
            + " "
            + brief(actual);
  }

  /** Whether two values are the same: texts of numbers, or histograms of such. */
  private boolean same(Object expected, Object actual) {
    if (expected instanceof Map<?, ?> one && actual instanceof Map<?, ?> other) {
      return one.keySet().equals(other.keySet())
          && same(List.copyOf(one.values()), List.copyOf(other.values()));
    }
    if (expected instanceof List<?> one && actual instanceof List<?> other) {
      return one.size() == other.size()
          && IntStream.range(0, one.size()).allMatch(i -> same(one.get(i), other.get(i)));
    }
    return expected instanceof String one && actual instanceof String other
        ? sameNumber(one, other)
        : expected.equals(actual);
  }

  private boolean sameNumber(String expected, String actual) {
    if (expected.equals(actual) || isSignOfZero(expected, actual)) {
      return true;
    }
    if (query.precision() != Precision.CLOSE
        || expected.endsWith("Inf")
        || actual.endsWith("Inf")) {
      return false;
    }
    double a = Double.parseDouble(expected);
    double b = Double.parseDouble(actual);
    return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  }

  /**
   * Where zeros of both signs are among values, the least one is the one that comes first, and
   * Prometheus has no order of the series that functions give at several steps. Operators that go
   * by the sign make other values of it.
   */
  private boolean isSignOfZero(String expected, String actual) {
    String expr = query.expr();
    if (!expr.matches("(?s).*(quantile|min|max).*")) {
      return false;
    }
    return ZEROS.containsAll(List.of(expected, actual))
        || expr.contains(" atan2 ") && ANGLES_OF_ZEROS.containsAll(List.of(expected, actual))
        || expr.contains(" / ") && INFINITIES.containsAll(List.of(expected, actual));
  }

  private static String brief(Object value) {
    String text = value.toString();
    return text.length() <= 600 ? text : text.substring(0, 600) + "…";
  }
}
