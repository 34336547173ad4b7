package dev.deucalion.rules.group;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.rules.template.AlertTemplates;
import dev.deucalion.rules.template.function.TemplateSurroundings;
import java.net.URI;
import java.util.List;

/** The templates of alerts, which may ask queries. */
public final class RuleTemplates {
  /** For reading rule files: templates are checked and not filled in. */
  public static final AlertTemplates WITHOUT_QUERIES =
      new AlertTemplates(new TemplateSurroundings((query, timeMs) -> List.of(), "", ""));

  private RuleTemplates() {}

  /**
   * Templates whose queries are evaluated as rules are.
   *
   * @param shownUrl where the server is reached from outside, without a slash at the end
   * @param externalUrl the same as given
   */
  public static AlertTemplates of(RuleQuery query, String shownUrl, URI externalUrl) {
    String path = externalUrl.getPath();
    return new AlertTemplates(
        new TemplateSurroundings(
            (text, timeMs) -> samples(query.evaluate(text, timeMs, QueryOrigin.NONE)),
            shownUrl,
            path == null || path.equals("/") ? "" : path));
  }

  /** The samples of a value of a rule; one without labels for a scalar. */
  public static List<QueryValue.Sample> samples(QueryValue value) {
    return switch (value) {
      case QueryValue.Vector vector -> vector.samples();
      case QueryValue.Scalar scalar ->
          List.of(new QueryValue.Sample(Labels.EMPTY, scalar.timeMs(), scalar.value()));
      case QueryValue.Str _, QueryValue.Matrix _ ->
          throw new QueryException(
              QueryException.Kind.INVALID_QUERY, "rule result is not a vector or scalar");
    };
  }
}
