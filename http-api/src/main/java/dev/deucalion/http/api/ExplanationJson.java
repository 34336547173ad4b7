package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.DurationExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorSelector;
import dev.deucalion.promql.explain.ExplainedPart;
import dev.deucalion.promql.explain.MatchReport;
import dev.deucalion.promql.explain.PartSentence;
import java.io.IOException;
import java.util.List;

/** Trees of {@code /query_explain}. */
final class ExplanationJson {
  private static final double NANOS_PER_SECOND = 1e9;

  private ExplanationJson() {}

  static void write(
      JsonWriter out, QueryOffsets offsets, PartSentence sentences, ExplainedPart part)
      throws IOException {
    out.beginObject();
    out.field("text", part.text());
    QueryOffsets.Range at = offsets.of(part.expr().position());
    out.field("from", at.from());
    out.field("to", at.to());
    out.field("kind", kind(part.expr()));
    out.field("name", name(part.expr()));
    out.field("type", part.expr().type().apiName());
    out.field("sentence", sentences.of(part.expr()));
    ExplainedPart.Cost cost = part.cost();
    if (cost != null) {
      out.name("cost");
      write(out, cost);
    }
    out.name("labels");
    out.beginArray();
    for (ExplainedPart.LabelValues label : part.labels()) {
      out.beginObject();
      out.field("name", label.name());
      out.field("values", label.count());
      out.name("examples");
      out.strings(label.examples());
      out.endObject();
    }
    out.endArray();
    labelSets(out, "examples", part.examples());
    MatchReport matching = part.matching();
    if (matching != null) {
      out.name("matching");
      write(out, matching);
    }
    out.name("parts");
    out.beginArray();
    for (ExplainedPart operand : part.parts()) {
      write(out, offsets, sentences, operand);
    }
    out.endArray();
    out.endObject();
  }

  private static void write(JsonWriter out, ExplainedPart.Cost cost) throws IOException {
    out.beginObject();
    out.field("series", cost.series());
    out.field("samples", cost.samples());
    out.name("seconds");
    out.number(cost.nanos() / NANOS_PER_SECOND);
    out.name("selfSeconds");
    out.number(cost.selfNanos() / NANOS_PER_SECOND);
    out.field("totalQueryableSamples", cost.queryableSamples());
    out.field("peakMemoryBytes", cost.peakBytes());
    out.endObject();
  }

  private static void write(JsonWriter out, MatchReport report) throws IOException {
    VectorMatching matching = report.matching();
    out.beginObject();
    out.field("card", matching.cardinality().shown());
    out.name("on");
    out.bool(matching.on());
    out.name("labels");
    out.strings(matching.labels());
    out.name("include");
    out.strings(matching.include());
    out.field("matchedGroups", report.matchedGroups());
    out.name("lhs");
    write(out, report.left());
    out.name("rhs");
    write(out, report.right());
    out.endObject();
  }

  private static void write(JsonWriter out, MatchReport.Side side) throws IOException {
    out.beginObject();
    out.field("unmatchedSeries", side.unmatchedSeries());
    out.name("unmatched");
    out.beginArray();
    for (MatchReport.Unmatched example : side.unmatched()) {
      out.beginObject();
      out.name("series");
      out.labels(example.series());
      out.name("nearest");
      out.labels(example.nearest());
      out.name("differing");
      out.strings(example.differing());
      out.endObject();
    }
    out.endArray();
    out.field("crowdedGroups", side.crowdedGroups());
    out.name("crowded");
    out.beginArray();
    for (MatchReport.Crowded group : side.crowded()) {
      out.beginObject();
      out.name("group");
      out.labels(group.group());
      labelSets(out, "series", group.series());
      out.endObject();
    }
    out.endArray();
    out.endObject();
  }

  private static void labelSets(JsonWriter out, String name, List<Labels> sets) throws IOException {
    out.name(name);
    out.beginArray();
    for (Labels labels : sets) {
      out.labels(labels);
    }
    out.endArray();
  }

  /** As {@code /parse_query} calls it. */
  private static String kind(Expr expr) {
    return switch (expr) {
      case AggregateExpr _ -> "aggregation";
      case BinaryExpr _ -> "binaryExpr";
      case Call _ -> "call";
      case MatrixSelector _ -> "matrixSelector";
      case Subquery _ -> "subquery";
      case UnaryExpr _ -> "unaryExpr";
      case VectorSelector _ -> "vectorSelector";
      case NumberLiteral _ -> "numberLiteral";
      case StringLiteral _ -> "stringLiteral";
      case ParenExpr _ -> "parenExpr";
      case DurationExpr _ -> "durationExpr";
    };
  }

  /** The function, the operator or the metric. */
  private static String name(Expr expr) {
    return switch (expr) {
      case AggregateExpr e -> e.op().symbol();
      case BinaryExpr e -> e.op().symbol();
      case Call e -> e.function().name();
      case MatrixSelector e -> e.selector().name();
      case VectorSelector e -> e.name();
      case UnaryExpr e -> e.negative() ? "-" : "+";
      case Subquery _, NumberLiteral _, StringLiteral _, ParenExpr _, DurationExpr _ -> "";
    };
  }
}
