package dev.deucalion.scrape.exposition;

/** What {@link ExpositionParser#next()} has found. */
public enum EntryKind {
  /** A sample: series text, value, perhaps a timestamp and an exemplar. */
  SERIES,
  /** A {@code # TYPE} line. */
  TYPE,
  /** A {@code # HELP} line. */
  HELP,
  /** A {@code # UNIT} line, of OpenMetrics only. */
  UNIT,
  /** A comment, of the text format only. */
  COMMENT,
  /** The end of the body. */
  END
}
