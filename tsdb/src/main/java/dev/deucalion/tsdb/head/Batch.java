package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.wal.RecordBuffer;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.RecordEncoder;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The samples of one batch in parallel arrays, and room for their log record. Batches are used
 * again, so that a commit allocates nothing. For one thread at a time.
 */
final class Batch {
  private static final int INITIAL_NEW_IDS = 16;
  private static final int MAX_KEPT_NEW_IDS = 256;
  private static final int[] NONE = {};

  private int[] ids = new int[256];
  private long[] times = new long[256];
  private long[] values = new long[256];
  private int count;
  private int[] newIds = NONE;
  private int newCount;
  private long droppedSeries;

  private final RecordBuffer samplesRecord = new RecordBuffer();

  /** Notes how many series had been dropped when the batch began. */
  void begin(long newDroppedSeries) {
    droppedSeries = newDroppedSeries;
  }

  /** How many series had been dropped when the batch began. */
  long droppedSeries() {
    return droppedSeries;
  }

  void add(int id, long timeMs, long valueBits) {
    if (count == ids.length) {
      grow();
    }
    ids[count] = id;
    times[count] = timeMs;
    values[count++] = valueBits;
  }

  /** Grows all arrays or, when there is no memory, none. */
  private void grow() {
    int length = count * 2;
    long[] longerTimes = Arrays.copyOf(times, length);
    long[] longerValues = Arrays.copyOf(values, length);
    ids = Arrays.copyOf(ids, length);
    times = longerTimes;
    values = longerValues;
  }

  /** Notes that the log did not have a series when its sample came. */
  void addNew(int id) {
    if (newCount == newIds.length) {
      newIds = Arrays.copyOf(newIds, Math.max(INITIAL_NEW_IDS, newCount * 2));
    }
    newIds[newCount++] = id;
  }

  /** Gives all that is in the batch other ids. */
  void replaceIds(IntUnaryOperator newId) {
    for (int i = 0; i < count; i++) {
      ids[i] = newId.applyAsInt(ids[i]);
    }
    for (int i = 0; i < newCount; i++) {
      newIds[i] = newId.applyAsInt(newIds[i]);
    }
  }

  /** Notes all series that the log does not have. */
  void noteNew(SeriesCatalog catalog) {
    for (int i = 0; i < count; i++) {
      if (!catalog.isLogged(ids[i])) {
        addNew(ids[i]);
      }
    }
  }

  void clear() {
    count = 0;
    droppedSeries = 0;
    newCount = 0;
    if (newIds.length > MAX_KEPT_NEW_IDS) {
      newIds = NONE;
    }
  }

  /** How many samples fit without growing. */
  int capacity() {
    return ids.length;
  }

  /** Number of samples. */
  int count() {
    return count;
  }

  /** Id of the series of sample {@code i}. */
  int id(int i) {
    return ids[i];
  }

  /** Time of sample {@code i} in milliseconds. */
  long timeMs(int i) {
    return times[i];
  }

  /** Bits of the value of sample {@code i}. */
  long valueBits(int i) {
    return values[i];
  }

  /** Record of the batch's samples, after {@link #encodeSamples}. */
  RecordBuffer samplesRecord() {
    return samplesRecord;
  }

  /** Encodes the samples for the log. */
  void encodeSamples(SeriesCatalog catalog, Compression compression) {
    samplesRecord.clear();
    for (int i = 0; i < count; i++) {
      RecordEncoder.sample(samplesRecord, catalog.logRef(ids[i]), times[i], values[i]);
    }
    samplesRecord.finish(compression);
  }

  /** Encodes into a record, each once, the noted series that the log still has not. */
  void encodeSeries(RecordBuffer seriesRecord, SeriesCatalog catalog, Compression compression) {
    seriesRecord.clear();
    Arrays.sort(newIds, 0, newCount);
    int previous = SeriesCatalog.NONE;
    for (int i = 0; i < newCount; i++) {
      int id = newIds[i];
      if (id == previous || catalog.isLogged(id)) {
        continue;
      }
      previous = id;
      RecordEncoder.series(seriesRecord, catalog.logRef(id), catalog.labels(id));
    }
    seriesRecord.finish(compression);
  }

  /** Notes that the log has the new series. */
  void setLogged(SeriesCatalog catalog) {
    for (int i = 0; i < newCount; i++) {
      catalog.setLogged(newIds[i]);
    }
  }
}
