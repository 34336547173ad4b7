package dev.deucalion.tsdb.wal;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.util.List;

/** The records that the histograms of a batch go into, one for each type. For one thread. */
public final class HistogramRecords {
  private final RecordBuffer ints = new RecordBuffer();
  private final RecordBuffer customInts = new RecordBuffer();
  private final RecordBuffer floats = new RecordBuffer();
  private final RecordBuffer customFloats = new RecordBuffer();
  private final List<RecordBuffer> all = List.of(ints, customInts, floats, customFloats);

  /** Adds a histogram to the record of its type. */
  public void add(long ref, long timeMs, Histogram histogram) {
    RecordEncoder.histogram(recordOf(histogram), ref, timeMs, histogram);
  }

  private RecordBuffer recordOf(Histogram histogram) {
    return switch (RecordType.of(histogram)) {
      case HISTOGRAMS -> ints;
      case CUSTOM_HISTOGRAMS -> customInts;
      case FLOAT_HISTOGRAMS -> floats;
      case CUSTOM_FLOAT_HISTOGRAMS -> customFloats;
      case SERIES,
          SAMPLES,
          TOMBSTONES,
          EXEMPLARS,
          CHUNK_MARKERS,
          METADATA,
          SAMPLES_V2,
          HISTOGRAMS_V2,
          FLOAT_HISTOGRAMS_V2,
          BATCH,
          UNKNOWN ->
          throw new IllegalStateException("no record of histograms");
    };
  }

  /** The records in the order in which they go into the log; those without entries are empty. */
  public List<RecordBuffer> records() {
    return all;
  }

  /** Ends the records. */
  public void finish(Compression compression) {
    for (RecordBuffer record : all) {
      record.finish(compression);
    }
  }

  /** Takes all entries away. */
  public void clear() {
    for (RecordBuffer record : all) {
      record.clear();
    }
  }
}
