package dev.deucalion.promql.explain;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a query, with what it cost.
 *
 * @param text as it stands in the query, its beginning where it is long
 * @param cost what it cost; null where it was not evaluated for itself, because it was put into
 *     another part, or the query ended before
 * @param labels what its series differ in, those with the fewest values first
 * @param examples a few of its series
 * @param matching how series found each other, where it is an operator between vectors
 * @param parts what it is made of
 */
public record ExplainedPart(
    String text,
    Expr expr,
    @Nullable Cost cost,
    List<LabelValues> labels,
    List<Labels> examples,
    @Nullable MatchReport matching,
    List<ExplainedPart> parts) {
  /** Copies the lists. */
  public ExplainedPart {
    labels = List.copyOf(labels);
    examples = List.copyOf(examples);
    parts = List.copyOf(parts);
  }

  /**
   * What a part cost, the parts that it is made of included unless said otherwise.
   *
   * @param series of its own result, without those that have no value
   * @param samples of its own result
   * @param nanos time
   * @param selfNanos time without that of its parts
   * @param queryableSamples samples that selectors handed to the evaluation, over all steps
   * @param peakBytes most bytes that it held at a time, without its parts
   */
  public record Cost(
      int series,
      long samples,
      long nanos,
      long selfNanos,
      long queryableSamples,
      long peakBytes) {}

  /**
   * A label of several series.
   *
   * @param count how many values it has
   * @param examples a few of them
   */
  public record LabelValues(String name, int count, List<String> examples) {
    /** Copies the list. */
    public LabelValues {
      examples = List.copyOf(examples);
    }
  }
}
