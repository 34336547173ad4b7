package dev.deucalion.promql.testkit;

import dev.deucalion.model.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a query, from wherever it was evaluated. */
public sealed interface ScriptAnswer {
  /**
   * The query was refused.
   *
   * @param message as the engine words it
   */
  record Failure(String message) implements ScriptAnswer {}

  /**
   * The query has a value.
   *
   * @param warnings texts with their prefix and position
   * @param infos as warnings
   */
  record Success(Value value, List<String> warnings, List<String> infos) implements ScriptAnswer {
    /** Copies the lists. */
    public Success {
      warnings = List.copyOf(warnings);
      infos = List.copyOf(infos);
    }
  }

  /** The value of a query, by type. */
  sealed interface Value {
    /** A number. */
    record Scalar(double value) implements Value {}

    /** A string. */
    record Text(String value) implements Value {}

    /** Series with one point each, in the order of the answer. */
    record Vector(List<Series> series) implements Value {
      /** Copies the list. */
      public Vector {
        series = List.copyOf(series);
      }
    }

    /** Series with any number of points. */
    record Matrix(List<Series> series) implements Value {
      /** Copies the list. */
      public Matrix {
        series = List.copyOf(series);
      }
    }
  }

  /**
   * One series.
   *
   * @param points by time
   */
  record Series(Labels labels, List<Point> points) {
    /** Copies the list. */
    public Series {
      points = List.copyOf(points);
    }
  }

  /**
   * One sample.
   *
   * @param value its value where it is a float
   * @param histogram null where it is a float
   */
  record Point(long timeMs, double value, @Nullable AnswerHistogram histogram) {
    /** The value, for people. */
    @Override
    public String toString() {
      return histogram == null ? String.valueOf(value) : histogram.toString();
    }
  }
}
