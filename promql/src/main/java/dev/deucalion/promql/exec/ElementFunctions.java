package dev.deucalion.promql.exec;

import dev.deucalion.promql.exec.ElementwiseOperator.ColumnFunction;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.DateParts;
import dev.deucalion.promql.number.GoArc;
import dev.deucalion.promql.number.GoExp;
import dev.deucalion.promql.number.GoHyperbolic;
import dev.deucalion.promql.number.GoLog;
import dev.deucalion.promql.number.GoMath;
import dev.deucalion.promql.number.GoTrig;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The functions that change the values of an instant vector one by one, by name. */
final class ElementFunctions {
  private ElementFunctions() {}

  /**
   * A function of one number, or null where there is no such one. No table: the JVM makes a way to
   * each function when a query first asks for it.
   */
  static @Nullable DoubleUnaryOperator math(String name) {
    return switch (name) {
      case "abs" -> Math::abs;
      case "ceil" -> Math::ceil;
      case "floor" -> Math::floor;
      case "exp" -> GoExp::exp;
      case "sqrt" -> Math::sqrt;
      case "ln" -> GoLog::log;
      case "log2" -> GoLog::log2;
      case "log10" -> GoLog::log10;
      case "sgn" -> GoMath::sign;
      case "sin" -> GoTrig::sin;
      case "cos" -> GoTrig::cos;
      case "tan" -> GoTrig::tan;
      case "asin" -> GoArc::asin;
      case "acos" -> GoArc::acos;
      case "atan" -> GoArc::atan;
      case "sinh" -> GoHyperbolic::sinh;
      case "cosh" -> GoHyperbolic::cosh;
      case "tanh" -> GoHyperbolic::tanh;
      case "asinh" -> GoHyperbolic::asinh;
      case "acosh" -> GoHyperbolic::acosh;
      case "atanh" -> GoHyperbolic::atanh;
      case "rad" -> GoMath::radians;
      case "deg" -> GoMath::degrees;
      default -> null;
    };
  }

  /** A part of a date from seconds since the epoch, or null where there is no such function. */
  static @Nullable DoubleUnaryOperator date(String name) {
    return switch (name) {
      case "days_in_month" -> DateParts::daysInMonth;
      case "day_of_month" -> DateParts::dayOfMonth;
      case "day_of_week" -> DateParts::dayOfWeek;
      case "day_of_year" -> DateParts::dayOfYear;
      case "hour" -> DateParts::hour;
      case "minute" -> DateParts::minute;
      case "month" -> DateParts::month;
      case "year" -> DateParts::year;
      default -> null;
    };
  }

  /** A function of a number and scalars, or null where there is no such one. */
  static @Nullable ColumnFunction withScalars(
      QueryLimits limits, String name, List<ScalarColumn> scalars) {
    return switch (name) {
      case "round" -> round(limits, scalars);
      case "clamp" -> clamp(limits, scalars.getFirst(), scalars.get(1));
      case "clamp_min" -> clamp(limits, scalars.getFirst(), null);
      case "clamp_max" -> clamp(limits, null, scalars.getFirst());
      default -> null;
    };
  }

  /** A function of one number, applied to each. */
  static ColumnFunction each(QueryLimits limits, DoubleUnaryOperator function) {
    return column -> {
      Pace pace = new Pace(limits);
      for (int w = 0; w < column.present.length; w++) {
        pace.step();
        for (long bits = column.present[w]; bits != 0; bits &= bits - 1) {
          int step = (w << 6) + Long.numberOfTrailingZeros(bits);
          column.values[step] = function.applyAsDouble(column.values[step]);
        }
      }
    };
  }

  private static ColumnFunction round(QueryLimits limits, List<ScalarColumn> scalars) {
    if (scalars.isEmpty()) {
      return each(limits, v -> GoMath.round(v, 1));
    }
    ScalarColumn nearest = scalars.getFirst();
    return column -> {
      double[] to = nearest.values();
      Pace pace = new Pace(limits);
      for (int step = 0; step < column.steps(); step++) {
        pace.step();
        if (column.has(step)) {
          column.values[step] = GoMath.round(column.values[step], 1.0 / to[step]);
        }
      }
    };
  }

  private static ColumnFunction clamp(
      QueryLimits limits, @Nullable ScalarColumn min, @Nullable ScalarColumn max) {
    return column -> {
      Pace pace = new Pace(limits);
      for (int step = 0; step < column.steps(); step++) {
        pace.step();
        if (column.has(step)) {
          double least = min == null ? Double.NEGATIVE_INFINITY : min.values()[step];
          double most = max == null ? Double.POSITIVE_INFINITY : max.values()[step];
          clamp(column, step, least, most);
        }
      }
    };
  }

  private static void clamp(Column column, int step, double least, double most) {
    if (most < least) {
      column.remove(step);
    } else {
      column.values[step] = GoMath.max(least, GoMath.min(most, column.values[step]));
    }
  }
}
