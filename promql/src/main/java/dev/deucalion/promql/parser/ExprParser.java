package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.AggregateOp;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.FunctionSignature;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorMatching.Cardinality;
import dev.deucalion.promql.function.FunctionCatalogue;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The grammar of expressions: recursive descent, and precedence climbing for the operators. */
final class ExprParser {
  private final TokenStream tokens;
  private final ParserOptions options;
  private final SelectorParser selectors;
  private final LabelListParser labelLists;
  private final ModifierParser modifiers;

  /** Matching that was written where it means nothing, for the check of types to complain. */
  private final IdentityHashMap<BinaryExpr, VectorMatching> uselessMatching =
      new IdentityHashMap<>();

  /** How many aggregations are open: they name themselves in errors about what they hold. */
  private int openAggregations;

  ExprParser(TokenStream tokens, ParserOptions options) {
    this.tokens = tokens;
    this.options = options;
    this.selectors = new SelectorParser(tokens);
    this.labelLists = new LabelListParser(tokens);
    this.modifiers = new ModifierParser(tokens, options);
  }

  /** The whole text as one expression. */
  Expr query() {
    if (tokens.isNext(TokenType.END)) {
      throw tokens.error(PositionRange.NONE, "no expression found in input");
    }
    Expr expr = expression(Precedence.LOWEST);
    tokens.expect(TokenType.END, ErrorContext.NONE);
    return expr;
  }

  IdentityHashMap<BinaryExpr, VectorMatching> uselessMatching() {
    return uselessMatching;
  }

  private Expr expression(int minPrecedence) {
    tokens.enter();
    Expr left = operand();
    ValueType leftType = left.type();
    while (true) {
      Token token = tokens.peek();
      BinaryOp op = Precedence.binaryOp(token.type());
      if (op == null || Precedence.of(op) < minPrecedence) {
        tokens.leave();
        return left;
      }
      tokens.next();
      tokens.countOperator(token);
      BinaryModifiers with = BinaryModifiers.parse(tokens, context());
      Expr right = expression(Precedence.ofRightSide(op));
      ValueType rightType = right.type();
      left = binary(op, left, right, with, leftType, rightType);
      leftType = BinaryExpr.typeOf(leftType, rightType);
    }
  }

  /** Types are handed in, for a chain would else be walked again for each of its operators. */
  private BinaryExpr binary(
      BinaryOp op,
      Expr left,
      Expr right,
      BinaryModifiers with,
      ValueType leftType,
      ValueType rightType) {
    PositionRange position = new PositionRange(left.position().start(), right.position().end());
    if (with.fills() && !options.allows(ParserOptions.Feature.FILL_MODIFIERS)) {
      throw tokens.error(position, "binop fill modifiers are experimental and not enabled");
    }
    boolean vectors = leftType == ValueType.VECTOR && rightType == ValueType.VECTOR;
    VectorMatching written = with.matching();
    boolean toManyToMany = op.isSet() && written.cardinality() == Cardinality.ONE_TO_ONE;
    VectorMatching matching = toManyToMany ? manyToMany(written) : written;
    BinaryExpr expr =
        new BinaryExpr(op, left, right, vectors ? matching : null, with.returnBool(), position);
    if (!vectors && (!written.labels().isEmpty() || with.fills())) {
      uselessMatching.put(expr, written);
    }
    return expr;
  }

  private static VectorMatching manyToMany(VectorMatching matching) {
    return new VectorMatching(
        Cardinality.MANY_TO_MANY,
        matching.labels(),
        matching.on(),
        matching.include(),
        matching.fillLeft(),
        matching.fillRight());
  }

  private Expr operand() {
    Token sign = tokens.peek();
    if (sign.type() != TokenType.ADD && sign.type() != TokenType.SUB) {
      return modifiers.modifiers(primary());
    }
    tokens.next();
    boolean negative = sign.type() == TokenType.SUB;
    Expr operand = expression(Precedence.OF_SIGNED_OPERAND);
    PositionRange position = new PositionRange(sign.start(), operand.position().end());
    if (operand instanceof NumberLiteral number) {
      double value = negative ? -number.value() : number.value();
      return new NumberLiteral(value, number.duration(), position);
    }
    return new UnaryExpr(negative, operand, position);
  }

