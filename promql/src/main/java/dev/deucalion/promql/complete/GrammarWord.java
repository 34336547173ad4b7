package dev.deucalion.promql.complete;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A word or symbol of the grammar that is no function and no aggregation.
 *
 * @param text as it is shown and inserted
 * @param probe what is tried on the parser: with a bracket where the word alone would be a name
 * @param places where it can stand
 * @param help what it does, one sentence
 */
public record GrammarWord(String text, String probe, Set<Place> places, String help) {
  /** Where a word can stand. */
  public enum Place {
    /** Where an operand is expected, too. */
    OPERAND,
    /** Only behind an operand. */
    BEHIND
  }

  /** All of them; operators in the order of how often they are used. */
  public static final List<GrammarWord> ALL =
      List.of(
          behind("by", "Keeps these labels and drops all others."),
          behind("without", "Drops these labels and keeps all others."),
          behind("offset", "Looks so much earlier."),
          behind("and", "Series of the left side that have a match on the right side."),
          behind("or", "All series of the left side, and those of the right side without a match."),
          behind("unless", "Series of the left side that have no match on the right side."),
          behind("atan2", "The angle of two sides, in radians."),
          new GrammarWord(
              "bool",
              "bool",
              EnumSet.allOf(Place.class),
              "Gives 0 or 1 instead of leaving series out."),
          matching("on", "Matches series by these labels only."),
          matching("ignoring", "Matches series by all labels but these."),
          matching("group_left", "Many series on the left side may match one on the right side."),
          matching("group_right", "Many series on the right side may match one on the left side."),
          called("fill", "Takes this value for series that one of the sides lacks."),
          called("fill_left", "Takes this value for series that the left side lacks."),
          called("fill_right", "Takes this value for series that the right side lacks."),
          behind("anchored", "Takes the samples at both ends of the range into account."),
          behind("smoothed", "Interpolates at both ends of the range."),
          behind("start()", "Start of the query, for \"@\"."),
          behind("end()", "End of the query, for \"@\"."),
          behind("step()", "Step of the query."),
          behind("range()", "Range of the query."),
          behind("+", "Sum."),
          behind("-", "Difference."),
          behind("*", "Product."),
          behind("/", "Quotient."),
          behind("%", "Remainder."),
          behind("^", "Power."),
          behind("==", "Keeps what is equal."),
          behind("!=", "Keeps what differs."),
          behind(">", "Keeps what is greater."),
          behind(">=", "Keeps what is greater or equal."),
          behind("<", "Keeps what is less."),
          behind("<=", "Keeps what is less or equal."),
          behind("</", "Cuts observations above the value from native histograms."),
          behind(">/", "Cuts observations below the value from native histograms."),
          behind("=", "Labels of this value."),
          behind("=~", "Labels that the regular expression matches as a whole."),
          behind("!~", "Labels that the regular expression does not match."),
          behind("@", "Looks at a fixed time."));

  /** Copies the set. */
  public GrammarWord {
    places = Set.copyOf(places);
  }

  private static GrammarWord behind(String text, String help) {
    return new GrammarWord(text, text, EnumSet.of(Place.BEHIND), help);
  }

  private static GrammarWord matching(String text, String help) {
    return new GrammarWord(text, text, EnumSet.allOf(Place.class), help);
  }

  private static GrammarWord called(String text, String help) {
    return new GrammarWord(text, text + "(", EnumSet.allOf(Place.class), help);
  }
}
