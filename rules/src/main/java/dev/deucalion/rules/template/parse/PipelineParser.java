package dev.deucalion.rules.template.parse;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.rules.template.parse.Pipeline.Command;
import dev.deucalion.rules.template.parse.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what stands within actions. Knows the variables that are in sight. */
final class PipelineParser {
  /** Deep enough for any sense, and shallow enough for the stack of a thread. */
  private static final int MAX_DEPTH = 100;

  private final TokenReader tokens;
  private final Predicate<String> functions;
  private final List<String> variables = new ArrayList<>(List.of("$"));
  private int depth;

  /**
   * @param functions whether there is one of a name
   */
  PipelineParser(TokenReader tokens, Predicate<String> functions) {
    this.tokens = tokens;
    this.functions = functions;
  }

  /** How many variables are in sight, for {@link #forgetVariables}. */
  int variableCount() {
    return variables.size();
  }

  void forgetVariables(int count) {
    variables.subList(count, variables.size()).clear();
  }

  /** Starts on another template, which sees none of the variables; returns them. */
  List<String> hideVariables() {
    List<String> hidden = List.copyOf(variables);
    forgetVariables(1);
    return hidden;
  }

  /** Ends the other template. */
  void showVariables(List<String> hidden) {
    variables.clear();
    variables.addAll(hidden);
  }

  /** Counts a level of nesting, to be ended by {@link #leave}. */
  void enter(Token token) throws SyntaxException {
    if (++depth > MAX_DEPTH) {
      throw tokens.failure(token, "nested more than " + MAX_DEPTH + " levels deep");
    }
  }

  void leave() {
    depth--;
  }

  /**
   * Reads a pipeline and the token behind it.
   *
   * @param context what it is for, for messages
   * @param end kind of that token
   */
  Pipeline pipeline(String context, Kind end) throws SyntaxException {
    Token first = tokens.peekNonSpace();
    enter(first);
    List<String> declared = new ArrayList<>();
    boolean assigns = declarations(context, declared);
    List<Command> commands = new ArrayList<>();
    while (true) {
      Token token = tokens.peekNonSpace();
      if (token.is(end)) {
        tokens.next();
        check(commands, context, token);
        leave();
        return new Pipeline(declared, assigns, commands, first.at());
      }
      if (!beginsOperand(token)) {
        throw tokens.unexpected(tokens.next(), context);
      }
      commands.add(command());
    }
  }

  /** Reads declared variables; says whether they are only assigned. */
  private boolean declarations(String context, List<String> declared) throws SyntaxException {
    while (tokens.peekNonSpace().is(Kind.VARIABLE)) {
      int mark = tokens.mark();
      Token variable = tokens.next();
      Token after = tokens.peekNonSpace();
      if (after.is(Kind.DECLARE) || after.is(Kind.ASSIGN)) {
        tokens.next();
        declared.add(variable.text());
        variables.add(variable.text());
        return after.is(Kind.ASSIGN);
      }
      if (!after.is(Kind.COMMA)) {
        tokens.back(mark);
        return false;
      }
      tokens.next();
      declared.add(variable.text());
      variables.add(variable.text());
      if (!context.equals("range") || declared.size() > 1) {
        throw tokens.failure(after, "too many declarations in " + context);
      }
      if (!tokens.peekNonSpace().is(Kind.VARIABLE)) {
        throw tokens.failure(after, "range can only initialize variables");
      }
    }
    return false;
  }

