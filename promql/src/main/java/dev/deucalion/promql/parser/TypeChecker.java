package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Matcher;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;

/** Checks what the grammar leaves open: types of operands and arguments, and their number. */
final class TypeChecker {
  private final QueryText text;
  private final BinaryChecker binaries;

  TypeChecker(QueryText text, IdentityHashMap<BinaryExpr, VectorMatching> uselessMatching) {
    this.text = text;
    this.binaries = new BinaryChecker(text, uselessMatching);
  }

  /**
   * Checks an expression and all that it holds.
   *
   * @return its type
   * @throws ParseException for the first thing that is wrong, inner ones before outer ones
   */
  ValueType check(Expr expr) {
    Deque<Expr> chain = new ArrayDeque<>();
    Expr leftmost = expr;
    while (true) {
      if (leftmost instanceof BinaryExpr binary) {
        chain.push(leftmost);
        leftmost = binary.left();
      } else if (leftmost instanceof Subquery subquery) {
        chain.push(leftmost);
        leftmost = subquery.expr();
      } else {
        break;
      }
    }
    ValueType type = checkOther(leftmost);
    for (Expr outer : chain) {
      type =
          outer instanceof BinaryExpr binary
              ? binaries.check(binary, type, check(binary.right()))
              : checkSubquery((Subquery) outer, type);
    }
    return type;
  }

  private ValueType checkSubquery(Subquery subquery, ValueType of) {
    if (of != ValueType.VECTOR) {
      throw text.error(
          subquery.position(),
          "subquery is only allowed on instant vector, got " + of.apiName() + " instead");
    }
    return ValueType.MATRIX;
  }

  private ValueType checkOther(Expr expr) {
    return switch (expr) {
      case NumberLiteral number -> number.type();
      case StringLiteral string -> string.type();
      case DurationExpr duration -> duration.type();
      case VectorSelector selector -> checkSelector(selector, true);
      case MatrixSelector matrix -> {
        checkSelector(matrix.selector(), true);
        yield ValueType.MATRIX;
      }
      case ParenExpr paren -> check(paren.expr());
      case UnaryExpr unary -> checkUnary(unary);
      case AggregateExpr aggregate -> checkAggregate(aggregate);
      case Call call -> checkCall(call);
      case BinaryExpr binary -> check(binary);
      case Subquery subquery -> check(subquery);
    };
  }

  private ValueType checkSelector(VectorSelector selector, boolean needsMatcher) {
    List<Matcher> matchers = selector.matchers();
    if (!selector.name().isEmpty()) {
      for (Matcher matcher : matchers.subList(0, matchers.size() - 1)) {
        if (matcher.name().equals(LabelNames.METRIC_NAME)) {
          throw text.error(
              selector.position(),
              "metric name must not be set twice: "
                  + GoQuote.quote(selector.name())
                  + " or "
                  + GoQuote.quote(matcher.value()));
        }
      }
    } else if (needsMatcher && matchers.stream().allMatch(Matcher::matchesEmpty)) {
      throw text.error(
          selector.position(), "vector selector must contain at least one non-empty matcher");
    }
    return ValueType.VECTOR;
  }

  private ValueType checkUnary(UnaryExpr unary) {
    ValueType type = check(unary.expr());
    if (type != ValueType.SCALAR && type != ValueType.VECTOR) {
      throw text.error(
          unary.position(),
          "unary expression only allowed on expressions of type scalar or instant vector, got "
              + GoQuote.quote(type.documentedName()));
    }
    return type;
  }

  private ValueType checkAggregate(AggregateExpr aggregate) {
    expect(aggregate.expr(), ValueType.VECTOR, "aggregation expression");
    ValueType parameterType = aggregate.op().parameterType();
    Expr parameter = aggregate.parameter();
    if (parameterType != null && parameter != null) {
      expect(parameter, parameterType, "aggregation parameter");
    }
    return ValueType.VECTOR;
  }

  private void expect(Expr expr, ValueType wanted, String where) {
    expect(expr, check(expr), wanted, where);
  }

  private void expect(Expr expr, ValueType type, ValueType wanted, String where) {
    if (type != wanted) {
      throw text.error(
          expr.position(),
          "expected type "
              + wanted.documentedName()
              + " in "
              + where
              + ", got "
              + type.documentedName());
    }
  }

  private ValueType checkCall(Call call) {
    FunctionSignature function = call.function();
    String where = "call to function " + GoQuote.quote(function.name());
    checkArgumentCount(call);
    boolean selectsInfo = function.name().equals("info") && call.args().size() > 1;
    if (selectsInfo) {
      checkInfoSelector(call, where);
    }
    List<ValueType> types = function.argTypes();
    Iterator<ValueType> wanted = types.iterator();
    ValueType last = ValueType.NONE;
    int index = 0;
    for (Expr arg : call.args()) {
      last = wanted.hasNext() ? wanted.next() : last;
      boolean infoSelector = selectsInfo && index == 1;
      ValueType type =
          infoSelector && arg instanceof VectorSelector selector
              ? checkSelector(selector, false)
              : check(arg);
      expect(arg, type, last, where);
      index++;
    }
    return function.returnType();
  }

  private void checkArgumentCount(Call call) {
    FunctionSignature function = call.function();
    int declared = function.argTypes().size();
    int given = call.args().size();
    String bound = null;
    int limit = declared;
    if (function.variadic() == 0) {
      bound = given == declared ? null : "";
    } else if (given < declared - 1) {
      bound = "at least ";
      limit = declared - 1;
    } else if (function.variadic() > 0 && given > declared - 1 + function.variadic()) {
      bound = "at most ";
      limit = declared - 1 + function.variadic();
    }
    if (bound != null) {
      throw text.error(
          call.position(),
          "expected "
              + bound
              + limit
              + " argument(s) in call to "
              + GoQuote.quote(function.name())
              + ", got "
              + given);
    }
  }

  private void checkInfoSelector(Call call, String where) {
    Expr arg = call.args().get(1);
    if (arg.type() != ValueType.VECTOR) {
      throw text.error(
          call.position(),
          "expected type instant vector in " + where + ", got " + arg.type().documentedName());
    }
    if (!(arg instanceof VectorSelector selector)) {
      throw text.error(arg.position(), "expected label selectors only");
    }
    if (!selector.name().isEmpty()) {
      throw text.error(
          arg.position(), "expected label selectors only, got vector selector instead");
    }
  }
}
