package dev.deucalion.tsdb.wal;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * Adds entries to records, each to one of its own type: the first entry begins the record. What
 * must go into which record of histograms says {@link RecordType#of(Histogram)}.
 */
public final class RecordEncoder {
  /** A mark of a batch takes at most so many bytes. */
  static final int MARK_BYTES = HiddenRecord.PREFIX_BYTES + 41;

  private RecordEncoder() {}

  /**
   * Makes a record the mark of a batch.
   *
   * @param owner of the log
   * @param origin where the batch begins in the other log, or null where this is that log
   */
  static void mark(
      RecordBuffer out,
      LogOwner owner,
      int records,
      int lateRecords,
      @Nullable LogPosition origin) {
    out.begin(RecordType.BATCH, owner);
    out.putUnsigned(records);
    if (lateRecords > 0 || origin != null) {
      out.putUnsigned(lateRecords);
    }
    if (origin != null) {
      out.putUnsigned(origin.segment());
      out.putUnsigned(origin.offset());
    }
  }

  /** Adds a series. */
  public static void series(RecordBuffer out, long ref, Labels labels) {
    beginIfEmpty(out, RecordType.SERIES);
    out.putLong(ref);
    putLabels(out, labels);
  }

  /** Adds a float sample. */
  public static void sample(RecordBuffer out, long ref, long timeMs, long valueBits) {
    beginIfEmpty(out, RecordType.SAMPLES, ref, timeMs);
    out.putSample(ref - out.firstRef(), timeMs - out.firstTimeMs(), valueBits);
  }

  /** Adds a histogram to a record of its type. */
  public static void histogram(RecordBuffer out, long ref, long timeMs, Histogram histogram) {
    beginIfEmpty(out, RecordType.of(histogram), ref, timeMs);
    out.putSigned(ref - out.firstRef());
    out.putSigned(timeMs - out.firstTimeMs());
    HistogramFields.put(out, histogram);
  }

  /** Adds an exemplar. */
  public static void exemplar(RecordBuffer out, long ref, Exemplar exemplar) {
    beginIfEmpty(out, RecordType.EXEMPLARS, ref, exemplar.timeMs());
    out.putSample(
        ref - out.firstRef(),
        exemplar.timeMs() - out.firstTimeMs(),
        Double.doubleToRawLongBits(exemplar.value()));
    putLabels(out, exemplar.labels());
  }

  /** Begins a record of metadata as the log of an owner wants it. */
  public static void beginMetadata(RecordBuffer out, LogOwner owner) {
    out.begin(RecordType.METADATA, owner);
  }

  /** Adds what a series measures. */
  public static void metadata(RecordBuffer out, long ref, Metadata metadata) {
    beginIfEmpty(out, RecordType.METADATA);
    out.putUnsigned(ref);
    out.putByte(MetricTypeCode.code(metadata.type()));
    out.putUnsigned(2);
    out.putString("UNIT");
    out.putString(metadata.unit());
    out.putString("HELP");
    out.putString(metadata.help());
  }

  /** Adds that samples were deleted from one time to another, both included. */
  public static void tombstone(RecordBuffer out, long ref, long minTimeMs, long maxTimeMs) {
    beginIfEmpty(out, RecordType.TOMBSTONES);
    out.putLong(ref);
    out.putSigned(minTimeMs);
    out.putSigned(maxTimeMs);
  }

  /** Adds that the samples of a series up to here are in a chunk of the chunk files. */
  public static void chunkMarker(RecordBuffer out, long ref, long chunkRef) {
    beginIfEmpty(out, RecordType.CHUNK_MARKERS);
    out.putLong(ref);
    out.putLong(chunkRef);
  }

  private static void putLabels(RecordBuffer out, Labels labels) {
    int count = labels.size();
    out.putUnsigned(count);
    for (int i = 0; i < count; i++) {
      out.putString(labels.name(i));
      out.putString(labels.value(i));
    }
  }

  private static void beginIfEmpty(RecordBuffer out, RecordType type) {
    if (out.isEmpty()) {
      out.begin(type);
    }
  }

  private static void beginIfEmpty(RecordBuffer out, RecordType type, long ref, long timeMs) {
    if (out.isEmpty()) {
      out.begin(type, ref, timeMs);
    }
  }
}
