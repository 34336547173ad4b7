package dev.deucalion.tsdb.batch;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.wal.RecordBuffer;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.RecordEncoder;
import dev.deucalion.tsdb.wal.RecordLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one batch in parallel arrays, and what else it has. Batches are used again, so
 * that a commit of floats allocates nothing. For one thread at a time.
 */
public final class Batch {
  /** An exemplar and its series. */
  public record SeriesExemplar(int id, Exemplar exemplar) {}

  /** What a series measures. */
  public record Described(int id, Metadata metadata) {}

  private static final int INITIAL_NEW_IDS = 16;
  private static final int MAX_KEPT_NEW_IDS = 256;
  private static final int[] NONE = {};
  private static final Histogram[] NO_HISTOGRAMS = {};
  private static final Verdict[] NO_VERDICTS = {};

  private int[] ids = new int[256];
  private long[] times = new long[256];
  private long[] values = new long[256];

  /** By index, null for floats; empty as long as all are floats. */
  private @Nullable Histogram[] histograms = NO_HISTOGRAMS;

  /** By index; empty when samples were not judged. */
  private @Nullable Verdict[] verdicts = NO_VERDICTS;

  private boolean hasLate;
  private int count;
  private int[] newIds = NONE;
  private int newCount;
  private long droppedSeries;
  private final List<SeriesExemplar> exemplars = new ArrayList<>(0);
  private final List<Described> metadata = new ArrayList<>(0);
  private final BatchRecords records = new BatchRecords();

  /** Notes how many series had been dropped when the batch began. */
  public void begin(long newDroppedSeries) {
    droppedSeries = newDroppedSeries;
  }

  /** How many series had been dropped when the batch began. */
  public long droppedSeries() {
    return droppedSeries;
  }

  /** Adds a float. */
  public void add(int id, long timeMs, long valueBits) {
    if (count == ids.length) {
      grow();
    }
    ids[count] = id;
    times[count] = timeMs;
    values[count++] = valueBits;
  }

  /** Adds a histogram. */
  public void add(int id, long timeMs, Histogram histogram) {
    if (histograms.length == 0) {
      histograms = new Histogram[ids.length];
    }
    add(id, timeMs, Double.doubleToRawLongBits(histogram.sum()));
    histograms[count - 1] = histogram;
  }

  /** Grows all arrays or, when there is no memory, none. */
  private void grow() {
    int length = count * 2;
    long[] longerTimes = Arrays.copyOf(times, length);
    long[] longerValues = Arrays.copyOf(values, length);
    if (histograms.length > 0) {
      histograms = Arrays.copyOf(histograms, length);
    }
    ids = Arrays.copyOf(ids, length);
    times = longerTimes;
    values = longerValues;
  }

  /** Adds an exemplar. */
  public void add(SeriesExemplar exemplar) {
    exemplars.add(exemplar);
  }

  /** Adds what a series measures. */
  public void add(Described what) {
    metadata.add(what);
  }

  private void addNew(int id) {
    if (newCount == newIds.length) {
      newIds = Arrays.copyOf(newIds, Math.max(INITIAL_NEW_IDS, newCount * 2));
    }
    newIds[newCount++] = id;
  }

  /** Gives all that is in the batch other ids. */
  public void replaceIds(IntUnaryOperator newId) {
    for (int i = 0; i < count; i++) {
      ids[i] = newId.applyAsInt(ids[i]);
    }
    for (int i = 0; i < newCount; i++) {
      newIds[i] = newId.applyAsInt(newIds[i]);
    }
    exemplars.replaceAll(each -> new SeriesExemplar(newId.applyAsInt(each.id()), each.exemplar()));
    metadata.replaceAll(what -> new Described(newId.applyAsInt(what.id()), what.metadata()));
  }

  /** Notes all series that the log does not have. */
  public void noteNew(SeriesCatalog catalog) {
    for (int i = 0; i < count; i++) {
      noteIfNew(ids[i], catalog);
    }
    for (SeriesExemplar each : exemplars) {
      noteIfNew(each.id(), catalog);
    }
    for (Described what : metadata) {
      noteIfNew(what.id(), catalog);
    }
  }

  /** Notes a series if the log does not have it. */
  public void noteIfNew(int id, SeriesCatalog catalog) {
    if (!catalog.isLogged(id)) {
      addNew(id);
    }
  }

  void clear() {
    count = 0;
    droppedSeries = 0;
    newCount = 0;
    histograms = NO_HISTOGRAMS;
    verdicts = NO_VERDICTS;
    hasLate = false;
    exemplars.clear();
    metadata.clear();
    if (newIds.length > MAX_KEPT_NEW_IDS) {
      newIds = NONE;
    }
  }

  /** How many samples fit without growing. */
  int capacity() {
    return ids.length;
  }

  /** Number of samples. */
  public int count() {
    return count;
  }

  /** Whether there is nothing at all. */
  public boolean isEmpty() {
    return count == 0 && exemplars.isEmpty() && metadata.isEmpty();
  }

  /** Whether all samples are floats. */
  boolean hasFloatsOnly() {
    return histograms.length == 0;
  }

  /** Id of the series of sample {@code i}. */
  public int id(int i) {
    return ids[i];
  }

  /** Time of sample {@code i} in milliseconds. */
  public long timeMs(int i) {
    return times[i];
  }

  /** Bits of the value of sample {@code i}; of its sum if it is a histogram. */
  public long valueBits(int i) {
    return values[i];
  }

  /** Sample {@code i}, or null if it is a float. */
  public @Nullable Histogram histogram(int i) {
    return histograms.length == 0 ? null : histograms[i];
  }

  /** What is to be done with sample {@code i}. */
  public Verdict verdict(int i) {
    Verdict verdict = verdicts.length == 0 ? null : verdicts[i];
    return verdict == null ? Verdict.IN_ORDER : verdict;
  }

  /** Says what is to be done with sample {@code i}. */
  public void setVerdict(int i, Verdict verdict) {
    if (verdicts.length == 0) {
      verdicts = new Verdict[ids.length];
    }
    verdicts[i] = verdict;
    hasLate |= verdict == Verdict.OUT_OF_ORDER;
  }

  /** Whether any sample comes out of order. */
  public boolean hasLate() {
    return hasLate;
  }

  /** The exemplars, in the order in which they came. */
  public List<SeriesExemplar> exemplars() {
    return exemplars;
  }

  /** What series measure, in the order in which it came. */
  public List<Described> metadata() {
    return metadata;
  }

  /** Records of all that is in the batch but new series, after {@link #encode}. */
  List<RecordBuffer> records() {
    return records.all();
  }

  /** Encodes all that is in the batch but new series for the log. */
  public void encode(SeriesCatalog catalog, RecordLog log) {
    records.encode(this, catalog, log);
  }

  /** As {@link #encode}, with the samples that come out of order in records of their own. */
  void encodeApart(SeriesCatalog catalog, RecordLog log) {
    records.encodeApart(this, catalog, log);
  }

  /** The records of samples that come out of order, after {@link #encodeApart}. */
  public List<RecordBuffer> lateRecords() {
    return records.late();
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