  private Expr primary() {
    Token token = tokens.peek();
    TokenType type = token.type();
    return switch (type) {
      case NUMBER, DURATION -> tokens.number(context());
      case STRING -> {
        tokens.next();
        yield new StringLiteral(StringScanner.unquote(token.text()), token.position());
      }
      case LEFT_PAREN -> parenthesised();
      case LEFT_BRACE -> selectors.selector(null);
      case IDENTIFIER, START, END_OF_RANGE, STEP, RANGE, MAX_OF, MIN_OF -> {
        tokens.next();
        yield tokens.isNext(TokenType.LEFT_PAREN) ? call(token) : selectors.selector(token);
      }
      default -> {
        if (!type.canNameMetric()) {
          throw tokens.unexpected(context());
        }
        tokens.next();
        yield type.isAggregator() && aggregationFollows()
            ? aggregation(token)
            : selectors.selector(token);
      }
    };
  }

  private ParenExpr parenthesised() {
    Token open = tokens.next();
    Expr inner = expression(Precedence.LOWEST);
    Token close = tokens.expect(TokenType.RIGHT_PAREN, context());
    return new ParenExpr(inner, new PositionRange(open.start(), close.end()));
  }

  private Call call(Token name) {
    Arguments arguments = arguments();
    FunctionSignature function = FunctionCatalogue.find(name.text());
    if (function == null) {
      throw tokens.error(
          name.position(), "unknown function with name " + GoQuote.quote(name.text()));
    }
    if (function.experimental() && !experimentalFunctions()) {
      throw tokens.error(
          name.position(), "function " + GoQuote.quote(name.text()) + " is not enabled");
    }
    return new Call(function, arguments.list(), new PositionRange(name.start(), arguments.end()));
  }

  private boolean aggregationFollows() {
    return switch (tokens.peek().type()) {
      case BY, WITHOUT, LEFT_PAREN -> true;
      default -> false;
    };
  }

  private AggregateExpr aggregation(Token name) {
    openAggregations++;
    Grouping grouping = grouping();
    if (!tokens.isNext(TokenType.LEFT_PAREN)) {
      throw tokens.unexpected(context());
    }
    Arguments arguments = arguments();
    openAggregations--;
    int end = arguments.end();
    if (grouping == null) {
      grouping = grouping();
      end = grouping == null ? end : grouping.end();
    }
    return aggregation(name, arguments.list(), grouping, new PositionRange(name.start(), end));
  }

  private AggregateExpr aggregation(
      Token name, List<Expr> arguments, @Nullable Grouping grouping, PositionRange position) {
    if (arguments.isEmpty()) {
      throw tokens.error(position, "no arguments for aggregate expression provided");
    }
    AggregateOp op = AggregateOp.valueOf(name.type().name());
    if (op.isExperimental() && !experimentalFunctions()) {
      throw tokens.error(
          position,
          op.symbol()
              + "() is experimental and must be enabled with"
              + " --enable-feature=promql-experimental-functions");
    }
    int wanted = op.parameterType() == null ? 1 : 2;
    if (arguments.size() != wanted) {
      throw tokens.error(
          position,
          "wrong number of arguments for aggregate expression provided, expected "
              + wanted
              + ", got "
              + arguments.size());
    }
    return new AggregateExpr(
        op,
        arguments.getLast(),
        wanted == 2 ? arguments.getFirst() : null,
        grouping == null ? List.of() : grouping.labels(),
        grouping != null && grouping.without(),
        position);
  }

  private @Nullable Grouping grouping() {
    boolean without = tokens.isNext(TokenType.WITHOUT);
    if (!without && !tokens.isNext(TokenType.BY)) {
      return null;
    }
    tokens.next();
    List<String> labels = labelLists.labels();
    return new Grouping(without, labels, tokens.lastEnd());
  }

  private Arguments arguments() {
    tokens.next();
    List<Expr> list = new ArrayList<>();
    boolean more = !tokens.isNext(TokenType.RIGHT_PAREN);
    while (more) {
      list.add(expression(Precedence.LOWEST));
      Token comma = tokens.peek();
      more = tokens.accept(TokenType.COMMA);
      if (more && !tokens.peek().type().canStartExpression()) {
        throw tokens.error(comma.position(), "trailing commas not allowed in function call args");
      }
    }
    Token close = tokens.expect(TokenType.RIGHT_PAREN, context());
    return new Arguments(list, close.end());
  }

  private boolean experimentalFunctions() {
    return options.allows(ParserOptions.Feature.EXPERIMENTAL_FUNCTIONS);
  }

  private ErrorContext context() {
    return openAggregations > 0 ? ErrorContext.AGGREGATION : ErrorContext.NONE;
  }

  /** Arguments in parentheses, which end at a byte. */
  private record Arguments(List<Expr> list, int end) {}

  /** A {@code by} or {@code without}, which ends at a byte. */
  private record Grouping(boolean without, List<String> labels, int end) {}
}
