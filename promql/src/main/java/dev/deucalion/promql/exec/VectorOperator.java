package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives an instant vector, or a scalar, at every step of a grid: one series at a time.
 *
 * <pre>{@code
 * List<Labels> series = operator.series();
 * for (int i = 0; i < series.size(); i++) {
 *   operator.read(i, column);
 *   use(series.get(i), column);
 * }
 * }</pre>
 *
 * <p>Selectors have run before the first call. A scalar is one series without labels that has a
 * value at every step. For a query at one time the order of series is the order of the answer.
 */
public interface VectorOperator {
  /**
   * The output series: no two have the same labels. Some may turn out to have no value. The same
   * list on each call; what is dear about it is done on the first one.
   *
   * @throws dev.deucalion.promql.QueryException when the data cannot be evaluated
   */
  List<Labels> series();

  /**
   * Gives the values of one series. Each series is read exactly once, in any order; ascending order
   * is the cheapest. Also those that are not needed must be read, since what is wrong with them
   * counts, too.
   *
   * @param series index into {@link #series()}, which has been called
   * @param out a column of the caller for as many steps as the grid; what was in it goes
   * @throws dev.deucalion.promql.QueryException when the data cannot be evaluated
   */
  void read(int series, Column out);

  /**
   * Whether a series loses its metric name, type and unit when the query ends. Asked with {@link
   * NameRemoval#AT_THE_END} only, once the series was read.
   */
  default boolean losesName(int series) {
    return false;
  }

  /**
   * A reader of the same series for another thread, or null where series depend on one another.
   * Each series is read once by all of them together. Only after {@link #series}, and by one thread
   * at a time.
   */
  default @Nullable VectorOperator fork() {
    return null;
  }
}