  private void check(List<Command> commands, String context, Token token) throws SyntaxException {
    if (commands.isEmpty()) {
      throw tokens.failure(token, "missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      boolean executable =
          switch (commands.get(i).words().getFirst()) {
            case Operand.Bool _,
                Operand.Dot _,
                Operand.Nil _,
                Operand.Whole _,
                Operand.Real _,
                Operand.Str _ ->
                false;
            case Operand.Fields _, Operand.Function _, Operand.Nested _, Operand.Variable _ -> true;
          };
      if (!executable) {
        throw tokens.failure(token, "non executable command in pipeline stage " + (i + 1));
      }
    }
  }

  private static boolean beginsOperand(Token token) {
    return switch (token.kind()) {
      case BOOL,
          CHAR,
          DOT,
          FIELD,
          IDENTIFIER,
          NUMBER,
          NIL,
          RAW_STRING,
          STRING,
          VARIABLE,
          LEFT_PAREN ->
          true;
      case TEXT,
          LEFT_DELIMITER,
          RIGHT_DELIMITER,
          SPACE,
          DECLARE,
          ASSIGN,
          PIPE,
          COMMA,
          RIGHT_PAREN,
          KEYWORD,
          OTHER,
          ERROR,
          END ->
          false;
    };
  }

  private Command command() throws SyntaxException {
    int at = tokens.peekNonSpace().at();
    List<Operand> words = new ArrayList<>();
    while (true) {
      tokens.peekNonSpace();
      Operand operand = operand();
      if (operand != null) {
        words.add(operand);
      }
      int mark = tokens.mark();
      Token token = tokens.next();
      if (token.is(Kind.SPACE)) {
        continue;
      }
      if (token.is(Kind.RIGHT_DELIMITER) || token.is(Kind.RIGHT_PAREN)) {
        tokens.back(mark);
      } else if (!token.is(Kind.PIPE)) {
        throw tokens.unexpected(token, "operand");
      }
      if (words.isEmpty()) {
        throw tokens.failure(token, "empty command");
      }
      return new Command(words, at);
    }
  }

  /** A term with what is taken from it; null where there is none. */
  private @Nullable Operand operand() throws SyntaxException {
    Operand term = term();
    if (term == null || !tokens.peek().is(Kind.FIELD)) {
      return term;
    }
    int at = tokens.peek().at();
    List<String> names = new ArrayList<>();
    while (tokens.peek().is(Kind.FIELD)) {
      names.add(tokens.next().text().substring(1));
    }
    return switch (term) {
      case Operand.Fields fields -> {
        List<String> all = new ArrayList<>(fields.names());
        all.addAll(names);
        yield new Operand.Fields(fields.of(), all, at);
      }
      case Operand.Variable _, Operand.Nested _, Operand.Function _ ->
          new Operand.Fields(term, names, at);
      case Operand.Bool _,
          Operand.Dot _,
          Operand.Nil _,
          Operand.Whole _,
          Operand.Real _,
          Operand.Str _ ->
          throw tokens.failure(
              tokens.peek(), "unexpected . after term " + GoQuote.quote(term.toString()));
    };
  }

  private @Nullable Operand term() throws SyntaxException {
    int mark = tokens.mark();
    Token token = tokens.nextNonSpace();
    int at = token.at();
    return switch (token.kind()) {
      case IDENTIFIER -> {
        if (!functions.test(token.text())) {
          throw tokens.failure(token, "function \"" + token.text() + "\" not defined");
        }
        yield new Operand.Function(token.text(), at);
      }
      case DOT -> new Operand.Dot(at);
      case NIL -> new Operand.Nil(at);
      case VARIABLE -> {
        if (!variables.contains(token.text())) {
          throw tokens.failure(token, "undefined variable \"" + token.text() + "\"");
        }
        yield new Operand.Variable(token.text(), at);
      }
      case FIELD -> new Operand.Fields(new Operand.Dot(at), List.of(token.text().substring(1)), at);
      case BOOL -> new Operand.Bool(token.text().equals("true"), at);
      case CHAR, NUMBER, STRING, RAW_STRING -> literal(token);
      case LEFT_PAREN ->
          new Operand.Nested(pipeline("parenthesized pipeline", Kind.RIGHT_PAREN), at);
      case TEXT,
          LEFT_DELIMITER,
          RIGHT_DELIMITER,
          SPACE,
          DECLARE,
          ASSIGN,
          PIPE,
          COMMA,
          RIGHT_PAREN,
          KEYWORD,
          OTHER,
          ERROR,
          END -> {
        tokens.back(mark);
        yield null;
      }
    };
  }

  private Operand literal(Token token) throws SyntaxException {
    try {
      return Literals.read(token);
    } catch (IllegalArgumentException e) {
      throw tokens.failure(token, String.valueOf(e.getMessage()));
    }
  }

  /** Reads the name of a template, which a token has. */
  String templateName(Token token, String context) throws SyntaxException {
    if (!token.is(Kind.STRING) && !token.is(Kind.RAW_STRING)) {
      throw tokens.unexpected(token, context);
    }
    return literal(token) instanceof Operand.Str name ? name.value() : "";
  }
}
