package dev.deucalion.promql.function;

import static dev.deucalion.promql.ast.ValueType.MATRIX;
import static dev.deucalion.promql.ast.ValueType.SCALAR;
import static dev.deucalion.promql.ast.ValueType.STRING;
import static dev.deucalion.promql.ast.ValueType.VECTOR;

import dev.deucalion.promql.ast.FunctionSignature;
import dev.deucalion.promql.ast.ValueType;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All functions of PromQL by name, as of Prometheus 3.14. Names are case-sensitive.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/functions/">the functions</a>
 */
public final class FunctionCatalogue {
  private static final int NO_OPTIONAL = 0;
  private static final int ANY_NUMBER = -1;

  private static final Map<String, FunctionSignature> FUNCTIONS = build();

  private FunctionCatalogue() {}

  /** The function of that name, or null. */
  public static @Nullable FunctionSignature find(String name) {
    return FUNCTIONS.get(name);
  }

  /** All functions, by name. */
  public static Collection<FunctionSignature> all() {
    return FUNCTIONS.values();
  }

  private static Map<String, FunctionSignature> build() {
    Map<String, FunctionSignature> all = new TreeMap<>();
    stable(all, "time pi", SCALAR, NO_OPTIONAL);
    stable(all, "scalar", SCALAR, NO_OPTIONAL, VECTOR);
    stable(all, "vector", VECTOR, NO_OPTIONAL, SCALAR);
    stable(all, "absent timestamp sort sort_desc", VECTOR, NO_OPTIONAL, VECTOR);
    stable(all, "abs ceil exp floor ln log10 log2 sgn sqrt", VECTOR, NO_OPTIONAL, VECTOR);
    stable(
        all,
        "acos acosh asin asinh atan atanh cos cosh deg rad sin sinh tan tanh",
        VECTOR,
        NO_OPTIONAL,
        VECTOR);
    stable(all, "round", VECTOR, 1, VECTOR, SCALAR);
    stable(all, "clamp", VECTOR, NO_OPTIONAL, VECTOR, SCALAR, SCALAR);
    stable(all, "clamp_max clamp_min", VECTOR, NO_OPTIONAL, VECTOR, SCALAR);
    stable(
        all,
        "day_of_month day_of_week day_of_year days_in_month hour minute month year",
        VECTOR,
        1,
        VECTOR);
    stable(all, "label_join", VECTOR, ANY_NUMBER, VECTOR, STRING, STRING, STRING);
    stable(all, "label_replace", VECTOR, NO_OPTIONAL, VECTOR, STRING, STRING, STRING, STRING);
    stable(
        all,
        "changes delta deriv idelta increase irate rate resets absent_over_time avg_over_time"
            + " count_over_time first_over_time last_over_time max_over_time min_over_time"
            + " present_over_time stddev_over_time stdvar_over_time sum_over_time",
        VECTOR,
        NO_OPTIONAL,
        MATRIX);
    stable(all, "predict_linear", VECTOR, NO_OPTIONAL, MATRIX, SCALAR);
    stable(all, "quantile_over_time", VECTOR, NO_OPTIONAL, SCALAR, MATRIX);
    stable(
        all,
        "histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum",
        VECTOR,
        NO_OPTIONAL,
        VECTOR);
    stable(all, "histogram_fraction", VECTOR, NO_OPTIONAL, SCALAR, SCALAR, VECTOR);
    stable(all, "histogram_quantile", VECTOR, NO_OPTIONAL, SCALAR, VECTOR);

    experimental(all, "end range start step", SCALAR, NO_OPTIONAL);
    experimental(all, "max_of min_of", SCALAR, NO_OPTIONAL, SCALAR, SCALAR);
    experimental(all, "double_exponential_smoothing", VECTOR, NO_OPTIONAL, MATRIX, SCALAR, SCALAR);
    experimental(all, "histogram_quantiles", VECTOR, 9, VECTOR, STRING, SCALAR, SCALAR);
    experimental(all, "info", VECTOR, 1, VECTOR, VECTOR);
    experimental(
        all,
        "mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time"
            + " ts_of_min_over_time",
        VECTOR,
        NO_OPTIONAL,
        MATRIX);
    experimental(all, "sort_by_label sort_by_label_desc", VECTOR, ANY_NUMBER, VECTOR, STRING);
    experimental(all, "start_timestamp", VECTOR, NO_OPTIONAL, VECTOR);
    return Collections.unmodifiableMap(all);
  }

  private static void stable(
      Map<String, FunctionSignature> all,
      String names,
      ValueType returns,
      int variadic,
      ValueType... args) {
    add(all, names, new FunctionSignature("", List.of(args), variadic, returns, false));
  }

  private static void experimental(
      Map<String, FunctionSignature> all,
      String names,
      ValueType returns,
      int variadic,
      ValueType... args) {
    add(all, names, new FunctionSignature("", List.of(args), variadic, returns, true));
  }

  private static void add(
      Map<String, FunctionSignature> all, String names, FunctionSignature model) {
    for (String name : names.split(" ", -1)) {
      all.put(
          name,
          new FunctionSignature(
              name, model.argTypes(), model.variadic(), model.returnType(), model.experimental()));
    }
  }
}
