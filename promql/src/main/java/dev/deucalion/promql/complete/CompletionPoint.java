package dev.deucalion.promql.complete;

import java.util.List;

/** What fits at a cursor. */
public sealed interface CompletionPoint {
  /** The text that a completion replaces. */
  Span span();

  /**
   * A piece of the query.
   *
   * @param from index of its first character, as Java and JavaScript count them
   * @param to index behind its last one
   * @param typed what of it stands before the cursor, without the quote of a string
   */
  record Span(int from, int to, String typed) {}

  /** Nothing can be said. */
  record Nothing(Span span) implements CompletionPoint {}

  /**
   * An expression: metrics, functions, aggregations.
   *
   * @param words of the grammar that fit too
   */
  record Expression(Span span, List<String> words) implements CompletionPoint {
    /** Copies the list. */
    public Expression {
      words = List.copyOf(words);
    }
  }

  /** Words of the grammar and nothing else, such as operators. */
  record Words(Span span, List<String> words) implements CompletionPoint {
    /** Copies the list. */
    public Words {
      words = List.copyOf(words);
    }
  }

  /** A duration. */
  record Duration(Span span) implements CompletionPoint {}

  /**
   * The name of a label.
   *
   * @param selectors the series whose labels they are, any of them; none for all series
   * @param isMatcher whether an operator and a value follow
   */
  record LabelName(Span span, List<String> selectors, boolean isMatcher)
      implements CompletionPoint {
    /** Copies the list. */
    public LabelName {
      selectors = List.copyOf(selectors);
    }
  }

  /**
   * The name of a label or of a metric, within quotes.
   *
   * @param selectors the series whose labels they are, any of them; none for all series
   * @param names what the name may be of
   * @param quote the one that opens the string
   */
  record QuotedName(Span span, List<String> selectors, Names names, char quote)
      implements CompletionPoint {
    /** What a name may be of. */
    public enum Names {
      /** Labels. */
      LABELS,
      /** Labels, and metrics, as long as the braces have no name of one. */
      LABELS_AND_METRICS
    }

    /** Copies the list. */
    public QuotedName {
      selectors = List.copyOf(selectors);
    }
  }

  /**
   * The value of a label, within quotes.
   *
   * @param label its name
   * @param selector the series that have it; empty for all
   * @param quote the one that opens the string
   * @param isClosed whether the closing quote is there
   */
  record LabelValue(Span span, String label, String selector, char quote, boolean isClosed)
      implements CompletionPoint {}
}
