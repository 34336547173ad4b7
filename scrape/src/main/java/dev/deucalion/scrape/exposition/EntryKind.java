package dev.deucalion.scrape.exposition;

/** What {@link ExpositionParser#next()} has found. */
public enum EntryKind {
  /** A sample: labels, value, perhaps a timestamp and an exemplar. */
  SERIES,
  /** A native histogram: labels, buckets, perhaps a timestamp and exemplars. */
  HISTOGRAM,
  /** The type of a family, in text a {@code # TYPE} line. */
  TYPE,
  /** The help text of a family. */
  HELP,
  /** The unit of a family; the text format has none. */
  UNIT,
  /** A comment, of the text format only. */
  COMMENT,
  /** The end of the body. */
  END
}
