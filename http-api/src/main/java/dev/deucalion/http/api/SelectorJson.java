package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.AtModifier;
import dev.deucalion.promql.ast.DurationExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.Offset;
import dev.deucalion.promql.ast.RangeMode;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.VectorSelector;
import dev.deucalion.promql.number.GoFormat;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Selectors, subqueries and their durations in the trees of {@link ExprJson}. */
final class SelectorJson {
  private SelectorJson() {}

  static void write(JsonWriter out, VectorSelector e) throws IOException {
    out.beginObject();
    writeStart(out, e);
    ExprJson.bool(out, "smoothed", e.mode() == RangeMode.SMOOTHED);
    writeAt(out, e.at());
    ExprJson.type(out, "vectorSelector");
    out.endObject();
  }

  static void write(JsonWriter out, MatrixSelector e) throws IOException {
    out.beginObject();
    writeStart(out, e.selector());
    out.field("range", e.rangeMs());
    duration(out, "rangeExpr", e.rangeExpr());
    ExprJson.bool(out, "smoothed", e.selector().mode() == RangeMode.SMOOTHED);
    writeAt(out, e.selector().at());
    ExprJson.type(out, "matrixSelector");
    out.endObject();
  }

  private static void writeStart(JsonWriter out, VectorSelector e) throws IOException {
    ExprJson.bool(out, "anchored", e.mode() == RangeMode.ANCHORED);
    out.name("matchers");
    writeMatchers(out, e.matchers());
    out.field("name", e.name());
    writeOffset(out, e.offset());
  }

  static void write(JsonWriter out, Subquery e) throws IOException {
    out.beginObject();
    ExprJson.member(out, "expr", e.expr());
    writeOffset(out, e.offset());
    out.field("range", e.rangeMs());
    duration(out, "rangeExpr", e.rangeExpr());
    writeStartOrEnd(out, e.at());
    out.field("step", e.stepMs());
    duration(out, "stepExpr", e.stepExpr());
    writeTimestamp(out, e.at());
    ExprJson.type(out, "subquery");
    out.endObject();
  }

  private static void writeMatchers(JsonWriter out, List<Matcher> matchers) throws IOException {
    out.beginArray();
    for (Matcher matcher : matchers) {
      out.beginObject();
      out.field("name", matcher.name());
      ExprJson.type(out, matcher.type().symbol());
      out.field("value", matcher.value());
      out.endObject();
    }
    out.endArray();
  }

  private static void writeOffset(JsonWriter out, Offset offset) throws IOException {
    out.field("offset", offset.offsetMs());
    duration(out, "offsetExpr", offset.expr());
  }

  private static void writeAt(JsonWriter out, @Nullable AtModifier at) throws IOException {
    writeStartOrEnd(out, at);
    writeTimestamp(out, at);
  }

  private static void writeStartOrEnd(JsonWriter out, @Nullable AtModifier at) throws IOException {
    out.name("startOrEnd");
    switch (at) {
      case AtModifier.Start _ -> out.string("start");
      case AtModifier.End _ -> out.string("end");
      case AtModifier.Time _ -> out.nullValue();
      case null -> out.nullValue();
    }
  }

  private static void writeTimestamp(JsonWriter out, @Nullable AtModifier at) throws IOException {
    out.name("timestamp");
    if (at instanceof AtModifier.Time time) {
      out.number(time.timeMs());
    } else {
      out.nullValue();
    }
  }

  private static void duration(JsonWriter out, String name, @Nullable Expr expr)
      throws IOException {
    out.name(name);
    switch (expr) {
      case null -> out.nullValue();
      case DurationExpr e -> writeDuration(out, e);
      case NumberLiteral e -> {
        out.beginObject();
        ExprJson.bool(out, "duration", e.duration());
        ExprJson.type(out, "numberLiteral");
        out.field("val", GoFormat.fixed(e.value()));
        out.endObject();
      }
      default -> ExprJson.write(out, expr);
    }
  }

  static void writeDuration(JsonWriter out, DurationExpr e) throws IOException {
    out.beginObject();
    duration(out, "lhs", e.left());
    out.field("op", symbol(e.op()));
    duration(out, "rhs", e.right());
    ExprJson.type(out, "durationExpr");
    ExprJson.bool(out, "wrapped", e.wrapped());
    out.endObject();
  }

  private static String symbol(DurationExpr.Op op) {
    return switch (op) {
      case ADD -> "+";
      case SUB -> "-";
      case MUL -> "*";
      case DIV -> "/";
      case MOD -> "%";
      case POW -> "^";
      case STEP, RANGE, MIN_OF, MAX_OF -> op.name().toLowerCase(Locale.ROOT);
    };
  }
}
