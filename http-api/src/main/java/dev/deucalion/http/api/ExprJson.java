package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.DurationExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.FunctionSignature;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorSelector;
import dev.deucalion.promql.number.GoFormat;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Syntax trees as {@code /parse_query} shows them: an object a node, members in the order of their
 * names. A chain of operators, which may be thousands long, takes no stack.
 */
final class ExprJson {
  private ExprJson() {}

  static void write(JsonWriter out, Expr expr) throws IOException {
    switch (expr) {
      case AggregateExpr e -> writeAggregate(out, e);
      case BinaryExpr e -> writeBinary(out, e);
      case Call e -> writeCall(out, e);
      case MatrixSelector e -> SelectorJson.write(out, e);
      case Subquery e -> SelectorJson.write(out, e);
      case DurationExpr e -> SelectorJson.writeDuration(out, e);
      case NumberLiteral e -> {
        out.beginObject();
        type(out, "numberLiteral");
        out.field("val", GoFormat.fixed(e.value()));
        out.endObject();
      }
      case ParenExpr e -> {
        out.beginObject();
        member(out, "expr", e.expr());
        type(out, "parenExpr");
        out.endObject();
      }
      case StringLiteral e -> {
        out.beginObject();
        type(out, "stringLiteral");
        out.name("val");
        out.string(e.value());
        out.endObject();
      }
      case UnaryExpr e -> {
        out.beginObject();
        member(out, "expr", e.expr());
        out.field("op", e.negative() ? "-" : "+");
        type(out, "unaryExpr");
        out.endObject();
      }
      case VectorSelector e -> SelectorJson.write(out, e);
    }
  }

  private static void writeAggregate(JsonWriter out, AggregateExpr e) throws IOException {
    out.beginObject();
    member(out, "expr", e.expr());
    texts(out, "grouping", e.grouping());
    out.field("op", e.op().symbol());
    member(out, "param", e.parameter());
    type(out, "aggregation");
    bool(out, "without", e.without());
    out.endObject();
  }

  private static void writeBinary(JsonWriter out, BinaryExpr outermost) throws IOException {
    Deque<BinaryExpr> open = new ArrayDeque<>();
    Expr leftmost = outermost;
    while (leftmost instanceof BinaryExpr e) {
      out.beginObject();
      bool(out, "bool", e.returnBool());
      out.name("lhs");
      open.push(e);
      leftmost = e.left();
    }
    write(out, leftmost);
    for (BinaryExpr e : open) {
      out.name("matching");
      writeMatching(out, e.matching());
      out.field("op", e.op().symbol());
      member(out, "rhs", e.right());
      type(out, "binaryExpr");
      out.endObject();
    }
  }

  private static void writeMatching(JsonWriter out, @Nullable VectorMatching matching)
      throws IOException {
    if (matching == null) {
      out.nullValue();
      return;
    }
    out.beginObject();
    out.field("card", matching.cardinality().shown());
    out.name("fillValues");
    out.beginObject();
    fill(out, "lhs", matching.fillLeft());
    fill(out, "rhs", matching.fillRight());
    out.endObject();
    texts(out, "include", matching.include());
    texts(out, "labels", matching.labels());
    bool(out, "on", matching.on());
    out.endObject();
  }

  private static void fill(JsonWriter out, String name, @Nullable Double value) throws IOException {
    out.name(name);
    if (value == null) {
      out.nullValue();
    } else {
      out.number(value);
    }
  }

  private static void writeCall(JsonWriter out, Call e) throws IOException {
    FunctionSignature function = e.function();
    out.beginObject();
    out.name("args");
    out.beginArray();
    for (Expr arg : e.args()) {
      write(out, arg);
    }
    out.endArray();
    out.name("func");
    out.beginObject();
    texts(out, "argTypes", function.argTypes().stream().map(ValueType::apiName).toList());
    out.field("name", function.name());
    out.field("returnType", function.returnType().apiName());
    out.name("variadic");
    out.number((long) function.variadic());
    out.endObject();
    type(out, "call");
    out.endObject();
  }

  static void member(JsonWriter out, String name, @Nullable Expr expr) throws IOException {
    out.name(name);
    if (expr == null) {
      out.nullValue();
    } else {
      write(out, expr);
    }
  }

  static void type(JsonWriter out, String type) throws IOException {
    out.field("type", type);
  }

  static void bool(JsonWriter out, String name, boolean value) throws IOException {
    out.name(name);
    out.bool(value);
  }

  private static void texts(JsonWriter out, String name, List<String> values) throws IOException {
    out.name(name);
    out.strings(values);
  }
}
