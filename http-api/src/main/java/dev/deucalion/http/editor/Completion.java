package dev.deucalion.http.editor;

/**
 * Something that may be typed.
 *
 * @param text as it is shown
 * @param insert what is put in its place, where that is not the text itself; else empty
 * @param kind what it is
 * @param detail few words behind the text: the type of a metric, the signature of a function; empty
 *     when there are none
 * @param help a sentence, or empty
 * @param score from 0 to 1
 */
public record Completion(
    String text, String insert, Kind kind, String detail, String help, double score) {
  /** The same with something else to put in its place. */
  Completion withInsert(String newInsert) {
    return new Completion(text, newInsert, kind, detail, help, score);
  }

  /** What a completion is. */
  public enum Kind {
    METRIC("metric"),
    FUNCTION("function"),
    AGGREGATION("aggregation"),
    KEYWORD("keyword"),
    LABEL("label"),
    VALUE("value"),
    DURATION("duration");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As the API writes it. */
    public String text() {
      return text;
    }
  }
}
