package dev.deucalion.tsdb.wal;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;

/** What a record holds; its first byte says so ({@code docs/formats/wal.md}). */
public enum RecordType {
  /** Series with their refs and labels. */
  SERIES(1),
  /** Floats. */
  SAMPLES(2),
  /** Times that were deleted from series. */
  TOMBSTONES(3),
  /** Exemplars. */
  EXEMPLARS(4),
  /** Series whose samples up to here are in chunk files; in logs of out-of-order samples. */
  CHUNK_MARKERS(5),
  /** What series measure. */
  METADATA(6),
  /** Native histograms with integer counts. */
  HISTOGRAMS(7),
  /** Native histograms with float counts. */
  FLOAT_HISTOGRAMS(8),
  /** Native histograms with custom buckets and integer counts. */
  CUSTOM_HISTOGRAMS(9),
  /** Native histograms with custom buckets and float counts. */
  CUSTOM_FLOAT_HISTOGRAMS(10),
  /** Samples with start timestamps; read, never written. */
  SAMPLES_V2(11),
  /** Integer histograms of any buckets with start timestamps; read, never written. */
  HISTOGRAMS_V2(12),
  /** Float histograms of any buckets with start timestamps; read, never written. */
  FLOAT_HISTOGRAMS_V2(13),
  /** Our own: what belongs to a batch ({@link BatchMark}). Prometheus skips it. */
  BATCH(255),
  /** Anything else; skipped. */
  UNKNOWN(-1);

  private static final RecordType[] BY_CODE = new RecordType[256];

  static {
    for (int code = 0; code < BY_CODE.length; code++) {
      BY_CODE[code] = UNKNOWN;
    }
    for (RecordType type : values()) {
      if (type != UNKNOWN) {
        BY_CODE[type.code] = type;
      }
    }
  }

  private final int code;

  RecordType(int code) {
    this.code = code;
  }

  /** The first byte of such records. */
  int code() {
    return code;
  }

  /** Whether entries of such records are samples of series. */
  boolean holdsSamples() {
    return switch (this) {
      case SAMPLES,
          HISTOGRAMS,
          FLOAT_HISTOGRAMS,
          CUSTOM_HISTOGRAMS,
          CUSTOM_FLOAT_HISTOGRAMS,
          SAMPLES_V2,
          HISTOGRAMS_V2,
          FLOAT_HISTOGRAMS_V2 ->
          true;
      case SERIES, TOMBSTONES, EXEMPLARS, CHUNK_MARKERS, METADATA, BATCH, UNKNOWN -> false;
    };
  }

  /** The type of a record, hidden or not. */
  static RecordType of(byte[] record, int length) {
    return length == 0 ? UNKNOWN : ofCode(record[HiddenRecord.prefixBytes(record, 0, length)]);
  }

  /** The type that a first byte says. */
  static RecordType ofCode(byte code) {
    return BY_CODE[code & 0xff];
  }

  /** The type of the record that a histogram goes into. */
  public static RecordType of(Histogram histogram) {
    boolean custom = histogram.layout().usesCustomBuckets();
    if (histogram instanceof IntHistogram) {
      return custom ? CUSTOM_HISTOGRAMS : HISTOGRAMS;
    }
    return custom ? CUSTOM_FLOAT_HISTOGRAMS : FLOAT_HISTOGRAMS;
  }
}
