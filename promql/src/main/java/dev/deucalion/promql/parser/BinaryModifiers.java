package dev.deucalion.promql.parser;

import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorMatching.Cardinality;
import java.util.List;

/**
 * What stands between a binary operator and its right side.
 *
 * @param returnBool whether there was {@code bool}
 * @param matching as written, one-to-one where nothing was
 */
record BinaryModifiers(boolean returnBool, VectorMatching matching) {
  /** Whether a fill value was given. */
  boolean fills() {
    return matching.fillLeft() != null || matching.fillRight() != null;
  }

  static BinaryModifiers parse(TokenStream tokens, ErrorContext context) {
    boolean returnBool = tokens.accept(TokenType.BOOL);
    Cardinality cardinality = Cardinality.ONE_TO_ONE;
    List<String> labels = List.of();
    List<String> include = List.of();
    boolean on = tokens.isNext(TokenType.ON);
    if (on || tokens.isNext(TokenType.IGNORING)) {
      tokens.next();
      LabelListParser lists = new LabelListParser(tokens);
      labels = lists.labels();
      boolean left = tokens.isNext(TokenType.GROUP_LEFT);
      if (left || tokens.isNext(TokenType.GROUP_RIGHT)) {
        tokens.next();
        cardinality = left ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
        boolean listed =
            tokens.isNext(TokenType.LEFT_PAREN) || !tokens.peek().type().canStartExpression();
        include = listed ? lists.labels() : List.of();
      }
    }
    Fill fill = Fill.parse(tokens, context);
    return new BinaryModifiers(
        returnBool,
        new VectorMatching(cardinality, labels, on, include, fill.left(), fill.right()));
  }
}
