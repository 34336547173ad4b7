package dev.deucalion.scrape.exposition;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.MetricType;

/**
 * Walks over a body, entry by entry:
 *
 * <pre>{@code
 * parser.reset(body, length);
 * for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
 *   if (kind == EntryKind.SERIES) { … parser.keyBytes() … parser.value() … }
 * }
 * }</pre>
 *
 * <p>The accessors of an entry hold until the next call of {@link #next()}. The caller's array is
 * neither copied nor written and must not change until the parser is reset. Nothing is allocated
 * for an entry before its labels or texts are asked for, but for the histogram of a {@code
 * HISTOGRAM}. Not thread-safe; may be used again for any number of bodies.
 */
public abstract sealed class ExpositionParser
    permits LineParser, ProtobufParser, CustomBucketsParser, OpenMetrics2Parser {
  private static final byte[] NOTHING = {};

  byte[] keyBytes = NOTHING;
  int keyStart;
  int keyEnd;

  double value;
  boolean hasTimestamp;
  long timestampMs;
  Histogram histogram = IntHistogram.STALE;

  /** Type of the family at hand. */
  MetricType type = MetricType.UNKNOWN;

  /** Whether {@link #readExemplar} may find one. */
  boolean mayHaveExemplar;

  double exemplarValue;
  boolean hasExemplarTimestamp;
  long exemplarTimestampMs;

  ExpositionParser() {}

  /** Starts over with the first {@code length} bytes of an array. */
  public abstract void reset(byte[] body, int length);

  /**
   * Goes to the next entry. After the end, the end again.
   *
   * <p>The labels of a series need not have been checked: {@link #labels} does, so it has to be
   * called for each series whose key is not known to be good from before.
   *
   * @throws ExpositionException when the body is not in the format; the parser must then be reset
   */
  public abstract EntryKind next() throws ExpositionException;

  /**
   * The array with the bytes that tell the entry at hand from others: of a series or histogram what
   * its labels come from, of metadata the name and the text. They lie from {@link #keyStart} to
   * {@link #keyEnd}, and equal bytes mean an equal entry as long as the kind is the same.
   */
  public final byte[] keyBytes() {
    return keyBytes;
  }

  /** Where the entry's bytes start in {@link #keyBytes}. */
  public final int keyStart() {
    return keyStart;
  }

  /** Where they end, exclusive. */
  public final int keyEnd() {
    return keyEnd;
  }

  /** Value of a SERIES; in text a NaN is Prometheus' normal one, never the stale marker. */
  public final double value() {
    return value;
  }

  /** Value of a HISTOGRAM, as it was sent but for empty buckets; it may contradict itself. */
  public final Histogram histogram() {
    return histogram;
  }

  /** Whether the sample at hand has a timestamp of its own. */
  public final boolean hasTimestamp() {
    return hasTimestamp;
  }

  /** Milliseconds since the epoch, where there is a timestamp. */
  public final long timestampMs() {
    return timestampMs;
  }

  /**
   * Since when what a SERIES or HISTOGRAM counts has been counted.
   *
   * @return milliseconds since the epoch, 0 where it is not known
   */
  public abstract long startTimestampMs() throws ExpositionException;

  /** Name of the family of a TYPE, HELP or UNIT entry. */
  public abstract String name();

  /** Type of the family at hand: in text that of the last TYPE line, {@code UNKNOWN} before it. */
  public final MetricType type() {
    return type;
  }

  /** Help text of a HELP entry, escapes replaced. */
  public abstract String help();

  /** Unit of a UNIT entry. */
  public abstract String unit();

  /**
   * Reads the SERIES or HISTOGRAM at hand as its format wants it. For a line that is known from
   * somewhere this may be left out.
   *
   * @throws ExpositionException when it is none
   */
  public void checkSyntax() throws ExpositionException {}

  /**
   * The labels of a SERIES or HISTOGRAM, metric name included. In histograms {@code le} and in
   * summaries {@code quantile} have OpenMetrics' form of numbers, {@code 1.0} for {@code 1}.
   *
   * @throws ExpositionException when they are malformed, a name comes twice or is no UTF-8
   */
  public abstract Labels labels() throws ExpositionException;

  /**
   * Goes to the next exemplar of the SERIES or HISTOGRAM at hand. A histogram's all have
   * timestamps; those that had none are left out.
   *
   * @return false when there is no further one
   */
  public final boolean nextExemplar() throws ExpositionException {
    return mayHaveExemplar && readExemplar();
  }

  /**
   * Reads the next exemplar into the fields; false, with {@link #mayHaveExemplar} false, if none.
   */
  abstract boolean readExemplar() throws ExpositionException;

  /**
   * Labels of the exemplar at hand.
   *
   * @throws ExpositionException when a name comes twice or is no UTF-8
   */
  public abstract Labels exemplarLabels() throws ExpositionException;

  /** Value of the exemplar at hand. */
  public final double exemplarValue() {
    return exemplarValue;
  }

  /** Whether the exemplar at hand has a timestamp. */
  public final boolean hasExemplarTimestamp() {
    return hasExemplarTimestamp;
  }

  /** Milliseconds since the epoch, where the exemplar has a timestamp. */
  public final long exemplarTimestampMs() {
    return exemplarTimestampMs;
  }
}
