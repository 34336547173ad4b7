package dev.deucalion.promql.complete;

import dev.deucalion.promql.complete.CompletionPoint.QuotedName.Names;
import dev.deucalion.promql.complete.CompletionPoint.Span;
import dev.deucalion.promql.parser.Continuation;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.QueryScan;
import dev.deucalion.promql.parser.QueryToken;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what fits at a place of a query, which need not be a whole one.
 *
 * <p>The grammar is asked by trying: a word fits when the parser takes it behind what stands before
 * the cursor. Whether a name is that of a metric or of a label shows by what may follow it: braces,
 * an operator of matching, or a comma alone.
 */
public final class CompletionFinder {
  private static final String METRIC = "x{";
  private static final String MATCHER = "x=";
  private static final String LISTED_LABEL = "x,";
  private static final String DURATION = "5m";

  private final ParserOptions options;

  /**
   * A finder.
   *
   * @param options of the parser that will read the query
   */
  public CompletionFinder(ParserOptions options) {
    this.options = options;
  }

  /**
   * What fits.
   *
   * @param query any text
   * @param cursor index of the character behind the cursor, from 0 to the length of the text
   */
  public CompletionPoint at(String query, int cursor) {
    QueryScan scan = QueryScan.of(query.substring(0, cursor));
    if (scan.rest().isEmpty() || !isQuote(scan.rest().charAt(0))) {
      return outsideStrings(query, cursor);
    }
    return withinString(query, cursor, scan);
  }

  private CompletionPoint outsideStrings(String query, int cursor) {
    Span span = wordAround(query, cursor);
    int from = span.from();
    int to = span.to();
    String before = query.substring(0, from);
    if (isInComment(before)) {
      return new CompletionPoint.Nothing(span);
    }
    if (fits(before, MATCHER)) {
      List<QueryToken> tokens = QueryScan.of(before).tokens();
      String selector =
          SelectorText.around(tokens, SelectorText.openBrace(tokens), query.substring(to));
      return new CompletionPoint.LabelName(
          span, selector.isEmpty() ? List.of() : List.of(selector), true);
    }
    if (fits(before, METRIC)) {
      return isNumber(span.typed())
          ? new CompletionPoint.Nothing(span)
          : new CompletionPoint.Expression(span, words(before, GrammarWord.Place.OPERAND));
    }
    if (fits(before, LISTED_LABEL)) {
      return new CompletionPoint.LabelName(span, SelectorText.all(query), false);
    }
    List<String> words = words(before, GrammarWord.Place.BEHIND);
    boolean anyWord = span.typed().isEmpty() && !words.contains("start()");
    if ((anyWord || isNumber(span.typed())) && fits(before, DURATION)) {
      return new CompletionPoint.Duration(span);
    }
    return words.isEmpty()
        ? new CompletionPoint.Nothing(span)
        : new CompletionPoint.Words(span, words);
  }

  /**
   * The word around a cursor. Dots are part of one that begins as a name does: no other token has
   * them there, and names of UTF-8 do, for which a completion puts the quotes.
   */
  private static Span wordAround(String query, int cursor) {
    int from = cursor;
    while (from > 0 && isWordPart(query.charAt(from - 1))) {
      from--;
    }
    int dotted = from;
    while (dotted > 0
        && (query.charAt(dotted - 1) == '.' || isWordPart(query.charAt(dotted - 1)))) {
      dotted--;
    }
    boolean named = dotted < query.length() && isNameStart(query.charAt(dotted));
    if (named) {
      from = dotted;
    }
    int to = cursor;
    while (to < query.length()
        && (isWordPart(query.charAt(to)) || named && query.charAt(to) == '.')) {
      to++;
    }
    return new Span(from, to, query.substring(from, cursor));
  }

  private List<String> words(String before, GrammarWord.Place place) {
    List<String> words = new ArrayList<>();
    for (GrammarWord word : GrammarWord.ALL) {
      if (word.places().contains(place) && isAllowed(word) && fits(before, word.probe())) {
        words.add(word.text());
      }
    }
    return words;
  }

  private boolean isAllowed(GrammarWord word) {
    return switch (word.text()) {
      case "fill", "fill_left", "fill_right" ->
          options.allows(ParserOptions.Feature.FILL_MODIFIERS);
      case "anchored", "smoothed" -> options.allows(ParserOptions.Feature.EXTENDED_RANGE_SELECTORS);
      default -> true;
    };
  }

  private CompletionPoint withinString(String query, int cursor, QueryScan scan) {
    String typed = scan.rest().substring(1);
    int from = cursor - typed.length();
    char quote = scan.rest().charAt(0);
    String behind = query.substring(cursor);
    int close = behind.indexOf(quote);
    boolean closed = close >= 0 && !opensString(behind.substring(0, close));
    Span span = new Span(from, closed ? cursor + close : cursor, typed);
    List<QueryToken> tokens = scan.tokens();
    int brace = SelectorText.openBrace(tokens);
    String before = query.substring(0, from - 1);
    String after = query.substring(closed ? span.to() + 1 : span.to());
    if (fits(before, MATCHER)) {
      String selector = SelectorText.around(tokens, brace, after);
      return new CompletionPoint.QuotedName(
          span,
          selector.isEmpty() ? List.of() : List.of(selector),
          SelectorText.hasMetric(tokens, brace) ? Names.LABELS : Names.LABELS_AND_METRICS,
          quote);
    }
    String label = labelOf(tokens);
    if (brace >= 0 && !label.isEmpty() && fits(before, "\"x\"")) {
      return new CompletionPoint.LabelValue(
          span, label, SelectorText.around(tokens, brace, after), quote, closed);
    }
    if (!fits(before, METRIC) && fits(before, LISTED_LABEL)) {
      return new CompletionPoint.QuotedName(span, SelectorText.all(query), Names.LABELS, quote);
    }
    return new CompletionPoint.Nothing(span);
  }

  /** Whether a quote behind this text is the first one of another string. */
  private static boolean opensString(String before) {
    String text = before.stripTrailing();
    return text.endsWith("=") || text.endsWith("~") || before.indexOf('\n') >= 0;
  }

  /** The label whose value comes next, or an empty text where something else does. */
  private static String labelOf(List<QueryToken> tokens) {
    if (tokens.size() < 2 || tokens.getLast().is("{") || tokens.getLast().is(",")) {
      return "";
    }
    QueryToken label = tokens.get(tokens.size() - 2);
    return label.kind() == QueryToken.Kind.STRING
        ? label.text().substring(1, label.text().length() - 1)
        : label.text();
  }

  private boolean fits(String before, String piece) {
    return Continuation.isPossible(before, piece, options);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && Character.isDigit(text.charAt(0));
  }

  /** A quote in a comment, or a hash in a string, is seen by scanning what comes before it. */
  private static boolean isInComment(String before) {
    int hash = before.lastIndexOf('#');
    return hash > before.lastIndexOf('\n')
        && QueryScan.of(before).tokens().size()
            == QueryScan.of(before.substring(0, hash)).tokens().size()
        && QueryScan.of(before.substring(0, hash)).rest().isEmpty();
  }

  private static boolean isWordPart(char c) {
    return c == '_' || c == ':' || c < 128 && Character.isLetterOrDigit(c);
  }

  private static boolean isNameStart(char c) {
    return c != ':' && isWordPart(c) && !Character.isDigit(c);
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }
}
