package dev.deucalion.tsdb.wal;

import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.tsdb.wal.DecodedRecord.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides what of a record goes into a checkpoint: series that are needed, and of those the
 * samples, histograms and exemplars from a time on, tombstones that reach it and the last metadata.
 * For one thread.
 */
final class CheckpointFilter {
  private final NeededSeries needed;
  private final long lastSegment;
  private final long minTimeMs;
  private final Map<Long, Metadata> lastMetadata = new LinkedHashMap<>();
  private final HistogramRecords histograms = new HistogramRecords();
  private final RecordBuffer other = new RecordBuffer();
  private boolean[] kept = new boolean[64];

  CheckpointFilter(NeededSeries needed, long lastSegment, long minTimeMs) {
    this.needed = needed;
    this.lastSegment = lastSegment;
    this.minTimeMs = minTimeMs;
  }

  /**
   * What stays of a record, for use until the next call; {@code raw} itself where all of it does.
   *
   * @param raw the record as it stands in the log, not compressed
   */
  List<RecordBuffer> filter(DecodedRecord record, RecordBuffer raw) {
    switch (record.kind()) {
      case NOTHING, CHUNK_MARKERS -> {
        return List.of();
      }
      case METADATA -> {
        noteMetadata(record);
        return List.of();
      }
      case SERIES, SAMPLES, HISTOGRAMS, EXEMPLARS, TOMBSTONES -> {}
    }
    int keptCount = choose(record);
    if (keptCount == record.count()) {
      return keptCount == 0 ? List.of() : List.of(raw);
    }
    return keptCount == 0 ? List.of() : encodeKept(record);
  }

  /** Marks the entries that stay, and counts them. */
  private int choose(DecodedRecord record) {
    int count = record.count();
    if (kept.length < count) {
      kept = new boolean[Math.max(count, kept.length * 2)];
    }
    long[] refs = record.refs();
    long[] lastTimes = record.kind() == Kind.TOMBSTONES ? record.maxTimesMs() : record.timesMs();
    boolean timed = record.kind() != Kind.SERIES;
    int keptCount = 0;
    for (int i = 0; i < count; i++) {
      kept[i] = (!timed || lastTimes[i] >= minTimeMs) && needed.isNeeded(refs[i], lastSegment);
      keptCount += kept[i] ? 1 : 0;
    }
    return keptCount;
  }

  private List<RecordBuffer> encodeKept(DecodedRecord record) {
    other.clear();
    histograms.clear();
    for (int i = 0; i < record.count(); i++) {
      if (kept[i]) {
        encode(record, i);
      }
    }
    return record.kind() == Kind.HISTOGRAMS ? histograms.records() : List.of(other);
  }

  private void encode(DecodedRecord record, int i) {
    long ref = record.refs()[i];
    long timeMs = record.timesMs()[i];
    switch (record.kind()) {
      case SERIES -> RecordEncoder.series(other, ref, record.labels(i));
      case SAMPLES -> RecordEncoder.sample(other, ref, timeMs, record.valueBits()[i]);
      case HISTOGRAMS -> histograms.add(ref, timeMs, record.histogram(i));
      case EXEMPLARS -> RecordEncoder.exemplar(other, ref, record.exemplar(i));
      case TOMBSTONES -> RecordEncoder.tombstone(other, ref, timeMs, record.maxTimesMs()[i]);
      case METADATA, CHUNK_MARKERS, NOTHING -> {}
    }
  }

  private void noteMetadata(DecodedRecord record) {
    for (int i = 0; i < record.count(); i++) {
      long ref = record.refs()[i];
      if (needed.isNeeded(ref, lastSegment)) {
        lastMetadata.put(ref, record.metadata(i));
      }
    }
  }

  /** The last segment that the checkpoint stands for. */
  long lastSegment() {
    return lastSegment;
  }

  /** The last metadata of all series, by ref. */
  Map<Long, Metadata> lastMetadata() {
    return lastMetadata;
  }
}
