package dev.deucalion.tsdb.wal;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One record of the log, taken apart into columns. {@link RecordDecoder} fills it in, again and
 * again; it may be filled by one thread and read by another that it is handed to.
 *
 * <p>The arrays that are given out belong to the record: entries up to {@link #count} are good
 * until it is filled again.
 */
public final class DecodedRecord {
  /** What the entries of a record are. */
  public enum Kind {
    /** The record has no entries: a mark of a batch, or a type that is skipped. */
    NOTHING,
    /** Series with their refs and labels. */
    SERIES,
    /** Floats. */
    SAMPLES,
    /** Native histograms. */
    HISTOGRAMS,
    /** Exemplars. */
    EXEMPLARS,
    /** What series measure. */
    METADATA,
    /** Times that were deleted from series. */
    TOMBSTONES,
    /** Chunks of late samples that were written to files. */
    CHUNK_MARKERS
  }

  private static final int INITIAL_ENTRIES = 64;
  private static final long[] NO_LONGS = {};
  private static final Object[] NO_OBJECTS = {};

  private Kind kind = Kind.NOTHING;
  private int count;
  private int leftOut;
  private long offset;
  private @Nullable BatchMark mark;
  private long[] refs = NO_LONGS;
  private long[] times = NO_LONGS;
  private long[] values = NO_LONGS;
  private @Nullable Object[] objects = NO_OBJECTS;

  /** What the entries are. */
  public Kind kind() {
    return kind;
  }

  /** Where the record begins in its segment, when it was read from one. */
  long offset() {
    return offset;
  }

  void setOffset(long newOffset) {
    offset = newOffset;
  }

  /**
   * The mark of a batch, or null when the record is none.
   *
   * @param segment of the record
   */
  @Nullable BatchMark mark(long segment) {
    BatchMark found = mark;
    if (found == null) {
      return null;
    }
    LogPosition at = new LogPosition(segment, offset);
    return new BatchMark(at, found.records(), found.lateRecords(), found.origin());
  }

  /** Makes the record a mark; its place does not count. */
  void setMark(BatchMark newMark) {
    mark = newMark;
  }

  /** Number of entries. */
  public int count() {
    return count;
  }

  /** Histograms that were left out, as their buckets are of a kind that nobody knows. */
  public int leftOut() {
    return leftOut;
  }

  /** Refs of the series of all entries. */
  public long[] refs() {
    return refs;
  }

  /** Times of samples, histograms and exemplars, first times of tombstones; ms. */
  public long[] timesMs() {
    return times;
  }

  /** Bits of the values of samples and exemplars. */
  public long[] valueBits() {
    return values;
  }

  /** Last times of tombstones; ms. */
  public long[] maxTimesMs() {
    return values;
  }

  /** Chunk refs of markers. */
  public long[] chunkRefs() {
    return values;
  }

  /** Labels of entry {@code i} of a record of series. */
  public Labels labels(int i) {
    return (Labels) object(i);
  }

  /** Entry {@code i} of a record of histograms. */
  public Histogram histogram(int i) {
    return (Histogram) object(i);
  }

  /** Entry {@code i} of a record of exemplars. */
  public Exemplar exemplar(int i) {
    return new Exemplar((Labels) object(i), Double.longBitsToDouble(values[i]), times[i]);
  }

  /** Entry {@code i} of a record of metadata. */
  public Metadata metadata(int i) {
    return (Metadata) object(i);
  }

  private Object object(int i) {
    Object object = objects[i];
    if (object == null) {
      throw new IllegalStateException("no object in entry " + i + " of " + kind);
    }
    return object;
  }

  /** Gives all entries to a consumer, and says that the record ends where it has any. */
  public void giveTo(WalConsumer consumer) throws IOException {
    for (int i = 0; i < count; i++) {
      long ref = refs[i];
      switch (kind) {
        case SERIES -> consumer.series(ref, labels(i));
        case SAMPLES -> consumer.sample(ref, times[i], values[i]);
        case HISTOGRAMS -> consumer.histogram(ref, times[i], histogram(i));
        case EXEMPLARS -> consumer.exemplar(ref, exemplar(i));
        case METADATA -> consumer.metadata(ref, metadata(i));
        case TOMBSTONES -> consumer.tombstone(ref, times[i], values[i]);
        case CHUNK_MARKERS -> consumer.chunkMarker(ref, values[i]);
        case NOTHING -> {}
      }
    }
    if (count > 0) {
      consumer.endRecord();
    }
  }

  /** Makes the record empty. */
  void begin(Kind newKind) {
    Arrays.fill(objects, 0, Math.min(count, objects.length), null);
    kind = newKind;
    mark = null;
    count = 0;
    leftOut = 0;
  }

  void add(long ref, long timeMs, long value) {
    if (count == refs.length) {
      grow();
    }
    refs[count] = ref;
    times[count] = timeMs;
    values[count++] = value;
  }

  void add(long ref, long timeMs, long value, Object object) {
    if (count >= objects.length) {
      objects = Arrays.copyOf(objects, Math.max(INITIAL_ENTRIES, count * 2));
    }
    objects[count] = object;
    add(ref, timeMs, value);
  }

  void addLeftOut() {
    leftOut++;
  }

  private void grow() {
    int length = Math.max(INITIAL_ENTRIES, count * 2);
    refs = Arrays.copyOf(refs, length);
    times = Arrays.copyOf(times, length);
    values = Arrays.copyOf(values, length);
  }
}
