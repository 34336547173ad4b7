package dev.deucalion.rules.template.parse;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.rules.template.parse.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads templates. Used once. */
public final class TemplateParser {
  private static final String UNEXPECTED_END = "unexpected EOF";

  private final String name;
  private final TokenReader tokens;
  private final PipelineParser pipelines;
  private final Map<String, List<Node>> defined = new HashMap<>();
  private int ranges;

  /** A list, and the keyword that ended it. */
  private record Listed(List<Node> nodes, Token end) {}

  private TemplateParser(String name, TokenReader tokens, Predicate<String> functions) {
    this.name = name;
    this.tokens = tokens;
    this.pipelines = new PipelineParser(tokens, functions);
  }

  /**
   * Reads a template and those that it defines.
   *
   * @param name of the template, for messages
   * @param functions whether there is one of a name
   * @throws SyntaxException when the text is no template
   */
  public static TemplateTree parse(String name, String text, Predicate<String> functions)
      throws SyntaxException {
    TemplateParser parser = new TemplateParser(name, new TokenReader(name, text), functions);
    return new TemplateTree(name, text, parser.top(), parser.defined);
  }

  private List<Node> top() throws SyntaxException {
    List<Node> nodes = new ArrayList<>();
    while (!tokens.peek().is(Kind.END)) {
      Token keyword = node(nodes, true);
      if (keyword != null) {
        throw tokens.failure(keyword, "unexpected {{" + keyword.text() + "}}");
      }
    }
    return nodes;
  }

  /** Reads nodes up to {@code end} or {@code else}, of which the keyword is read, too. */
  private Listed list() throws SyntaxException {
    List<Node> nodes = new ArrayList<>();
    while (!tokens.peek().is(Kind.END)) {
      Token keyword = node(nodes, false);
      if (keyword != null) {
        return new Listed(nodes, keyword);
      }
    }
    throw tokens.failure(tokens.peek(), UNEXPECTED_END);
  }

  /** Reads a node; returns the keyword where it is one that ends lists, else null. */
  private @Nullable Token node(List<Node> nodes, boolean top) throws SyntaxException {
    Token token = tokens.next();
    if (token.is(Kind.TEXT)) {
      nodes.add(new Node.Text(token.text()));
      return null;
    }
    if (!token.is(Kind.LEFT_DELIMITER)) {
      throw tokens.unexpected(token, "input");
    }
    int mark = tokens.mark();
    Token first = tokens.nextNonSpace();
    if (!first.is(Kind.KEYWORD)) {
      tokens.back(mark);
      nodes.add(new Node.Action(pipelines.pipeline("command", Kind.RIGHT_DELIMITER)));
      return null;
    }
    switch (first.text()) {
      case "end" -> {
        tokens.expect(Kind.RIGHT_DELIMITER, "end");
        return first;
      }
      case "else" -> {
        return first;
      }
      case "if", "with", "range" -> nodes.add(control(first));
      case "break", "continue" -> nodes.add(jump(first));
      case "template" -> nodes.add(call());
      case "block" -> nodes.add(block());
      default -> {
        if (!top) {
          throw tokens.unexpected(first, "command");
        }
        define();
      }
    }
    return null;
  }

  private Node control(Token keyword) throws SyntaxException {
    pipelines.enter(keyword);
    String context = keyword.text();
    boolean range = context.equals("range");
    int variables = pipelines.variableCount();
    Pipeline pipeline = pipelines.pipeline(context, Kind.RIGHT_DELIMITER);
    ranges += range ? 1 : 0;
    Listed then = list();
    ranges -= range ? 1 : 0;
    List<Node> otherwise = then.end.isKeyword("else") ? otherwise(context) : List.of();
    pipelines.forgetVariables(variables);
    pipelines.leave();
    return switch (context) {
      case "if" -> new Node.If(pipeline, then.nodes, otherwise);
      case "with" -> new Node.With(pipeline, then.nodes, otherwise);
      default -> new Node.Range(pipeline, then.nodes, otherwise);
    };
  }

  private List<Node> otherwise(String context) throws SyntaxException {
    Token token = tokens.peekNonSpace();
    if (!context.equals("range") && token.isKeyword(context)) {
      tokens.next();
      return List.of(control(token));
    }
    tokens.expect(Kind.RIGHT_DELIMITER, "else");
    Listed otherwise = list();
    if (!otherwise.end.isKeyword("end")) {
      throw tokens.failure(otherwise.end, "expected end; found {{else}}");
    }
    return otherwise.nodes;
  }

  private Node jump(Token keyword) throws SyntaxException {
    tokens.expect(Kind.RIGHT_DELIMITER, "{{" + keyword.text() + "}}");
    if (ranges == 0) {
      throw tokens.failure(keyword, "{{" + keyword.text() + "}} outside {{range}}");
    }
    return keyword.isKeyword("break") ? new Node.Break() : new Node.Continue();
  }

  private Node call() throws SyntaxException {
    Token place = tokens.nextNonSpace();
    String called = pipelines.templateName(place, "template clause");
    if (tokens.peekNonSpace().is(Kind.RIGHT_DELIMITER)) {
      tokens.next();
      return new Node.Call(called, Optional.empty(), place.at());
    }
    Pipeline argument = pipelines.pipeline("template clause", Kind.RIGHT_DELIMITER);
    return new Node.Call(called, Optional.of(argument), place.at());
  }

  private Node block() throws SyntaxException {
    Token place = tokens.nextNonSpace();
    String called = pipelines.templateName(place, "block clause");
    Pipeline argument = pipelines.pipeline("block clause", Kind.RIGHT_DELIMITER);
    define(called, "block clause", place);
    return new Node.Call(called, Optional.of(argument), place.at());
  }

  private void define() throws SyntaxException {
    String called = pipelines.templateName(tokens.nextNonSpace(), "define clause");
    Token end = tokens.expect(Kind.RIGHT_DELIMITER, "define clause");
    define(called, "define clause", end);
  }

  private void define(String called, String context, Token place) throws SyntaxException {
    pipelines.enter(place);
    List<String> hidden = pipelines.hideVariables();
    int rangesAround = ranges;
    ranges = 0;
    Listed body = list();
    ranges = rangesAround;
    if (!body.end.isKeyword("end")) {
      throw tokens.unexpected(body.end, context);
    }
    pipelines.showVariables(hidden);
    pipelines.leave();
    if (called.equals(name) || !isEmpty(defined.getOrDefault(called, List.of()))) {
      if (!isEmpty(body.nodes)) {
        throw tokens.failure(
            place, "template: multiple definition of template " + GoQuote.quote(called));
      }
    } else {
      defined.put(called, body.nodes);
    }
  }

  /** Whether a template has nothing but blanks, so that another one may take its place. */
  private static boolean isEmpty(List<Node> nodes) {
    return nodes.stream().allMatch(node -> node instanceof Node.Text text && text.text().isBlank());
  }
}
